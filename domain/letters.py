"""The letter by which a department of health reminds the late units of a plan (công văn đôn đốc): to whom, of what, in which words.

It also goes to units that have not declared what was due: of it nobody knows whether it is done, so it is never called late.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import Malformed
from domain.faults import both
from domain.names import DocumentId, FacilityId, TrackId
from domain.plans import Plan, Sort

MOST = 1000
"""Lines of one letter: more are several letters."""
LONGEST = 3000
"""Characters of an opening or closing paragraph."""
RECIPIENTS = 30
OF_PLAN = "của kế hoạch triển khai hồ sơ bệnh án điện tử"
CLOSING = "Đề nghị các đơn vị nghiêm túc triển khai thực hiện. Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh kịp thời."
COPIES = ("Như trên", "Giám đốc, các Phó Giám đốc (để chỉ đạo)", "Lưu: VT, hồ sơ kế hoạch")
"""`Nơi nhận` that is proposed."""
DAYS_TO_REPORT = 7
"""Days to report in, as proposed."""


@dataclass(frozen=True)
class LateWork:
    """A milestone over its last day, or one over it of which nothing was declared."""

    code: str
    title: str
    deliverable: str
    due: date
    days: int
    """Days over the last day on the day the letter is of."""
    undeclared: bool = False
    """Nobody knows whether it is late."""


class About(StrEnum):
    """What a letter reminds of."""

    BOTH = ""
    LATE = "late"
    UNDECLARED = "undeclared"


@dataclass(frozen=True)
class LateUnit:
    """A unit of the plan with what it is late with or has not declared, in the plan's order."""

    track: TrackId
    facility: FacilityId
    name: str
    work: tuple[LateWork, ...]

    @property
    def days(self) -> int:
        """How late it is at worst; 0 for one that has only not declared."""
        return max((one.days for one in self.late), default=0)

    @property
    def late(self) -> tuple[LateWork, ...]:
        return tuple(one for one in self.work if not one.undeclared)

    @property
    def undeclared(self) -> tuple[LateWork, ...]:
        return tuple(one for one in self.work if one.undeclared)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(one.code for one in self.work)


@dataclass(frozen=True)
class Reminded:
    """That a unit was reminded, or is going to be."""

    document: DocumentId
    number: str
    """Number and series once issued; else empty."""
    on: date
    """The day of issue; before it, the day the letter is of."""
    by_when: date
    sent: bool
    codes: tuple[str, ...]
    """Its milestones that the letter names."""

    def stands(self, today: date) -> bool:
        """Another letter of the same would be one too many today: this one is being signed, or was issued today."""
        return not self.sent or self.on == today


@dataclass(frozen=True)
class LetterWords:
    """What whoever draws the letter up says in it."""

    opening: str
    closing: str
    by_when: date
    """The last day on which the units are to report."""
    recipients: tuple[str, ...] = ()
    """`Nơi nhận`, a line each."""


@dataclass(frozen=True)
class NewLetter:
    """What whoever draws it up chose and wrote."""

    words: LetterWords
    units: tuple[TrackId, ...] = ()
    """Tracks of the units it goes to; none: all that are late or have not declared."""
    again: DocumentId | None = None
    """The letter that was refused or taken back, of which this is the next version."""
    besides: tuple[DocumentId, ...] = ()
    """Letters that remind the same units of the same today: whoever draws it up knows of them, and wants another."""
    about: About = About.BOTH


def narrowed(late: Iterable[LateUnit], about: About) -> list[LateUnit]:
    """The units with only what the letter is about; one that has nothing of it is left out."""
    found = [one if about is About.BOTH else replace(one, work=one.late if about is About.LATE else one.undeclared) for one in late]
    return [one for one in found if one.work]


def chosen(late: Iterable[LateUnit], named: Collection[TrackId]) -> tuple[LateUnit, ...]:
    """The units a letter goes to: those named, or all that are late.

    Raises: Malformed when nobody is late, when somebody named is not (any more), or for more lines than a letter holds.
    """
    late = tuple(late)
    found = tuple(one for one in late if not named or one.track in named)
    if set(named) - {one.track for one in late}:
        raise Malformed(
            both(
                "units: có đơn vị được chọn nay không còn việc quá hạn hay chưa khai báo, hãy tải lại trang và chọn lại",
                "a unit chosen is not late any more, load the page anew and choose again",
            )
        )
    if not found:
        raise Malformed(both("units: không có đơn vị nào quá hạn hay chưa khai báo để đôn đốc", "nobody is to be reminded"))
    if (many := sum(len(one.work) for one in found)) > MOST:
        vi = f"units: công văn có {many} việc, nhiều nhất {MOST}; chọn ít đơn vị hơn và lập nhiều công văn"
        raise Malformed(both(vi, f"{many} late milestones, {MOST} at most; choose fewer units and write several letters"))
    return found


