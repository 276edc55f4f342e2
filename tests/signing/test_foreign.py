"""A ready PDF is judged before it is kept, signed without a byte of it being touched, and preserved."""

from dataclasses import replace
from hashlib import sha256

import pytest

from domain.errors import Malformed
from domain.faults import halves
from signing.foreign import judge
from signing.pades import rehearse, stamp
from signing.preservation import preserve
from signing.revocation import Revocation
from signing.verification import verify
from tests.foreign import ATTACHING, CLAIMING, TURNED_AWAY, pdf
from tests.signing.conftest import NAMES, REASONS, person
from tests.signing.room import Room, mark_of
from tests.strangers import signed_elsewhere

ACTS = {
    "JavaScript": "the file has JavaScript and",
    "lệnh mở chương trình": "a command that starts a program",
    "XFA": "a dynamic XFA form",
    "nội dung đa phương tiện": "multimedia",
}
"""What acts in a file, by its Vietnamese words → as it is told in English."""


@pytest.mark.parametrize(("words", "file"), TURNED_AWAY.items(), ids=[one.strip() for one in TURNED_AWAY])
def test_what_cannot_be_read_signed_or_trusted_to_stay_the_same_is_turned_away(words: str, file: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        judge(file, 20, 3)
    assert words.strip() in refused.value.facts[0]
    assert refused.value.facts[0].startswith("pdf: ")
    assert ACTS.get(words.strip(), "") in halves(refused.value.facts[0])[1]


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    with pytest.raises(Malformed, match="lớn hơn 1 MB"):
        judge(b"%PDF-" + bytes(2**20), 1, 3)


def test_what_a_file_says_of_itself_is_kept_as_its_own_word() -> None:
    plain, claiming = judge(pdf("a", "b"), 20, 3), judge(CLAIMING, 20, 3)
    assert (plain.pages, plain.claims, plain.signatures) == (2, "", ())
    assert plain.sha256 == sha256(pdf("a", "b")).hexdigest()
    assert claiming.claims == "PDF/A-2b"
    assert judge(ATTACHING, 20, 3).attachments == ("du-lieu.xml",)


async def test_the_bytes_that_came_stand_first_after_all_signatures_and_preservation(room: Room, revocation: Revocation) -> None:
    content = pdf("a", "b")
    kept = await _through(content, room, revocation)
    assert kept[: len(content)] == content
    verdict = await verify(kept, room.trust)
    assert (verdict.valid, verdict.level) == (True, "B-LTA")
    assert [one.code for one in verdict.findings] == ["foreign"]
    assert [one.name for one in verdict.signatures] == list(NAMES.values())


async def test_a_signature_that_was_there_is_named_and_kept_and_holds_nothing_up(room: Room, revocation: Revocation) -> None:
    content = signed_elsewhere(pdf())
    (there,) = judge(content, 20, 3).signatures
    assert (there.name, there.organisation) == ("Đinh Công Trứ", "Phòng khám Thiện Tâm")
    kept = await _through(content, room, revocation)
    assert kept[: len(content)] == content
    verdict = await verify(kept, room.trust)
    assert [one.level for one in verdict.signatures] == ["none", *["B-LTA"] * 3]
    assert {one.code for one in verdict.findings if one.fatal} == {"untrusted"}, "whom nobody here trusts is told, and only that"


def test_a_signature_that_no_longer_holds_turns_the_file_away() -> None:
    signed = signed_elsewhere(pdf())
    for spoilt in (signed.replace(b"(Ket qua", b"(Ket quA"), signed + b"\n% more\n", rehearse(pdf())):
        with pytest.raises(Malformed, match="chữ ký không còn đúng"):
            judge(spoilt, 20, 3)


def test_a_sheet_of_the_house_is_not_taken_for_a_ready_pdf(sheet: bytes) -> None:
    with pytest.raises(Malformed, match="là phiếu của hsba"):
        judge(sheet, 20, 3)


async def _through(content: bytes, room: Room, revocation: Revocation) -> bytes:
    """Signed by three, each stamped, and preserved."""
    head = content
    for step, name in NAMES.items():
        mark = replace(mark_of(step, name, REASONS[step], 0), box=None)
        head = await stamp(room.sign(head, mark, person(name)), room.stamps)
    return await preserve(head, revocation, room.stamps, content=len(content))
