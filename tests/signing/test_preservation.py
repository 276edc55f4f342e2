"""Preservation adds validation data and one archive time stamp, and repeats safely."""

from dataclasses import dataclass

import pytest

from domain.errors import Incomplete, Unavailable
from signing.preservation import preserve
from signing.revocation import Revocation
from signing.verification import verify
from tests.signing.conftest import NAMES, person
from tests.signing.room import Room, mark_of


async def test_what_is_preserved_stays_as_it_is(preserved: bytes, room: Room, revocation: Revocation, signed: bytes) -> None:
    assert preserved.startswith(signed)
    assert await preserve(preserved, revocation, room.stamps) == preserved


async def test_preserving_twice_the_same_head_gives_two_good_files(signed: bytes, room: Room, revocation: Revocation) -> None:
    again = await preserve(signed, revocation, room.stamps)
    assert (await verify(again, room.trust)).level == "B-LTA"


async def test_it_can_be_renewed(preserved: bytes, room: Room, revocation: Revocation) -> None:
    renewed = await preserve(preserved, revocation, room.stamps, renew=True)
    verdict = await verify(renewed, room.trust)
    assert (verdict.level, verdict.valid, len(verdict.archive_stamps)) == ("B-LTA", True, 2)


async def test_nothing_is_preserved_before_its_time_stamp(sheet: bytes, room: Room, revocation: Revocation) -> None:
    pending = room.sign(sheet, mark_of("perform", NAMES["perform"], "", 0), person(NAMES["perform"]))
    with pytest.raises(Incomplete):
        await preserve(pending, revocation, room.stamps)


async def test_a_changed_file_is_not_preserved(signed: bytes, room: Room, revocation: Revocation) -> None:
    at = signed.index(b"stream") + 40
    with pytest.raises(Incomplete) as refused:
        await preserve(signed[:at] + bytes((signed[at] ^ 1,)) + signed[at + 1 :], revocation, room.stamps)
    assert "bytes_changed" in refused.value.facts


async def test_without_the_time_stamp_service_nothing_is_preserved(signed: bytes, revocation: Revocation) -> None:
    @dataclass
    class Away:
        async def stamp(self, digest: bytes) -> bytes:
            raise Unavailable("timestamps")

    with pytest.raises(Unavailable):
        await preserve(signed, revocation, Away())


async def test_a_stamp_over_something_else_does_not_count(signed: bytes, room: Room, revocation: Revocation) -> None:
    @dataclass
    class Careless:
        async def stamp(self, digest: bytes) -> bytes:
            return await room.stamps.stamp(bytes(32))

    with pytest.raises(Incomplete) as refused:
        await preserve(signed, revocation, Careless())
    assert "archive_stamp_broken" in refused.value.facts