def check_besides(
    units: Iterable[LateUnit], told: Mapping[TrackId, Sequence[Reminded]], known: Collection[DocumentId], today: date
) -> None:
    """Nobody is reminded twice of the same on one day by mistake. Raises: Malformed, with a line for each letter that is not known of."""
    names: dict[DocumentId, list[str]] = {}
    letters: dict[DocumentId, Reminded] = {}
    for unit in units:
        for one in clashing(unit, told.get(unit.track, ()), today):
            if one.document not in known:
                letters[one.document] = one
                names.setdefault(one.document, []).append(unit.name)
    if letters:
        raise Malformed(*(_besides(one, names[which]) for which, one in letters.items()))


def clashing(unit: LateUnit, told: Iterable[Reminded], today: date) -> tuple[Reminded, ...]:
    """Letters of today, or on their way, that remind this unit of something of this already."""
    return tuple(one for one in told if one.stands(today) and not unit.codes.isdisjoint(one.codes))


def _besides(one: Reminded, names: Sequence[str]) -> str:
    which = f"công văn số {one.number} ngày {one.on:%d/%m/%Y}" if one.sent else f"công văn đang trình ký, lập ngày {one.on:%d/%m/%Y}"
    who = ", ".join(names[:3]) + (f" và {len(names) - 3} đơn vị khác" if len(names) > 3 else "")
    en = f"{one.number or 'a letter being signed'} of {one.on:%d/%m/%Y} reminds {len(names)} of these units; leave them out, or confirm"
    return both(f"besides: {which} đã đôn đốc {who} cùng việc này; bỏ chọn đơn vị ấy, hoặc xác nhận vẫn gửi thêm", en)


def check_words(words: LetterWords, today: date) -> None:
    """Raises: Malformed with every fault."""
    faults = []
    if not words.opening.strip():
        faults.append(both("opening: viết đoạn mở đầu của công văn", "write the letter's opening paragraph"))
    for name, said in (("opening", words.opening), ("closing", words.closing)):
        if len(said) > LONGEST:
            faults.append(both(f"{name}: nhiều nhất {LONGEST} ký tự", f"{LONGEST} characters at most"))
    if not today < words.by_when <= today + timedelta(days=366):
        faults.append(both("by_when: chọn một ngày sau hôm nay, trong vòng một năm", "choose a day after today, within a year"))
    if not any(one.strip() for one in words.recipients):
        faults.append(both("recipients: ghi nơi nhận, ít nhất là nơi lưu", "say who gets it, the office's own file at least"))
    if len(words.recipients) > RECIPIENTS:
        faults.append(both(f"recipients: nhiều nhất {RECIPIENTS} dòng", f"{RECIPIENTS} lines at most"))
    if faults:
        raise Malformed(*faults)


def named(plan: Plan) -> str:
    """The plan as a paper cites it: `Kế hoạch số 245/KH-UBND ngày 20/11/2026 của …`."""
    kind = "Quyết định" if plan.sort is Sort.DECISION else "Kế hoạch"
    dated = f" ngày {plan.issued_on:%d/%m/%Y}" if plan.issued_on else ""
    return f"{kind} số {plan.number}{dated} của {plan.issuer}" if plan.number else f"{kind} của {plan.issuer}{dated}"


def opening_of(plan: Plan, reminded: bool) -> str:
    """The opening paragraph that is proposed: what the letter carries out, and what was done before.

    `reminded`: every unit it may go to was reminded by the calendar or by a letter; of anything less nothing is said.
    """
    done = "đã theo dõi và nhắc việc các đơn vị theo từng mốc của kế hoạch" if reminded else "đã rà soát tiến độ các việc của từng đơn vị"
    return f"Thực hiện {named(plan)} về “{plan.title}”, cơ quan {done}."


def about(units: Iterable[LateUnit]) -> str:
    """What the letter is about, as its head says."""
    units = tuple(units)
    late, undeclared = (any(getattr(one, which) for one in units) for which in ("late", "undeclared"))
    what = "các việc quá hạn và việc chưa khai báo" if late and undeclared else "các việc quá hạn" if late else "khai báo tiến độ các việc"
    return f"đôn đốc {what} {OF_PLAN}"
