"""No mark is made twice, fonts are shared and cut once, and a signature has room for more than it needs."""

import re
from concurrent.futures import ThreadPoolExecutor

from signing.appearances import Appearance, appearance
from signing.pades import RED
from signing.typefaces import DIGITS, FONTS, cut_to
from tests.signing.conftest import NAMES, person
from tests.signing.room import Room, mark_of


def test_a_mark_is_made_once_for_a_batch(room: Room, sheet: bytes) -> None:
    """Same person, post and capacity: one mark, whatever document it stands on."""
    before = appearance.cache_info()
    for _ in range(20):
        room.sign(sheet, mark_of("perform", NAMES["perform"], "Duyệt cả loạt", 0), person(NAMES["perform"]))
    after = appearance.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 19)


def test_numbered_marks_of_an_organisation_share_their_font() -> None:
    """Each paper has a number of its own; what costs is made once."""

    def issued(number: int) -> Appearance:
        return appearance(
            ("Sở Y tế tỉnh Hưng Yên", f"Số: {number:02}/QĐ-SYT", "Hưng Yên, ngày 27 tháng 11 năm 2026"), RED, 165.0, 50.0, DIGITS
        )

    first = issued(1)
    rest = [issued(number) for number in range(2, 60)]
    assert all(one.font is first.font for one in rest), "cut once, not sixty times into the same bytes"
    assert len({one.content for one in rest}) == 58


def test_marks_wanted_at_the_same_moment_cut_their_font_once() -> None:
    """As a chunk's first documents want theirs."""
    with ThreadPoolExecutor(8) as threads:
        cut = list(threads.map(lambda _: cut_to("Vũ Thị Hạnh", FONTS[0]), range(8)))
    assert all(one is cut[0] for one in cut)


def test_a_signature_has_room_for_more_than_it_needs(signed: bytes) -> None:
    """8 KiB are kept for signature and time stamp; none made here, RSA among them, needs more than three quarters."""
    rooms = [(found.end() - found.start(), found[1]) for found in re.finditer(rb"/Contents <([0-9a-fA-F]+)>", signed)]
    assert len(rooms) == 3
    assert all(len(digits.rstrip(b"0")) < 0.75 * len(digits) for _, digits in rooms)
