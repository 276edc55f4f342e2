"""What each costly step costs alone: CPU milliseconds of this process, the same parts as the stack's."""

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from app.devstack import softhsm
from app.devstack.pki.authority import Authority
from app.devstack.pki.profiles import Kind, Profile
from app.devstack.pki.server import serving
from app.wiring import POLICIES
from domain.clock import day
from policies.reader import load
from signing.cms import Scheme
from signing.credentials import Credential, open_key
from signing.pades import SignatureMark, sign, stamp
from signing.pins import token_secret
from signing.preservation import preserve
from signing.revocation import Revocation
from signing.sheets import Printer
from signing.timestamps import TimeStamps
from signing.tokens import Tokens
from signing.trust import Trust
from signing.verification import verify

TIMES = 12
PEOPLE = ("Phạm Văn Hùng", "Lê Gia Khánh", "Nguyễn Thanh Xuân")
DATA: dict[str, Any] = {
    "parent": "Sở Y tế tỉnh Hưng Yên",
    "facility": "Bệnh viện Đa khoa tỉnh Hưng Yên",
    "place": "Hưng Yên",
    "record": "BA-2026-0001",
    "department": "Khoa Nội tổng hợp",
    "patient": {"code": "BN-1", "name": "Nguyễn Thị Thuỳ Hạnh", "birth": "01/05/1970", "sex": "Nữ", "citizen_id": "033170000001"},
    "performed_in": "Khoa Xét nghiệm",
    "ordered_in": "Khoa Nội tổng hợp",
    "doctor": "Nguyễn Thị Ngọc Lan",
    "performer": "Phạm Văn Hùng",
    "sampled_at": "07:00 21/11/2026",
    "received_at": "08:00 21/11/2026",
    "resulted_at": "09:00 21/11/2026",
    "conclusion": "",
    "note": "",
    "values": [{"service": "Glucose", "name": "Glucose", "value": "7,9", "unit": "mmol/L", "reference": "3,9 – 6,4", "flag": "H"}],
    "code": "BENCH0000001",
    "version": 1,
    "edition": "2026-01",
    "chain": [{"step": f"step{n}", "title": "NGƯỜI KÝ", "needed": 1, "method": "digital"} for n in range(3)],
}


async def measure() -> dict[str, float]:
    """CPU milliseconds of one PIN, sheet, signature, stamp, preservation (with its own verification) and full verification."""
    with tempfile.TemporaryDirectory(prefix="hsba-steps-") as folder:
        authority = Authority(Path(folder) / "pki")
        async with serving(authority):
            return await _measured(Path(folder), authority)


async def _measured(folder: Path, authority: Authority) -> dict[str, float]:
    await softhsm.fill(folder / "tokens", len(PEOPLE))
    os.environ.update(softhsm.configure(folder / "tokens"))
    tokens = Tokens(softhsm.library())
    trust = Trust([authority.root.public_bytes(Encoding.PEM)])
    revocation, stamps = Revocation(trust), TimeStamps(f"{authority.url}/tsa", trust)
    keys = [(_credential(tokens, spare, name, authority), spare.secret) for spare, name in _spares(folder)]
    form = load(POLICIES).form("lab-result", day(datetime.now(UTC)))
    printer = Printer(POLICIES / "forms", "https://hsba.example/look-up/")
    cost: dict[str, float] = {}
    cost["PIN (argon2id)"] = await _cost(lambda: _soon(token_secret, "246810", b"p" * 32, "person"))
    sheet = printer.render(form, DATA)
    cost["sheet (typst)"] = await _cost(lambda: _soon(printer.render, form, {**DATA, "code": f"BENCH{time.monotonic_ns() % 10**7:07}"}))
    head = sheet.pdf
    for number, (credential, secret) in enumerate(keys):
        mark = SignatureMark(f"step{number}-1", PEOPLE[number], "Ký", "Hưng Yên", datetime.now(UTC), sheet.boxes[number], title="Người ký")

        seal = partial(_seal, tokens, head, mark, credential, secret)
        cost[f"signature {number + 1}"] = await _cost(partial(_soon, seal))
        signed = seal()
        cost[f"time stamp {number + 1} (client)"] = await _cost(partial(stamp, signed, stamps))
        head = await stamp(signed, stamps)
    cost["preservation with verification"] = await _cost(lambda: preserve(head, revocation, stamps))
    preserved = await preserve(head, revocation, stamps)
    cost["full verification"] = await _cost(lambda: verify(preserved, trust))
    await stamps.close()
    await revocation.close()
    return cost


def _seal(tokens: Tokens, head: bytes, mark: SignatureMark, credential: Credential, secret: str) -> bytes:
    with open_key(tokens, credential, secret) as key:
        return sign(head, mark, key)


def _spares(folder: Path) -> Iterator[tuple[Any, str]]:
    pool = softhsm.pool(folder / "tokens")
    for name in PEOPLE:
        yield pool.take(), name


def _credential(tokens: Tokens, spare: Any, name: str, authority: Authority) -> Credential:
    with tokens.open(spare.serial, spare.secret) as token:
        request = token.request(name, "Bệnh viện", Scheme.ECDSA)
    certificate = authority.issue(request, Profile(Kind.PERSON, name, "Bệnh viện", spare.serial))
    return Credential(name, spare.serial, certificate, (authority.issuing.public_bytes(Encoding.DER),))


async def _soon(work: Callable[..., Any], *arguments: Any) -> Any:
    return work(*arguments)


async def _cost(work: Callable[[], Awaitable[Any]]) -> float:
    """CPU milliseconds of one run, the first not counted; servers on other threads of this process count too."""
    await work()
    with _cpu() as used:
        for _ in range(TIMES):
            await work()
    return round(used[0] / TIMES * 1000, 2)


@contextmanager
def _cpu() -> Iterator[list[float]]:
    used = [0.0]
    began = time.process_time()
    yield used
    used[0] = time.process_time() - began


if __name__ == "__main__":
    print(asyncio.run(measure()))
