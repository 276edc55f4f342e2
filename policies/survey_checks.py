"""What must be true of a survey beyond its shape: codes, criteria that can be judged, proposals that can be counted."""

from collections.abc import Iterator

from domain.forms import RESERVED, Kind
from domain.survey_editions import KINDS, Quantity, Question, SurveyEdition
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet

COUNTED = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY})


def check_survey(sheet: Sheet, edition: SurveyEdition) -> Iterator[Fault]:
    yield from repeated(sheet, "sections", (one.code for one in edition.sections))
    yield from repeated(sheet, "sections", (one.code for one in edition.questions))
    known = {one.code: one for one in edition.questions}
    for n, section in enumerate(edition.sections):
        if not section.questions:
            yield sheet.fault(f"sections[{n}].questions", "phần không có câu hỏi nào", "a section without a question")
        for m, one in enumerate(section.questions):
            for path, vi, en in (*_question(one, known), *_criterion(one, known), *_proposal(one)):
                yield sheet.fault(f"sections[{n}].questions[{m}].{path}", vi, en)
    for n, start in enumerate(edition.starts):
        for code in start.questions:
            if code not in known or known[code].criterion is None:
                yield sheet.fault(f"starts[{n}].questions", f"'{code}' không phải câu hỏi có tiêu chí", f"'{code}' has no criterion")
        if not start.questions:
            yield sheet.fault(f"starts[{n}].questions", "không dựa vào câu hỏi nào: mốc nào cũng đạt", "rests on no question")


Wrong = tuple[str, str, str]
"""Path in the question, Vietnamese, English."""


def _question(one: Question, known: dict[str, Question]) -> Iterator[Wrong]:
    if one.code in RESERVED:
        yield "code", f"'{one.code}' là tên hệ thống dùng", f"'{one.code}' is a name of the house"
    if not one.basis.strip() or not one.label.strip():
        yield "basis", "phải có câu hỏi và căn cứ", "needs a label and what it rests on"
    if one.kind not in KINDS:
        yield "kind", f"khảo sát chỉ hỏi: {', '.join(sorted(KINDS))}", "a survey asks for one value"
    if (one.kind is Kind.CHOICE) is not bool(one.choices):
        yield "choices", "câu chọn cần danh sách, câu khác thì không", "of a choice, and only of a choice"
    for drawn in one.drawn:
        if not (drawn.plan and drawn.section and drawn.words.strip()):
            yield "drawn", "cần mã kế hoạch, mục và nguyên văn", "needs plan, section and words"
    if one.when:
        asks = known.get(one.when.field)
        if asks is None or asks.kind is not Kind.CHOICE or not set(one.when.one_of) <= set(asks.choices) or asks.when:
            yield "when", "phải dựa vào một câu chọn luôn được hỏi, với các mục của nó", "must rest on a choice that is always asked"


def _criterion(one: Question, known: dict[str, Question]) -> Iterator[Wrong]:
    rule = one.criterion
    if rule is None:
        return
    given = [rule.at_least is not None, rule.share is not None, rule.is_true, bool(rule.level)]
    if sum(given) != 1:
        yield "criterion", "chọn đúng một: at_least, share, is_true, level", "exactly one of at_least, share, is_true, level"
    if not rule.basis.strip():
        yield "criterion.basis", "phải nêu căn cứ", "must name what it rests on"
    if (given[0] or given[1]) and one.kind not in COUNTED:
        yield "criterion", "chỉ câu hỏi số mới so với số", "only numbers are counted"
    if rule.at_least is not None and rule.at_least < 1:
        yield "criterion.at_least", "ít nhất 1: 0 thì ai cũng đạt", "at least 1: everybody has 0"
    if rule.share:
        of = known.get(rule.share.of)
        if of is None or of.kind not in COUNTED or of.code == one.code:
            yield "criterion.share.of", f"'{rule.share.of}' không phải câu hỏi số khác", f"'{rule.share.of}' is no other number"
        elif of.when != one.when and of.when is not None:
            yield "criterion.share.of", f"'{of.code}' không phải lúc nào cũng được hỏi", f"'{of.code}' is not always asked"
        if rule.share.every < 1:
            yield "criterion.share.every", "ít nhất 1", "at least 1"
    if rule.is_true and one.kind is not Kind.FLAG:
        yield "criterion.is_true", "chỉ câu có/không", "only of yes or no"
    if rule.level and rule.level not in one.choices:
        yield "criterion.level", f"không có mục '{rule.level}'", f"there is no choice '{rule.level}'"
    if rule.system and not rule.level:
        yield "criterion.system", "cần level để dùng khi kế hoạch không ghi mức", "needs a level for plans that name none"


def _proposal(one: Question) -> Iterator[Wrong]:
    if one.propose is None:
        return
    if one.criterion is None:
        yield "propose", "không có tiêu chí thì không bao giờ đề xuất", "never proposed without a criterion"
    if not (one.propose.item.strip() and one.propose.unit.strip()):
        yield "propose", "cần tên hạng mục và đơn vị tính", "needs an item and a unit"
    if one.propose.quantity is Quantity.SHORTAGE and one.kind not in (Kind.INTEGER, Kind.NUMBER):
        yield "propose.quantity", "chỉ câu đếm mới đề xuất theo số thiếu; dùng one", "only what is counted is short by a number; use one"
