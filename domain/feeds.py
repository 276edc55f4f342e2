"""Calendar feeds: what stands in a person's calendar of a plan, and how each entry reads as its milestone goes on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from domain.boards import cell
from domain.names import FeedId, PlanId, PositionId, TrackId, id_of
from domain.plans import Milestone
from domain.tracks import Progress, State, Track

MOST = 2000
"""Entries of one feed: what is not done goes first, then what is nearest to today."""
MOST_READS = 60
"""Reads of one feed in an hour; calendars ask every quarter of an hour at most."""


class FeedKind(StrEnum):
    """What a feed shows."""

    POSITION = "position"
    """What waits for the position: its unit's milestones; for an officer the last days of the province, and reports to judge."""
    TRACK = "track"
    """One facility's track."""


@dataclass(frozen=True)
class Feed:
    """A calendar that one position may have read by a secret address."""

    id: FeedId
    position: PositionId
    kind: FeedKind
    track: TrackId | None


def feed_of(position: PositionId, kind: FeedKind, track: TrackId | None) -> Feed:
    """A position has one of each kind, and of each track; renewing gives it another address."""
    return Feed(FeedId(id_of("feed", position, kind, track or "")), position, kind, track)


@dataclass(frozen=True)
class Entry:
    """One day of a calendar."""

    uid: str
    """The same for ever."""
    day: date
    summary: str
    description: str
    path: str
    """Of the page it leads to."""
    category: str
    done: bool = False
    tentative: bool = False
    """The plan says `dự kiến`."""

    @property
    def digest(self) -> str:
        """Changes when anything does that a calendar shows."""
        told = (self.day.isoformat(), self.summary, self.description, self.category, str(self.tentative), self.path)
        return sha256("\n".join(told).encode()).hexdigest()


@dataclass(frozen=True)
class Stamped:
    """An entry as it was last changed."""

    entry: Entry
    sequence: int
    changed_at: datetime


@dataclass(frozen=True)
class Column:
    """A milestone of a plan over the facilities of a department."""

    plan: PlanId
    plan_title: str
    code: str
    title: str
    days: tuple[date, ...]
    """Last days of the facilities that are not done, else of all; earliest first."""
    accepted: int
    total: int


WORDS = {
    "accepted": "Xong",
    "not_applicable": "Không áp dụng",
    "reported": "Chờ nghiệm thu",
    "late": "Quá hạn",
    "sent_back": "Bị trả lại",
    "short": "Chưa đạt",
}
"""What an entry begins with; else `Hạn`. Of a province: a feed has one language, for nobody knows who opens it."""
STATES = {
    "accepted": "đã nghiệm thu",
    "not_applicable": "không áp dụng, đã nghiệm thu",
    "reported": "đã báo cáo, chờ Sở Y tế nghiệm thu",
    "late": "quá hạn",
    "sent_back": "bị trả lại, cần bổ sung",
    "short": "hội đồng thẩm định kết luận chưa đạt, phải khắc phục",
    "blocked": "chờ mốc trước",
    "soon": "sắp đến hạn",
    "doing": "đang làm",
    "on_time": "chưa đến hạn",
    "undeclared": "chưa khai báo",
}
"""How a milestone stands (`domain.boards.Cell.word`)."""


def vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def of_track(track: Track, specs: Iterable[Milestone], facility: str, plan: str, today: date) -> Iterator[Entry]:
    """Every milestone with a last day; what is done stays."""
    for spec, one in zip(specs, track.milestones, strict=True):
        if one.due:
            yield _milestone(track, spec, one, facility, plan, today)


def _milestone(track: Track, spec: Milestone, one: Progress, facility: str, plan: str, today: date) -> Entry:
    found = cell(track, one, today)
    lines = [f"Trạng thái: {STATES[found.word]}", f"Hạn: {vn(one.due)}" if one.due else "", f"Kế hoạch: {plan}"]
    lines += [f"Nguyên văn hạn: “{spec.due_words}”"] if spec.due_words else []
    lines += [f"Chờ xong trước: {', '.join(found.waits_for)}"] if found.waits_for else []
    return Entry(
        f"milestone.{spec.code}.{track.id}@hsba",
        one.due or today,
        f"{WORDS.get(found.word, 'Hạn')}: {spec.code} {spec.title} ({facility})",
        "\n".join(line for line in lines if line),
        f"/tracks/{track.id}/milestones/{spec.code}",
        STATES[found.word],
        one.state is State.ACCEPTED,
        spec.tentative,
    )


def of_columns(columns: Iterable[Column], today: date) -> Iterator[Entry]:
    """The last days of a province's plan, with how many facilities are done."""
    for one in columns:
        done = one.accepted == one.total
        late = not done and one.days[0] < today
        said = "Xong" if done else "Quá hạn" if late else "Hạn"
        lines = [f"Đã nghiệm thu {one.accepted}/{one.total} cơ sở", f"Kế hoạch: {one.plan_title}"]
        lines += [f"Hạn của các cơ sở khác nhau: {', '.join(map(vn, one.days))}"] if len(one.days) > 1 else []
        path = f"/plans/{one.plan}?part={one.code}"
        state = STATES["accepted" if done else "late" if late else "on_time"]
        uid = f"column.{one.code}.{one.plan}@hsba"
        yield Entry(uid, one.days[0], f"{said}: {one.code} {one.title} (các cơ sở trong tỉnh)", "\n".join(lines), path, state, done)


@dataclass(frozen=True)
class ToJudge:
    """A report that waits for an officer."""

    track: TrackId
    code: str
    title: str
    facility: str
    plan_title: str
    reported_on: date
    due: date | None


def of_reports(reports: Iterable[ToJudge]) -> Iterator[Entry]:
    """On the day of the report: since then it waits. It goes once it is judged."""
    for one in reports:
        lines = [f"Báo cáo ngày {vn(one.reported_on)}, chờ Sở Y tế nghiệm thu", f"Kế hoạch: {one.plan_title}"]
        lines += [f"Hạn của mốc: {vn(one.due)}"] if one.due else []
        path = f"/tracks/{one.track}/milestones/{one.code}"
        summary = f"Cần nghiệm thu: {one.code} {one.title} ({one.facility})"
        yield Entry(f"judge.{one.code}.{one.track}@hsba", one.reported_on, summary, "\n".join(lines), path, "cần nghiệm thu")


def within(entries: Iterable[Entry], today: date) -> list[Entry]:
    """At most `MOST`, in the order of their days."""
    kept = sorted(entries, key=lambda one: (one.done, abs((one.day - today).days), one.uid))[:MOST]
    return sorted(kept, key=lambda one: (one.day, one.uid))
