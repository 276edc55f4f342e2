"""Three people sign one sheet, each with their own key; the time stamp follows."""

from hashlib import sha256

import pytest

from app.devstack.pki.server import Server
from domain.errors import Malformed, TicketRefused, Unavailable
from domain.names import Sha256
from signing.cms import tlv
from signing.pades import contents_of_last, grew, stamp, unpadded
from signing.signed_data import read, read_time_stamp
from signing.verification import verify
from tests.signing.conftest import NAMES, REASONS, person
from tests.signing.room import Room, mark_of


def named(revision: bytes) -> Sha256:
    return Sha256(sha256(revision).hexdigest())


async def test_a_signature_is_stamped_later_without_key_or_person(room: Room, sheet: bytes) -> None:
    pending = room.sign(sheet, mark_of("perform", NAMES["perform"], REASONS["perform"], 0), person(NAMES["perform"]))
    stamped = await stamp(pending, room.stamps)
    start, end = contents_of_last(stamped)
    data = read(unpadded(stamped[start + 1 : end - 1]))
    assert len(stamped) == len(pending)
    assert stamped[:start] == pending[:start]
    assert data.covers(stamped[:start] + stamped[end:])
    assert read_time_stamp(data.time_stamp).intact_over(data.signature)


async def test_three_people_sign_one_after_another(signed: bytes, sheet: bytes) -> None:
    assert signed.startswith(sheet)
    assert signed.count(b"/ByteRange") == 3


async def test_nothing_is_lowered_while_the_time_stamp_service_is_down(room: Room, sheet: bytes, pki: Server) -> None:
    pending = room.sign(sheet, mark_of("perform", NAMES["perform"], REASONS["perform"], 0), person(NAMES["perform"]))
    pki.down = True
    with pytest.raises(Unavailable) as refused:
        await stamp(pending, room.stamps)
    pki.down = False
    assert refused.value.facts == ("timestamps",)
    assert await stamp(pending, room.stamps)


def test_the_signer_signs_only_what_grew_from_the_reviewed_content(sheet: bytes, signed: bytes) -> None:
    grew(signed, named(sheet), len(sheet), [(named(signed), len(signed))])
    for other in (signed + b"%", signed[:-1], sheet[:-1] + b"!" + signed[len(sheet) :], sheet):
        with pytest.raises(TicketRefused):
            grew(other, named(sheet), len(sheet), [(named(signed), len(signed))])


async def test_a_stamp_larger_than_its_room_is_refused_whole(room: Room, sheet: bytes) -> None:
    """It is never cut to fit, and the signature that waits stays as it is."""

    class Large:
        async def stamp(self, digest: bytes) -> bytes:
            return tlv(0x30, tlv(0x04, digest + bytes(9000)))

    pending = room.sign(sheet, mark_of("perform", NAMES["perform"], "", 0), person(NAMES["perform"]))
    with pytest.raises(Malformed) as refused:
        await stamp(pending, Large())
    assert "room for 16384" in refused.value.facts[0]
    assert (await verify(await stamp(pending, room.stamps), room.trust)).level == "B-T"
