"""A small signing room: SoftHSM with tokens, the development authority on loopback, three people, one sheet."""

import json
import os
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
import typst

from app.devstack import softhsm
from app.devstack.pki.authority import Authority
from app.devstack.pki.server import Server, serving
from domain.names import PersonId
from signing.cms import Scheme
from signing.desk import Desk
from signing.evidence_groups import Group, build, renew_stamps, renew_tree
from signing.pades import stamp
from signing.preservation import preserve
from signing.revocation import Revocation
from signing.tickets import Tickets
from signing.timestamps import TimeStamps
from signing.tokens import KeyKind, Tokens
from signing.trust import Trust, der
from signing.typefaces import FONT
from tests.signing.proofs import DOCUMENTS, Clock, Service, anew, digest, service
from tests.signing.room import CHEAP, PEPPER, PIN, Ledger, LocalIssuer, Memory, Room, mark_of

HOSPITAL = "Bệnh viện đa khoa Phố Nối"
SHEET = """
#set document(title: "Phiếu kết quả xét nghiệm", author: "hsba", date: datetime(year: 2026, month: 11, day: 21))
#set text(lang: "vi", font: "Noto Sans", size: 10pt)
#pdf.attach("hsba.json", bytes(sys.inputs.facts), relationship: "source", mime-type: "application/json", description: "Dữ liệu")
= Phiếu kết quả xét nghiệm
Người bệnh: Nguyễn Thị Hoà. Glucose 5,6 mmol/L.
"""
CHAIN = [
    {"step": "perform", "needed": 1, "method": "digital"},
    {"step": "approve", "needed": 1, "method": "digital"},
    {"step": "head", "needed": 1, "method": "digital"},
]
NAMES = {"perform": "Trần Văn Bình", "approve": "Lê Thị Thu Hương", "head": "Phạm Đức Thắng"}
REASONS = {"perform": "Thực hiện xét nghiệm", "approve": "Duyệt kết quả", "head": "Trưởng khoa xác nhận"}


def person(name: str) -> PersonId:
    return PersonId(uuid5(UUID(int=7), name))


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("pki"))


@pytest.fixture(scope="session")
async def pki(authority: Authority) -> AsyncIterator[Server]:
    """The authority on loopback; `down` stages an outage of its time stamps."""
    async with serving(authority, allow_outage=True) as server:
        yield server


@pytest.fixture(scope="session")
async def room(tmp_path_factory: pytest.TempPathFactory, authority: Authority, pki: Server) -> AsyncIterator[Room]:
    """The signer's desk with memory instead of rows, and everybody of `NAMES` enrolled (the head with an RSA key)."""
    folder = tmp_path_factory.mktemp("softhsm")
    await softhsm.fill(folder, 24)
    await softhsm.fill(folder, 2, KeyKind.RSA_2048)
    os.environ.update(softhsm.configure(folder))
    trust = Trust([der(authority.root)], [der(authority.issuing)])
    stamps = TimeStamps(f"{authority.url}/tsa", trust)
    tickets = Tickets(tmp_path_factory.mktemp("memory") / "tickets")
    now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731
    tools = (
        Tokens(softhsm.library(), softhsm.gate(folder)),
        tickets,
        softhsm.pool(folder),
        PEPPER,
        Ledger(),
        Memory(),
        LocalIssuer(authority),
        now,
    )
    desk = Desk(*tools, Revocation(trust), cost=CHEAP)
    for step, name in NAMES.items():
        rsa = {"kind": KeyKind.RSA_2048, "scheme": Scheme.RSA_PSS} if step == "head" else {}
        await desk.enrol({"person": str(person(name)), "pin": PIN, "name": name, "facility": HOSPITAL, "profile": "person", **rsa})
    yield Room(desk, authority, trust, stamps, folder)
    await stamps.close()


@pytest.fixture(scope="session")
def sheet() -> bytes:
    """One page, PDF/A-3a, with the chain it needs inside."""
    return make_sheet()


def make_sheet(facts: object = None) -> bytes:
    said = facts or {"chain": CHAIN, "preservation": True}
    inputs = {"facts": json.dumps(said)}
    make: Any = typst.Compiler
    compiler = make(SHEET.encode(), font_paths=[FONT.parent], sys_inputs=inputs)
    return bytes(compiler.compile(format="pdf", pdf_standards=["a-3a"]))


@pytest.fixture(scope="session")
async def signed(room: Room, sheet: bytes) -> bytes:
    """The sheet with three signatures, each with its time stamp."""
    head = sheet
    for number, step in enumerate(NAMES):
        mark = mark_of(step, NAMES[step], REASONS[step], number)
        head = await stamp(room.sign(head, mark, person(NAMES[step])), room.stamps)
    return head


@pytest.fixture(scope="session")
async def revocation(room: Room) -> AsyncIterator[Revocation]:
    asked = Revocation(room.trust)
    yield asked
    await asked.close()


@pytest.fixture(scope="session")
async def preserved(signed: bytes, room: Room, revocation: Revocation) -> bytes:
    """The sheet with three signatures and its archive time stamp."""
    return await preserve(signed, revocation, room.stamps)


@pytest.fixture(scope="session")
async def stamping(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    """A time-stamp service of today."""
    async with service(tmp_path_factory.mktemp("stamping"), Clock(datetime.now(UTC))) as one:
        yield one


@pytest.fixture(scope="session")
async def proved(stamping: Service) -> Group:
    """Seven documents: stamped, renewed by time stamp, by hash tree, and by time stamp again."""
    group = await build(map(digest, DOCUMENTS)).stamp(stamping.stamps, stamping.revocation)
    (group,) = await renew_stamps([group], stamping.stamps, stamping.revocation)
    group = await renew_tree(group, "sha512", anew("sha512"), stamping.stamps, stamping.revocation)
    (group,) = await renew_stamps([group], stamping.stamps, stamping.revocation)
    return group
