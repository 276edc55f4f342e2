"""Everything that can be done to a signed sheet is seen, and named."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from app.devstack.pki.authority import Authority
from signing.pades import contents_of_last, stamp
from signing.revocation import Revocation
from signing.trust import Trust, der
from signing.verdicts import Verdict
from signing.verification import verify
from tests.signing.conftest import NAMES, REASONS, make_sheet, person
from tests.signing.room import Room, mark_of


def codes(verdict: Verdict) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in verdict.findings]


def revisions(pdf: bytes) -> list[int]:
    """Where each revision ends."""
    found, at = [], 0
    while (at := pdf.find(b"%%EOF", at) + 5) > 4:
        found.append(at + (pdf[at : at + 1] == b"\n"))
    return found


async def test_three_signatures_and_preservation_are_told(preserved: bytes, room: Room) -> None:
    verdict = await verify(preserved, room.trust)
    assert (verdict.level, verdict.valid, verdict.findings) == ("B-LTA", True, ())
    assert [(one.step, one.name, one.reason) for one in verdict.signatures] == [(step, NAMES[step], REASONS[step]) for step in NAMES]
    assert all(one.intact and one.trusted and not one.revoked and one.stamped_at for one in verdict.signatures)
    assert [one.intact and one.trusted for one in verdict.archive_stamps] == [True]


async def test_before_preservation_it_is_valid_and_says_what_is_missing(signed: bytes, room: Room, revocation: Revocation) -> None:
    verdict = await verify(signed, room.trust, revocation)
    assert (verdict.level, verdict.valid, codes(verdict)) == ("B-T", True, [("not_preserved", "")])


async def test_a_changed_byte_of_the_content_breaks_every_signature(preserved: bytes, room: Room) -> None:
    at = preserved.index(b"stream") + 40
    verdict = await verify(preserved[:at] + bytes((preserved[at] ^ 1,)) + preserved[at + 1 :], room.trust)
    assert not verdict.valid
    assert [field for code, field in codes(verdict) if code == "bytes_changed"] == ["perform-1", "approve-1", "head-1"]
    assert "Trần Văn Bình" in verdict.findings[1].vi


async def test_a_changed_byte_of_the_third_revision_breaks_the_third_signature_only(preserved: bytes, room: Room) -> None:
    at = preserved.index(b"/Reason", revisions(preserved)[2]) + 12
    verdict = await verify(preserved[:at] + b"?" + preserved[at + 1 :], room.trust)
    assert [one.intact for one in verdict.signatures] == [True, True, False]
    assert ("bytes_changed", "head-1") in codes(verdict)
    assert ("archive_stamp_broken", "preservation-1") in codes(verdict)


async def test_a_changed_signature_value_is_seen(signed: bytes, room: Room) -> None:
    at = signed.index(b"/Contents <", revisions(signed)[2]) + 3000
    verdict = await verify(signed[:at] + bytes((signed[at] ^ 1,)) + signed[at + 1 :], room.trust)
    assert not verdict.valid
    assert verdict.signatures[0].intact


def changed(pdf: bytes, how: Any) -> bytes:
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    how(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def other_page(writer: Any) -> None:
    page, _ = writer.find_page_for_modification(0)
    page.get_object()["/Contents"] = writer.add_object(StreamObject(stream_data=b"0 0 100 100 re f"))
    writer.mark_update(page)


def note(writer: Any) -> None:
    page, _ = writer.find_page_for_modification(0)
    box = ArrayObject(map(NumberObject, (0, 0, 500, 500)))
    text = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/FreeText"), "/Rect": box, "/Contents": pdf_string("Glucose 9,9")}
    make: Any = DictionaryObject
    added = writer.add_object(make({NameObject(key): value for key, value in text.items()}))
    page.get_object()["/Annots"] = ArrayObject([*page.get_object()["/Annots"], added])
    writer.mark_update(page)


def other_data(writer: Any) -> None:
    attached = writer.root["/AF"][0].get_object()["/EF"].raw_get("/F")
    writer.objects[(0, attached.idnum)] = StreamObject(stream_data=b'{"chain": []}')


def other_title(writer: Any) -> None:
    writer.root["/Lang"] = pdf_string("en")
    writer.update_root()


@pytest.mark.parametrize(
    ("how", "code"), [(other_page, "page_changed"), (note, "page_changed"), (other_data, "object_changed"), (other_title, "object_changed")]
)
async def test_a_change_after_the_last_signature_is_named(preserved: bytes, room: Room, how: Any, code: str) -> None:
    verdict = await verify(changed(preserved, how), room.trust)
    assert not verdict.valid
    assert code in [one for one, _ in codes(verdict)]
    assert all(one.intact for one in verdict.signatures)


async def test_a_change_between_two_signatures_is_named(room: Room, sheet: bytes) -> None:
    first = await stamp(room.sign(sheet, mark_of("perform", NAMES["perform"], "", 0), person(NAMES["perform"])), room.stamps)
    other = changed(first, other_page)
    second = await stamp(room.sign(other, mark_of("approve", NAMES["approve"], "", 1), person(NAMES["approve"])), room.stamps)
    verdict = await verify(second, room.trust)
    assert ("page_changed", "") in codes(verdict)
    assert not verdict.valid


async def test_appended_bytes_are_named(preserved: bytes, room: Room) -> None:
    verdict = await verify(preserved + b"\n% more\n", room.trust)
    assert not verdict.valid


async def test_a_removed_signature_is_named_from_the_file_alone(preserved: bytes, room: Room) -> None:
    verdict = await verify(preserved[: revisions(preserved)[2]], room.trust)
    removed = next(one for one in verdict.findings if one.code == "revision_removed")
    assert not verdict.valid
    assert removed.vi == "Chuỗi cần 3 chữ ký, còn đúng 2; còn thiếu: head."


async def test_a_removed_preservation_is_named(preserved: bytes, room: Room) -> None:
    verdict = await verify(preserved[: revisions(preserved)[3]], room.trust)
    assert ("not_preserved", "") in codes(verdict)


async def test_a_certificate_of_another_authority_is_named(signed: bytes, tmp_path: Path) -> None:
    stranger = Authority(tmp_path)
    verdict = await verify(signed, Trust([der(stranger.root)], [der(stranger.issuing)]))
    assert not verdict.valid
    assert ("untrusted", "perform-1") in codes(verdict)
    assert ("stamp_untrusted", "perform-1") in codes(verdict)


async def test_a_certificate_of_another_person_is_named(room: Room, sheet: bytes) -> None:
    mark = replace(mark_of("perform", NAMES["head"], "", 0))
    forged = await stamp(room.sign(sheet, mark, person(NAMES["perform"])), room.stamps)
    verdict = await verify(forged, room.trust)
    assert ("other_name", "perform-1") in codes(verdict)
    expected = await verify(forged, room.trust, names={"perform-1": NAMES["perform"]})
    assert ("other_name", "perform-1") not in codes(expected)


async def test_also_in_a_file_that_cannot_be_read_the_broken_signatures_are_named(preserved: bytes, room: Room) -> None:
    at = preserved.index(b"xref", revisions(preserved)[0]) + 2
    verdict = await verify(preserved[:at] + b"?" + preserved[at + 1 :], room.trust)
    assert codes(verdict)[0] == ("broken", "")
    assert [field for code, field in codes(verdict) if code == "bytes_changed"] == ["perform-1", "approve-1", "head-1"]


async def test_what_is_no_pdf_or_broken_is_named(preserved: bytes, room: Room) -> None:
    assert codes(await verify(b"", room.trust)) == [("not_pdf", "")]
    assert codes(await verify(b"PK\x03\x04" + bytes(100), room.trust)) == [("not_pdf", "")]
    cut = await verify(preserved[:-300], room.trust)
    assert codes(cut) == [("broken", ""), ("archive_stamp_broken", "preservation-1")]
    assert [one.intact for one in cut.signatures] == [True] * 3
    assert codes(await verify(b"%PDF-1.7\n" + bytes(50), room.trust)) == [("broken", "")]


async def test_a_file_of_others_is_told_as_such(room: Room) -> None:
    plain = await verify(make_sheet({"other": 1}), room.trust)
    assert codes(plain) == [("no_signature", ""), ("foreign", "")]
    mark = mark_of("perform", NAMES["perform"], "", 0)
    foreign = await verify(await stamp(room.sign(make_sheet({"other": 1}), mark, person(NAMES["perform"])), room.stamps), room.trust)
    assert foreign.valid
    assert ("foreign", "") in codes(foreign)


async def test_a_signature_nobody_asked_for_is_named(preserved: bytes, room: Room) -> None:
    mark = replace(mark_of("perform", NAMES["perform"], "", 0), field="guest-1", box=(0, 0, 500, 800))
    verdict = await verify(await stamp(room.sign(preserved, mark, person(NAMES["perform"])), room.stamps), room.trust)
    assert ("not_in_chain", "guest-1") in codes(verdict)
    assert not verdict.valid


async def test_no_broken_file_breaks_the_verification(preserved: bytes, room: Room) -> None:
    """One bit turned over anywhere: a verdict each time, and never a clean one."""
    dice = Random(7)
    hexadecimal = contents_of_last(preserved)
    for _ in range(60):
        at = dice.randrange(len(preserved))
        spoilt = preserved[:at] + bytes((preserved[at] ^ (1 << dice.randrange(8)),)) + preserved[at + 1 :]
        verdict = await verify(spoilt, room.trust)
        assert not verdict.valid or hexadecimal[0] < at < hexadecimal[1]
