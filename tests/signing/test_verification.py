"""A signed sheet as it is, and every changed byte of it, is seen and named."""

from signing.revocation import Revocation
from signing.verification import verify
from tests.signing.changes import codes, revisions
from tests.signing.conftest import NAMES, REASONS
from tests.signing.room import Room


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
