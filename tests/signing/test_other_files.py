"""Certificates of others, files of others and files that are broken are told as such."""

from dataclasses import replace
from pathlib import Path
from random import Random

from app.devstack.pki.authority import Authority
from signing.pades import contents_of_last, stamp
from signing.trust import Trust, der
from signing.verification import verify
from tests.signing.changes import codes, revisions
from tests.signing.conftest import NAMES, make_sheet, person
from tests.signing.room import Room, mark_of


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
