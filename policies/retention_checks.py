"""What must be true of a retention schedule, and of the signs from which classes are proposed, beyond their shape."""

import re
from collections.abc import Iterator

from domain.records import Outcome, RecordKind
from domain.retention import Kept, RetentionClass, Schedule
from domain.retention_signs import SAID, WHOLE, Sign, SignTable, Source, plain
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet

LONGEST_TERM = 100
"""Years; more is a slip of the pen: what is kept longer is kept for ever."""
BEGINNING = re.compile(r"[0-9A-Z][0-9A-Z_-]{0,29}$")
WORDS = {Source.KIND: frozenset(map(str, RecordKind)), Source.OUTCOME: frozenset(map(str, Outcome))}


def check_schedule(sheet: Sheet, schedule: Schedule) -> Iterator[Fault]:
    yield from repeated(sheet, "classes", (one.code for one in schedule.classes))
    ordinary = next((one for one in schedule.classes if one.code == schedule.ordinary), None)
    if ordinary is None or ordinary.kept is not Kept.RECORD or ordinary.years is None:
        yield sheet.fault("ordinary", "phải là mã của một lớp hồ sơ có thời hạn", "must be the code of a class of records with a term")
    for number, one in enumerate(schedule.classes):
        place = f"classes[{number}]"
        if one.years is not None and not 1 <= one.years <= LONGEST_TERM:
            vi = f"phải từ 1 đến {LONGEST_TERM} năm, hoặc null (vĩnh viễn)"
            yield sheet.fault(f"{place}.years", vi, f"must be 1 to {LONGEST_TERM} years, or null (for ever)")
        if one.kept is not Kept.RECORD and one.traits:
            yield sheet.fault(f"{place}.traits", "chỉ lớp hồ sơ bệnh án mới có dấu hiệu", "only classes of records have traits")
        if one.kinds and one.code != schedule.ordinary:
            yield sheet.fault(
                f"{place}.kinds", "chỉ lớp của hồ sơ thường mới nêu loại hồ sơ", "only the ordinary class names kinds of record"
            )
        yield from _check_equivalent(sheet, place, schedule, one)


def _check_equivalent(sheet: Sheet, place: str, schedule: Schedule, one: RetentionClass) -> Iterator[Fault]:
    """What has no row is kept like its equivalent group and never shorter (TT 33/2025/TT-BYT Đ1 k2 b)."""
    if not one.equivalent_to:
        return
    like = next((other for other in schedule.classes if other.code == one.equivalent_to and not other.equivalent_to), None)
    if like is None or like.kept is not one.kept:
        vi = f"'{one.equivalent_to}' không phải một lớp cùng loại có dòng riêng"
        yield sheet.fault(f"{place}.equivalent_to", vi, f"'{one.equivalent_to}' is no class of the same sort with a row of its own")
    elif one.rank < like.rank:
        vi = f"ngắn hơn nhóm tương đương '{like.code}' ({like.years or 'vĩnh viễn'})"
        yield sheet.fault(f"{place}.years", vi, f"shorter than its equivalent group '{like.code}' ({like.years or 'for ever'})")


def check_signs(sheet: Sheet, table: SignTable) -> Iterator[Fault]:
    yield from repeated(sheet, "signs", (one.code for one in table.signs))
    for number, one in enumerate(table.signs):
        place = f"signs[{number}]"
        if one.source in SAID:
            vi = f"'{one.source}' không phải nơi đọc được mã"
            yield sheet.fault(f"{place}.source", vi, f"from '{one.source}' no code is read")
        if not one.codes:
            yield sheet.fault(f"{place}.codes", "phải có ít nhất một mã", "needs at least one code")
        if not one.basis.strip():
            yield sheet.fault(f"{place}.basis", "phải nêu căn cứ", "must name what it rests on")
        if (one.places or one.activities) and one.source is not Source.CAUSE:
            vi = "chỉ mã nguyên nhân ngoài mới có nơi xảy ra và hoạt động"
            yield sheet.fault(f"{place}.source", vi, "only external causes have a place and an activity")
        for path, least in (("places", one.places), ("activities", one.activities)):
            if any(len(character) != 1 for character in least):
                yield sheet.fault(f"{place}.{path}", "mỗi giá trị là một ký tự", "each is one character")
        yield from (_no_code(sheet, place, n, code, one) for n, code in enumerate(one.codes) if not _readable(one, code))


def _readable(one: Sign, span: str) -> bool:
    """A word of the house, a beginning of a code, or a range of two beginnings of one length, in their order."""
    if one.source in WHOLE:
        return span in WORDS[one.source]
    first, dash, last = (plain(end) for end in span.partition("-"))
    return all(BEGINNING.match(end) for end in (first, *([last] if dash else []))) and (
        not dash or (len(first) == len(last) and first < last)
    )


def _no_code(sheet: Sheet, place: str, n: int, code: str, one: Sign) -> Fault:
    allowed = ", ".join(sorted(WORDS.get(one.source, ()))) or "Y96, V01-V99"
    return sheet.fault(f"{place}.codes[{n}]", f"'{code}' không đọc được; ví dụ: {allowed}", f"'{code}' cannot be read; like: {allowed}")
