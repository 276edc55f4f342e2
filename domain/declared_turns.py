"""Khai báo lại of going live, held against what comes before it: the one thing no unit has had "for years" without the rest.

A server room may be older than the list of what to buy, and a regulation older than the survey; these are declared as they are. Going live
and dropping paper are what the plan is for: they come after their conditions, or the unit says why its day lies before theirs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from domain.declarations import Claim, Declaration, says_nothing
from domain.errors import Malformed
from domain.faults import both
from domain.parts import LIVE, Kind
from domain.tracks import WAITS, Track

HELD = LIVE | {Kind.PAPER_FREE}
"""Kinds of milestones that are held against what comes before them."""
FIELDS = {"state": "", "day": ", ngày"}
Wrong = tuple[str, str, str, str]
"""Code, field (`state` or `day`), and what is wrong with it in Vietnamese and English."""


def wrong_turns(track: Track, said: Sequence[Declaration]) -> Iterator[Wrong]:
    """`said`: what is declared now; what was declared before stands in the track."""
    now = {one.code: one for one in said}
    for one in said:
        was = next((found for found in track.milestones if found.code == one.code), None)
        if one.claim is Claim.DONE and was and was.kind in HELD:
            yield from _unmet(one, tuple(code for code in was.after if not _settled(track, now, code)))
            yield from _early(one, {code: on for code in was.after if (on := _done_on(track, now, code))})


def _settled(track: Track, now: Mapping[str, Declaration], code: str) -> bool:
    if code in now:
        return now[code].claim is not Claim.DOING
    return track.of(code).state not in WAITS


def _done_on(track: Track, now: Mapping[str, Declaration], code: str) -> date | None:
    """The day of what is done; what does not apply has none."""
    one = now.get(code) or track.of(code)
    return one.done_on if one.claim is Claim.DONE else None


def _unmet(one: Declaration, codes: tuple[str, ...]) -> Iterator[Wrong]:
    if codes:
        told = ", ".join(codes)
        vi = f"chưa khai xong được: còn chờ {told}. Khai các mốc ấy trước hoặc cùng lần này, hoặc để mốc này khai sau"
        yield one.code, "state", vi, f"cannot be done before {told}: declare these first or together, or declare this later"


def _early(one: Declaration, days: Mapping[str, date]) -> Iterator[Wrong]:
    later = {code: on for code, on in days.items() if one.done_on and on > one.done_on}
    if later and one.done_on and says_nothing(one.note):
        last = max(later, key=lambda code: later[code])
        vi = f"ngày {one.done_on:%d/%m/%Y} trước ngày của việc nó chờ ({last}: {later[last]:%d/%m/%Y})"
        yield (
            one.code,
            "day",
            f"{vi}; sửa ngày, hoặc ghi ở ô giải thích vì sao",
            f"lies before the day of what it waits for ({last}: {later[last]:%d/%m/%Y}); mend the day, or explain why",
        )


def check_turns(track: Track, said: Sequence[Declaration]) -> None:
    """Raises: Malformed, with a line for each fault."""
    if found := tuple(_lines(wrong_turns(track, said))):
        raise Malformed(*found)


def _lines(wrong: Iterable[Wrong]) -> Iterator[str]:
    return (both(f"{code}{FIELDS[field]}: {vi}", f"{code}, {field}: {en}") for code, field, vi, en in wrong)
