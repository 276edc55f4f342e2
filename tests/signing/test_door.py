"""The signer's door: tickets, tokens and PINs over a real socket, for several people at once."""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE
from typing import Any
from uuid import UUID

import pytest

from domain.errors import CertificateRefused, Malformed, PinLocked, PinRefused, Unavailable
from domain.faults import halves
from domain.names import DocumentId, FacilityId, Sha256
from signing.client import SignerClient
from signing.credentials import open_key
from signing.desk import Subject
from signing.door import LARGEST, Door
from signing.pades import sign
from signing.pins import STANDARD
from signing.tickets import Reviewed
from tests.signing.conftest import HOSPITAL, NAMES, person
from tests.signing.room import PIN, Ledger, Room, mark_of

SHEET = Reviewed(DocumentId(UUID(int=1)), 1, Sha256("a" * 64))
BINH, THANG = person(NAMES["perform"]), person(NAMES["head"])


@pytest.fixture
async def signer(room: Room, tmp_path: Path) -> AsyncIterator[SignerClient]:
    room.desk.pins = Ledger()
    door = Door(tmp_path / "door" / "signer", room.desk.handlers)
    await door.open()
    yield SignerClient(tmp_path / "door" / "signer")
    await door.close()


async def test_a_ticket_signs_the_sheet_it_names(signer: SignerClient, room: Room, sheet: bytes) -> None:
    content = Sha256(sha256(sheet).hexdigest())
    ticket = await signer.ticket(BINH, PIN, [replace(SHEET, content=content)])
    capacity = room.desk.tickets.redeem(ticket, BINH, Reviewed(SHEET.document, 1, content), datetime.now(UTC))
    with open_key(room.desk.tokens, room.credential(str(BINH)), capacity.secret) as key:
        assert sign(sheet, mark_of("perform", NAMES["perform"], "", 0), key).startswith(sheet)


async def test_five_wrong_pins_lock(signer: SignerClient) -> None:
    left = []
    for _ in range(5):
        with pytest.raises(PinRefused) as refused:
            await signer.ticket(THANG, "000000", [SHEET])
        left.append(refused.value.facts)
    assert left == [("4",), ("3",), ("2",), ("1",), ("0",)]
    with pytest.raises(PinLocked):
        await signer.ticket(THANG, PIN, [SHEET])


async def test_guesses_made_at_once_are_counted_one_by_one(signer: SignerClient) -> None:
    answers = await asyncio.gather(*(signer.ticket(THANG, "000000", [SHEET]) for _ in range(9)), return_exceptions=True)
    assert [type(one) for one in answers].count(PinRefused) == 5
    assert [type(one) for one in answers].count(PinLocked) == 4


async def test_a_refused_ticket_does_not_hold_up_the_others(signer: SignerClient, room: Room) -> None:
    room.desk.cost, cheap = STANDARD, room.desk.cost
    begun = time.monotonic()
    answers = await asyncio.gather(
        *(signer.ticket(person(f"Người lạ {number}"), PIN, [SHEET]) for number in range(3)),
        *(signer.ticket(THANG, "000000", [SHEET]) for _ in range(5)),
        signer.status(),
        return_exceptions=True,
    )
    assert time.monotonic() - begun < 2
    assert [type(one).__name__ for one in answers] == ["CertificateRefused"] * 3 + ["PinRefused"] * 5 + ["dict"]
    room.desk.cost = cheap


async def test_a_new_person_gets_a_token_and_changes_the_pin(signer: SignerClient, room: Room) -> None:
    anh = person("Đỗ Thị Ánh")
    with pytest.raises(CertificateRefused):
        await signer.ticket(anh, "135791", [SHEET])
    made = await signer.enrol(anh, "135791", "Đỗ Thị Ánh", HOSPITAL, "person")
    assert room.credential(str(anh)).certificate == made.certificate
    with pytest.raises(PinRefused):
        await signer.change_pin(anh, "135792", "975310")
    await signer.change_pin(anh, "135791", "975310")
    with pytest.raises(PinRefused):
        await signer.ticket(anh, "135791", [SHEET])
    assert await signer.ticket(anh, "975310", [SHEET])
    for weak in ("12345", "abcdef", "١٢٣٤٥٦"):
        with pytest.raises(Malformed):
            await signer.enrol(anh, weak, "Đỗ Thị Ánh", HOSPITAL, "person")


