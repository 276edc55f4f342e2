"""Mail digests: what a person is written once a day of the tracks they run or watch, and when a letter that failed is tried again."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from enum import StrEnum

from domain.boards import cell
from domain.clock import day
from domain.errors import Malformed
from domain.faults import both
from domain.feeds import ToJudge
from domain.names import TrackId
from domain.roles import Role
from domain.tracks import Track

MOST_TRIES = 8
"""Tries of one letter; the next day's tells what it would have told."""
FIRST_AGAIN, LONGEST_AGAIN = timedelta(minutes=5), timedelta(hours=2)
SHOWN = 30
"""Lines of one section; more are counted."""
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")


class Rhythm(StrEnum):
    """How often a person wants it."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"
    """On Mondays."""


USUAL: Mapping[Role, Rhythm] = {Role.HEALTH_OFFICER: Rhythm.DAILY, Role.ADMINISTRATOR: Rhythm.DAILY}
"""What those have who never chose; every other role none."""


def rhythm_of(chosen: Rhythm | None, roles: Iterable[Role]) -> Rhythm:
    """What the person chose, else what is usual for the roles held today."""
    return chosen or next((USUAL[role] for role in roles if role in USUAL), Rhythm.NONE)


def is_due(rhythm: Rhythm, today: date) -> bool:
    return rhythm is Rhythm.DAILY or (rhythm is Rhythm.WEEKLY and today.weekday() == 0)


def check_mail(mail: str) -> str:
    """The address without blanks around it; empty for none. Raises: Malformed."""
    mail = mail.strip()
    if mail and (len(mail) > 254 or not ADDRESS.fullmatch(mail) or ".." in mail or not _can_stand(mail)):
        raise Malformed(both("mail: địa chỉ thư điện tử không đúng, ví dụ ten@soyte.gov.vn", "no mail address, e.g. name@soyte.gov.vn"))
    return mail


def _can_stand(mail: str) -> bool:
    """Whether a letter's head takes it; what only looks like an address would stop the letter that is written to it."""
    try:
        return Address(addr_spec=mail).addr_spec == mail
    except (MessageError, ValueError, IndexError):
        return False


def check_rhythm(rhythm: str) -> Rhythm:
    """Raises: Malformed."""
    if rhythm not in list(Rhythm):
        raise Malformed(both(f"rhythm: chỉ nhận {', '.join(Rhythm)}", f"one of {', '.join(Rhythm)}"))
    return Rhythm(rhythm)


def again_after(tries: int) -> timedelta:
    """How long a letter rests after its nth try: 5, 10, 20 … minutes, two hours at most."""
    return LONGEST_AGAIN if tries > 5 else min(FIRST_AGAIN * (1 << tries - 1), LONGEST_AGAIN)


class Section(StrEnum):
    """What a line is about, in the letter's order."""

    ESCALATED = "escalated"
    """Late for so long that a level above was told, since the last letter."""
    JUDGE = "judge"
    LATE = "late"
    SENT_BACK = "sent_back"
    DUE = "due"


@dataclass(frozen=True)
class Line:
    """One thing of a letter."""

    section: Section
    words: str
    day: date | None
    path: str
    days_late: int = 0


@dataclass(frozen=True)
class LateColumn:
    """A milestone in which facilities of a province are late."""

    path: str
    code: str
    title: str
    plan: str
    facilities: int
    first: date
    """The earliest last day among them."""


@dataclass(frozen=True)
class Escalated:
    """A milestone of one facility that the level above is told of."""

    track: TrackId
    code: str
    title: str
    facility: str
    due: date


def path_of(track: TrackId, code: str) -> str:
    return f"/tracks/{track}/milestones/{code}"


def newly_above(due: date, opened: date, steps: Sequence[int], since: date, today: date) -> bool:
    """Whether a step of the ladder was reached since the last letter. `steps`: days late on which somebody above is told.

    The ladder is silent of what was over when the plan opened (`domain.tracks.next_event`).
    """
    return due >= opened and any(since < due + timedelta(days=after) <= today for after in steps)


def of_unit(
    track: Track, titles: Mapping[str, str], facility: str, today: date, since: date, steps: Mapping[str, Sequence[int]]
) -> Iterator[Line]:
    """What waits for a unit: late, sent back, due within two weeks. What was passed up since the last letter stands first, once a step.

    `steps`: code → as in `newly_above`.
    """
    for one in track.milestones:
        found = cell(track, one, today)
        words, path = f"{one.code} {titles.get(one.code, '')} ({facility})", path_of(track.id, one.code)
        if found.word == "late" and one.due:
            told = newly_above(one.due, day(track.opened_at), steps.get(one.code, ()), since, today)
            yield Line(Section.ESCALATED if told else Section.LATE, words, one.due, path, found.days_late)
        elif found.word == "sent_back":
            yield Line(Section.SENT_BACK, words, one.due, path)
        elif found.word == "soon":
            yield Line(Section.DUE, words, one.due, path)


def of_province(judge: Iterable[ToJudge], late: Iterable[LateColumn], escalated: Iterable[Escalated], today: date) -> Iterator[Line]:
    """What waits for an officer."""
    for above in escalated:
        words = f"{above.code} {above.title} ({above.facility})"
        yield Line(Section.ESCALATED, words, above.due, path_of(above.track, above.code), (today - above.due).days)
    for report in judge:
        words = f"{report.code} {report.title} ({report.facility})"
        yield Line(Section.JUDGE, words, report.reported_on, path_of(report.track, report.code))
    for column in late:
        words = f"{column.code} {column.title}: {column.facilities} cơ sở quá hạn"
        yield Line(Section.LATE, words, column.first, column.path, (today - column.first).days)


HEADS: Mapping[Section, str] = {
    Section.ESCALATED: "Mới quá hạn lâu, đã báo cấp trên",
    Section.JUDGE: "Chờ anh/chị nghiệm thu",
    Section.LATE: "Quá hạn",
    Section.SENT_BACK: "Bị trả lại, cần bổ sung",
    Section.DUE: "Sắp đến hạn",
}
"""What stands above each section."""
COUNTED: Mapping[Section, str] = {
    Section.ESCALATED: "mới báo cấp trên",
    Section.JUDGE: "chờ nghiệm thu",
    Section.LATE: "quá hạn",
    Section.SENT_BACK: "bị trả lại",
    Section.DUE: "sắp đến hạn",
}


@dataclass(frozen=True)
class Digest:
    """One letter: everything at once, each line once."""

    day: date
    lines: tuple[Line, ...]

    @property
    def sections(self) -> list[tuple[str, list[Line], int]]:
        """Heading, the lines shown, how many more there are."""
        found = {section: [one for one in self.lines if one.section is section] for section in Section}
        ordered = {section: sorted(of, key=lambda one: (one.day or date.max, one.words)) for section, of in found.items() if of}
        return [(HEADS[section], of[:SHOWN], max(len(of) - SHOWN, 0)) for section, of in ordered.items()]

    @property
    def subject(self) -> str:
        counts = {section: sum(one.section is section for one in self.lines) for section in Section}
        return f"Kế hoạch hồ sơ bệnh án điện tử {self.day:%d/%m/%Y}: " + ", ".join(
            f"{n} {COUNTED[section]}" for section, n in counts.items() if n
        )


def digest(lines: Iterable[Line], today: date) -> Digest:
    """Several positions of one person may reach the same thing: it is told once."""
    seen: dict[tuple[str, Section], Line] = {}
    for one in lines:
        seen.setdefault((one.path, one.section), one)
    return Digest(today, tuple(seen.values()))
