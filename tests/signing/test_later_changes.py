"""What was changed after or between signatures, added or removed, is named."""

import re
from typing import Any

import pytest

from signing.inspection import inspect
from signing.pades import stamp
from signing.verification import verify
from tests.signing.changes import changed, codes, note, other_data, other_page, other_title, revisions
from tests.signing.conftest import NAMES, person
from tests.signing.room import Room, mark_of


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


@pytest.mark.parametrize("how", [other_page, note, other_data])
def test_a_beginning_that_is_known_is_not_compared_again_and_hides_nothing(preserved: bytes, how: Any) -> None:
    """The change lies in the known beginning, after it, or in both."""
    spoiled = changed(preserved, how)
    later = changed(spoiled, other_title)
    for head, whole in ((preserved, spoiled), (spoiled, later), (preserved, later)):
        found = inspect(whole, inspect(head))
        assert found == inspect(whole)
        assert found.changes


def test_a_file_whose_tables_leave_the_known_revisions_out_is_compared_wholly(preserved: bytes) -> None:
    """Its bytes begin as known, but its last table follows the first signature: what was compared is no part of it."""
    signed = preserved[: revisions(preserved)[1]]
    past = preserved + moved(changed(signed, other_page)[len(signed) :], len(preserved) - len(signed))
    found = inspect(past, inspect(preserved))
    assert found == inspect(past)
    assert [one.page for one in found.changes] == [1]


def moved(revision: bytes, by: int) -> bytes:
    """A revision that stands so many bytes later."""
    placed = re.sub(rb"(\d{10})(?= 00000 n)", lambda found: b"%010d" % (int(found[1]) + by), revision)
    return re.sub(rb"(?<=startxref\n)\d+", lambda found: b"%d" % (int(found[0]) + by), placed)
