"""The letter by which a department of health reminds the late units of a plan (công văn đôn đốc): to whom, of what, in which words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import Malformed
from domain.faults import both
from domain.names import DocumentId, FacilityId, TrackId
from domain.plans import Plan, Sort

MOST = 1000
"""Lines of one letter: more are several letters."""
LONGEST = 3000
"""Characters of an opening or closing paragraph."""
RECIPIENTS = 30
ABOUT = "đôn đốc các việc quá hạn của kế hoạch triển khai hồ sơ bệnh án điện tử"
CLOSING = "Đề nghị các đơn vị nghiêm túc triển khai thực hiện. Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh kịp thời."
COPIES = ("Như trên", "Giám đốc, các Phó Giám đốc (để chỉ đạo)", "Lưu: VT, hồ sơ kế hoạch")
"""`Nơi nhận` that is proposed."""
DAYS_TO_REPORT = 7
"""Days to report in, as proposed."""


@dataclass(frozen=True)
class LateWork:
    """A milestone over its last day."""

    code: str
    title: str
    deliverable: str
    due: date
    days: int
    """Days late on the day the letter is of."""


@dataclass(frozen=True)
class LateUnit:
    """A unit of the plan with what it is late with, in the plan's order."""

    track: TrackId
    facility: FacilityId
    name: str
    work: tuple[LateWork, ...]

    @property
    def days(self) -> int:
        """How late it is at worst."""
        return max((one.days for one in self.work), default=0)


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
    """Tracks of the units it goes to; none: all that are late."""
    again: DocumentId | None = None
    """The letter that was refused or taken back, of which this is the next version."""


def chosen(late: Iterable[LateUnit], named: Collection[TrackId]) -> tuple[LateUnit, ...]:
    """The units a letter goes to: those named, or all that are late.

    Raises: Malformed when nobody is late, when somebody named is not (any more), or for more lines than a letter holds.
    """
    late = tuple(late)
    found = tuple(one for one in late if not named or one.track in named)
    if set(named) - {one.track for one in late}:
        raise Malformed(
            both(
                "units: có đơn vị được chọn nay không còn việc quá hạn, hãy tải lại trang và chọn lại",
                "a unit chosen is not late any more, load the page anew and choose again",
            )
        )
    if not found:
        raise Malformed(both("units: không có đơn vị nào quá hạn để đôn đốc", "no unit is late, nobody is to be reminded"))
    if (many := sum(len(one.work) for one in found)) > MOST:
        vi = f"units: công văn có {many} việc quá hạn, nhiều nhất {MOST}; chọn ít đơn vị hơn và lập nhiều công văn"
        raise Malformed(both(vi, f"{many} late milestones, {MOST} at most; choose fewer units and write several letters"))
    return found


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
    if len(words.recipients) > RECIPIENTS:
        faults.append(both(f"recipients: nhiều nhất {RECIPIENTS} dòng", f"{RECIPIENTS} lines at most"))
    if faults:
        raise Malformed(*faults)


def named(plan: Plan) -> str:
    """The plan as a paper cites it: `Kế hoạch số 245/KH-UBND ngày 20/11/2026 của …`."""
    kind = "Quyết định" if plan.sort is Sort.DECISION else "Kế hoạch"
    dated = f" ngày {plan.issued_on:%d/%m/%Y}" if plan.issued_on else ""
    return f"{kind} số {plan.number}{dated} của {plan.issuer}" if plan.number else f"{kind} của {plan.issuer}{dated}"


def opening_of(plan: Plan) -> str:
    """The opening paragraph that is proposed: what the letter carries out."""
    return f"Thực hiện {named(plan)} về “{plan.title}”, cơ quan đã theo dõi và nhắc việc các đơn vị theo từng mốc của kế hoạch."
