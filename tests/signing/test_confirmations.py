"""A confirmation by PIN: written by the next digital signature, covered by it, and never called a signature."""

from dataclasses import replace
from datetime import UTC, datetime

from signing.confirmations import Confirmation
from signing.pades import stamp
from signing.revocation import Revocation
from signing.verification import verify
from tests.signing.conftest import CHAIN, NAMES, REASONS, make_sheet, person
from tests.signing.room import Room, mark_of

BINH = Confirmation("perform", "Trần Văn Bình", "Người thực hiện", datetime(2026, 11, 21, 3, tzinfo=UTC), (40, 60, 205, 110))


async def approved(room: Room, confirmed: tuple[Confirmation, ...]) -> bytes:
    """A sheet whose first stage is a confirmation, signed by the approving doctor."""
    sheet = make_sheet({"chain": [{**CHAIN[0], "method": "confirmed"}, CHAIN[1]], "preservation": True})
    mark = replace(mark_of("approve", NAMES["approve"], REASONS["approve"], 1), confirmed=confirmed)
    return await stamp(room.sign(sheet, mark, person(NAMES["approve"])), room.stamps)


async def test_it_is_told_with_the_signature_that_covers_it(room: Room, revocation: Revocation) -> None:
    pdf = await approved(room, (BINH,))
    verdict = await verify(pdf, room.trust, revocation)
    assert (verdict.level, verdict.valid) == ("B-T", True)
    assert [one.code for one in verdict.findings] == ["not_preserved"]
    (one,) = verdict.signatures
    assert (one.step, one.name) == ("approve", NAMES["approve"])
    assert [(said.step, said.name, said.at) for said in one.confirmed] == [("perform", BINH.name, BINH.at)]


async def test_a_file_without_it_lacks_it(room: Room, revocation: Revocation) -> None:
    verdict = await verify(await approved(room, ()), room.trust, revocation)
    assert not verdict.valid
    assert "Chưa có xác nhận của bước: perform" in next(one.vi for one in verdict.findings if one.code == "confirmation_missing")


async def test_another_name_written_into_it_breaks_the_signature(room: Room, revocation: Revocation) -> None:
    pdf = await approved(room, (replace(BINH, name="Tran Van Binh"),))
    at = pdf.rindex(b"Tran Van Binh")
    verdict = await verify(pdf[:at] + b"Tran Van Minh" + pdf[at + 13 :], room.trust, revocation)
    assert not verdict.valid
    assert not verdict.signatures[0].intact


def test_its_mark_says_what_it_is_not() -> None:
    assert BINH.lines == ("Xác nhận bằng mã PIN (không phải chữ ký số)", "Trần Văn Bình", "Người thực hiện")
