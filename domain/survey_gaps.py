"""What a survey shows: which answers fall short of the criteria, what to invest in, how two surveys differ, which milestones look done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.forms import Kind as FieldKind
from domain.parts import Kind, Level
from domain.survey_editions import Answers, Category, Criterion, Quantity, Question, SurveyEdition

Levels = Mapping[str, str]
"""System → the level that the track's plan demands, in its words."""


@dataclass(frozen=True)
class Finding:
    """An answer against its criterion."""

    question: Question
    answer: object
    """None when the question was not answered."""
    needed: object
    """A number, True, or the key of the lowest choice that is enough; None when it cannot be said, for another answer is missing."""
    met: bool | None
    """None when it cannot be said."""
    short: int = 0
    """How many are short; 1 of what is no number."""
    of_plan: bool = False
    """The track's own plan names the level."""


@dataclass(frozen=True)
class Investment:
    """One line of the proposed list of investments."""

    item: str
    unit: str
    quantity: int
    category: Category
    question: str
    """Code of the question that fell short."""
    why: str
    """What there is and what is needed, Vietnamese."""


class Turn(StrEnum):
    """What became of a gap from one survey to the next."""

    OPENED = "opened"
    CLOSED = "closed"
    STAYED = "stayed"


@dataclass(frozen=True)
class Difference:
    """One question in two surveys."""

    question: Question
    before: object
    after: object
    turn: Turn | None = None
    """None when there was no gap and there is none."""
    more: float | None = None
    """By how much a number grew; None for what is no number."""

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class MilestoneFacts:
    """What is known of a milestone of the track."""

    code: str
    title: str
    kind: Kind
    level: Level | None = None


@dataclass(frozen=True)
class Suggestion:
    """A milestone that the answers say is done already: proposed to be declared or reported with its paper, never accepted by this."""

    milestone: MilestoneFacts
    questions: tuple[Question, ...]
    why: str


def levels(demanded: Iterable[Level]) -> Levels:
    """What a plan demands of each system."""
    return {one.system: one.level for one in demanded}


def findings(edition: SurveyEdition, answers: Answers, demanded: Levels) -> tuple[Finding, ...]:
    """Every asked question that has a criterion, in the order of the survey."""
    return tuple(_finding(one, one.criterion, answers, demanded) for one in edition.asked(answers) if one.criterion)


def gaps(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that fall short."""
    return tuple(one for one in found if one.met is False)


def _finding(question: Question, criterion: Criterion, answers: Answers, demanded: Levels) -> Finding:
    answer = answers.get(question.code)
    if criterion.level:
        return _level(question, criterion, answer, demanded)
    if criterion.is_true:
        met = None if answer is None else answer is True
        return Finding(question, answer, True, met, int(met is False))
    needed = criterion.at_least
    if criterion.share:
        other = answers.get(criterion.share.of)
        needed = -(-int(other) // criterion.share.every) if isinstance(other, int | float) else None
    if needed is None or not isinstance(answer, int | float):
        return Finding(question, answer, needed, None)
    return Finding(question, answer, needed, answer >= needed, max(-int(-(needed - answer) // 1), 0))


def _level(question: Question, criterion: Criterion, answer: object, demanded: Levels) -> Finding:
    own = choice_of(question, demanded.get(criterion.system, ""))
    needed = own or criterion.level
    if answer is None:
        return Finding(question, None, needed, None, of_plan=bool(own))
    order = list(question.choices)
    met = order.index(str(answer)) >= order.index(needed)
    return Finding(question, answer, needed, met, int(not met), bool(own))


def choice_of(question: Question, level: str) -> str:
    """Key of the choice that a plan calls so, as its key or by its words; empty when none is."""
    wanted = level.strip().casefold().removeprefix("mức độ ").removeprefix("mức ")
    for key, words in question.choices.items():
        if wanted and wanted in (key.casefold(), words.casefold(), words.casefold().removeprefix("mức ")):
            return key
    return ""


def investments(found: Iterable[Finding]) -> tuple[Investment, ...]:
    """What the gaps propose, in the order of the survey."""
    return tuple(
        Investment(
            one.question.propose.item,
            one.question.propose.unit,
            one.short if one.question.propose.quantity is Quantity.SHORTAGE else 1,
            one.question.propose.category,
            one.question.code,
            why(one),
        )
        for one in gaps(found)
        if one.question.propose
    )


def why(one: Finding) -> str:
    """`Máy trạm tại khoa, phòng: hiện có 150 máy, cần 200 máy`."""
    return f"{one.question.label}: hiện có {told(one.question, one.answer)}, cần {told(one.question, one.needed)}"


def told(question: Question, value: object) -> str:
    """A value as a Vietnamese paper says it."""
    if value is None:
        return "chưa rõ"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        said = f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
        return f"{said} {question.unit}".strip()
    if question.kind is FieldKind.DAY:
        return "/".join(reversed(str(value).split("-")))
    return question.choices.get(str(value), str(value))


def differences(before: tuple[SurveyEdition, Answers], after: tuple[SurveyEdition, Answers], demanded: Levels) -> tuple[Difference, ...]:
    """Every question that both editions ask or the later one asks anew, in the later one's order, then what is asked no more."""
    (old, was), (new, now) = before, after
    short_then = {one.question.code for one in gaps(findings(old, was, demanded))}
    short_now = {one.question.code for one in gaps(findings(new, now, demanded))}
    asked = {one.code: one for one in (*new.questions, *old.questions)} | {one.code: one for one in new.questions}
    return tuple(
        Difference(one, was.get(code), now.get(code), _turn(code in short_then, code in short_now), _more(was.get(code), now.get(code)))
        for code, one in asked.items()
    )


def _turn(then: bool, now: bool) -> Turn | None:
    if then:
        return Turn.STAYED if now else Turn.CLOSED
    return Turn.OPENED if now else None


def _more(before: object, after: object) -> float | None:
    numbers = [one for one in (before, after) if isinstance(one, int | float) and not isinstance(one, bool)]
    return numbers[1] - numbers[0] if len(numbers) == 2 else None


def suggestions(edition: SurveyEdition, found: Sequence[Finding], waiting: Iterable[MilestoneFacts]) -> tuple[Suggestion, ...]:
    """Of the milestones that are not yet reported, those whose answers are all enough."""
    met = {one.question.code: one.question for one in found if one.met}
    return tuple(
        Suggestion(milestone, tuple(met[code] for code in start.questions), start.why)
        for milestone in waiting
        for start in edition.starts
        if start.kind is milestone.kind
        and start.system == (milestone.level.system if milestone.level else "")
        and all(code in met for code in start.questions)
    )
