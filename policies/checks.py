"""What must be true of a policy beyond its shape: days, terms, settings, criteria."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from itertools import combinations
from typing import Any

from domain.appraisals import CriteriaEdition, Weight
from domain.care import CareSettings
from domain.escalations import ladder_faults
from domain.evidence import LARGEST
from domain.facts import check_faults
from domain.reasons import OTHER, Reason
from policies.faults import Fault
from policies.sheets import Sheet

FACE = frozenset({"edition", "basis", "certainty", "effective_from", "effective_until", "facility", "why"})
"""Keys of the settings that are not values somebody sets."""


def check_edition(sheet: Sheet, thing: Any) -> Iterator[Fault]:
    """Every file says what it rests on, and ends after it begins."""
    if not thing.basis.strip():
        yield sheet.fault("basis", "phải nêu căn cứ (số, điều, ngày)", "must name what it rests on (number, article, date)")
    if not thing.edition.strip():
        yield sheet.fault("edition", "phải có tên phiên bản", "must have a name")
    if thing.effective_until and thing.effective_until < thing.effective_from:
        yield sheet.fault("effective_until", "kết thúc trước ngày bắt đầu", "ends before it begins")


def check_overlaps(things: Sequence[tuple[Sheet, Any]], key: Callable[[Any], tuple[str, ...]]) -> Iterator[Fault]:
    """Two editions of the same thing never rule on one day, and never share a name."""
    for (_, one), (sheet, other) in combinations(sorted(things, key=lambda pair: pair[1].effective_from), 2):
        if key(one) != key(other):
            continue
        if other.effective_from <= (one.effective_until or date.max):
            vi = f"cùng có hiệu lực với phiên bản '{one.edition}' (đến {one.effective_until or 'vô hạn'})"
            en = f"in force together with edition '{one.edition}' (until {one.effective_until or 'for ever'})"
            yield sheet.fault("effective_from", vi, en)
        if one.edition == other.edition:
            yield sheet.fault("edition", f"tên phiên bản '{other.edition}' đã dùng", f"edition name '{other.edition}' is taken")


def repeated(sheet: Sheet, path: str, codes: Iterable[str]) -> Iterator[Fault]:
    """A fault for each code that is used twice."""
    for code, times in Counter(codes).items():
        if times > 1:
            yield sheet.fault(path, f"mã '{code}' dùng {times} lần", f"code '{code}' is used {times} times")


NONE_IS_MEANT = frozenset({"archive_after_hours", "act_before_admission_hours", "disposal_waiting_days", "team_reads_after_days"})
"""Numbers that may be nought."""
MOST = {"act_before_admission_hours": 8784, "admission_before_opening_days": 36_525, "team_reads_after_days": 36_525}
MOST |= {"transfer_package_days": 3660, "loan_days": 3660, "outsider_days": 3660, "emergency_read_hours": 8784}
"""A year of hours, ten years or a century of days: beyond that nobody means it, and clocks cannot reckon with it."""


def check_care(sheet: Sheet, settings: CareSettings) -> Iterator[Fault]:
    """Each value set in the file has its reason, no number is out of reason, and no text is empty."""
    values = {f.name for f in fields(settings)} - FACE
    for name in sorted(set(settings.why) - values):
        yield sheet.fault(f"why.{name}", f"không có giá trị '{name}'", f"there is no value '{name}'")
    for name in sorted(values & set(sheet.data) - set(settings.why)):
        yield sheet.fault(name, f"thiếu lý do: why.{name}", f"its reason is missing: why.{name}")
    for name in sorted(values):
        if _smallest(getattr(settings, name)) < (0 if name in NONE_IS_MEANT else 1):
            yield sheet.fault(name, "số quá nhỏ, hoặc chữ để trống", "number too small, or an empty text")
    for name, most in MOST.items():
        if getattr(settings, name) > most:
            yield sheet.fault(name, f"nhiều nhất {most}", f"at most {most}")
    if settings.pdf_megabytes > LARGEST // 2**20:
        yield sheet.fault("pdf_megabytes", f"nhiều nhất {LARGEST // 2**20}: cửa vào không nhận lớn hơn", "the door lets no larger one in")
    for vi, en in ladder_faults(settings.escalation):
        yield sheet.fault("escalation", vi, en)
    yield from check_reasons(sheet, settings.refusal_reasons, needed=not settings.facility)
    yield from check_reasons(sheet, settings.official_refusal_reasons, needed=not settings.facility, at="official_refusal_reasons")


def check_reasons(sheet: Sheet, reasons: Sequence[Reason], needed: bool = False, at: str = "refusal_reasons") -> Iterator[Fault]:
    """A list of reasons has no code twice, and a way out for what it does not name."""
    yield from repeated(sheet, at, (one.code for one in reasons))
    if (reasons or needed) and OTHER not in {one.code for one in reasons}:
        vi = f"thiếu lý do '{OTHER}' (khác): điều không có trong danh sách phải nêu được bằng lời"
        yield sheet.fault(at, vi, f"'{OTHER}' is missing: what the list does not name must be told in words")


def _smallest(value: Any) -> int:
    """The smallest number of a value; the length of a text; 1 for anything else."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, str):
        return len(value.strip())
    numbers = value if isinstance(value, tuple) else (value,)
    return min((int(one) for one in numbers if isinstance(one, int) and not isinstance(one, bool)), default=1)


def check_criteria(sheet: Sheet, edition: CriteriaEdition) -> Iterator[Fault]:
    yield from repeated(sheet, "criteria", (criterion.code for criterion in edition.criteria))
    for number, criterion in enumerate(edition.criteria):
        for vi, en in check_faults(criterion.check) if criterion.check else ():
            yield sheet.fault(f"criteria[{number}].check", vi, en)
    grades = [grade.code for grade in edition.grades]
    yield from repeated(sheet, "grades", grades)
    for number, criterion in enumerate(edition.criteria):
        if criterion.grade not in (grades or [""]):
            allowed = ", ".join(grades) or "để trống"
            yield sheet.fault(
                f"criteria[{number}].grade", f"mức lạ; dùng được: {allowed}", f"unknown level; allowed: {', '.join(grades) or 'none'}"
            )
    for field, least in edition.needs.items():
        if not 0 < least <= max(edition.seats, edition.seats_most):
            yield sheet.fault(f"needs.{field}", "phải từ 1 đến số ghế", "must lie between 1 and the number of seats")
    if edition.seats_most and edition.seats_most < edition.seats:
        yield sheet.fault("seats_most", "ít hơn số ghế ít nhất", "fewer than the fewest seats")
    if bool(edition.system) is not bool(edition.grades):
        yield sheet.fault("grades", "hệ thống có mức thì ghi cả hai", "a system has levels, and levels a system")
    if not edition.seats // 2 < edition.quorum <= edition.seats:
        vi = f"phải quá nửa và không quá {edition.seats} người"
        yield sheet.fault("quorum", vi, f"must be more than half of the seats and at most {edition.seats}")
    if all(criterion.weight is not Weight.MUST for criterion in edition.criteria):
        yield sheet.fault("criteria", "không có tiêu chí bắt buộc nào: ai cũng đạt", "no criterion is a must: everybody would pass")