async def test_of_two_changes_at_once_one_is_refused(signer: SignerClient) -> None:
    mai = person("Hồ Thị Mai")
    await signer.enrol(mai, "135791", "Hồ Thị Mai", HOSPITAL, "person")
    answers = await asyncio.gather(*(signer.change_pin(mai, "135791", new) for new in ("111222", "333444")), return_exceptions=True)
    assert [type(one) for one in answers] == [type(None), PinRefused]
    assert await signer.ticket(mai, "111222", [SHEET])


async def test_who_enrols_twice_at_once_gets_one_key(signer: SignerClient, room: Room) -> None:
    lam, spare = person("Tạ Văn Lâm"), room.desk.pool.count()
    answers = await asyncio.gather(
        *(signer.enrol(lam, "135791", "Tạ Văn Lâm", HOSPITAL, "person") for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in answers) == ["Enrolled", "WrongState"]
    assert room.desk.pool.count() == spare - 1


async def test_a_clerk_opens_the_organisations_key_with_their_own_pin(signer: SignerClient, room: Room) -> None:
    facility = FacilityId("33001")
    await signer.enrol_organisation(facility, HOSPITAL, "organisation")
    ticket = await signer.ticket(BINH, PIN, [SHEET], facility)
    capacity = room.desk.tickets.redeem(ticket, BINH, SHEET, datetime.now(UTC))
    assert capacity.organisation == facility
    with open_key(room.desk.tokens, room.credential(facility), capacity.secret) as key:
        assert key.sign(b"attributes")


async def test_a_token_goes_back_when_the_authority_is_away(signer: SignerClient, room: Room) -> None:
    class Away:
        async def issue(self, request: bytes, subject: Subject) -> tuple[bytes, ...]:
            raise Unavailable("authority")

    before, room.desk.issuer = room.desk.issuer, Away()
    spare = room.desk.pool.count()
    with pytest.raises(Unavailable):
        await signer.enrol(person("Vũ Hà"), "135791", "Vũ Hà", HOSPITAL, "person")
    assert room.desk.pool.count() == spare
    room.desk.issuer = before


async def test_nonsense_is_answered_and_nobody_else_is_let_in(signer: SignerClient, room: Room, tmp_path: Path) -> None:
    path = tmp_path / "door" / "signer"
    assert (S_IMODE(path.stat().st_mode), S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)
    for line in (
        b"{",
        b"[]",
        b'{"ask": "keys"}',
        b'{"ask": "ticket"}',
        b'{"ask": "ticket", "person": 7, "pin": 1, "set": 3}',
        b"[" * 100_000,
    ):
        answer = await said(path, line)
        assert answer["refusal"] == "Malformed"
        assert all(len(set(halves(fact))) == 2 for fact in answer["facts"]), "in both languages"
    assert (await said(path, b"x" * (LARGEST + 2)))["facts"] == [f"request: nhiều nhất {LARGEST} byte / at most {LARGEST} bytes"]
    strict = Door(tmp_path / "strict" / "signer", room.desk.handlers, frozenset({os.getuid() + 1}))
    await strict.open()
    with pytest.raises(Unavailable):
        await SignerClient(tmp_path / "strict" / "signer").status()
    await strict.close()
    with pytest.raises(Unavailable):
        await SignerClient(tmp_path / "nowhere").status()


async def test_the_socket_stands_in_no_folder_of_others(room: Room, tmp_path: Path) -> None:
    """Whoever owns the folder could put a socket of their own in its place and be told PINs."""
    (tmp_path / "open").mkdir(mode=0o755)
    (tmp_path / "link").symlink_to(tmp_path / "mine", target_is_directory=True)
    (tmp_path / "mine").mkdir(mode=0o700)
    for folder in ("open", "link"):
        with pytest.raises(PermissionError):
            await Door(tmp_path / folder / "signer", room.desk.handlers).open()
    assert S_IMODE((tmp_path / "open").stat().st_mode) == 0o755, "left as it was: it may be everybody's"


async def said(path: Path, line: bytes) -> dict[str, Any]:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(line + b"\n")
    answer: dict[str, Any] = json.loads(await reader.readline())
    writer.close()
    return answer
