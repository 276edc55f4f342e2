"""What a survey of a facility's present state asks, what is enough and what is proposed when it is not: policy data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain import filling, forms
from domain.basis import Certainty
from domain.conditions import When
from domain.errors import NotFound
from domain.faults import both
from domain.forms import Field, Form, Paper, Subject
from domain.parts import Kind

Answers = Mapping[str, object]
"""Code of a question → its answer; a question without one is left out."""
KINDS = frozenset({
    forms.Kind.TEXT,
    forms.Kind.LONG_TEXT,
    forms.Kind.INTEGER,
    forms.Kind.NUMBER,
    forms.Kind.MONEY,
    forms.Kind.DAY,
    forms.Kind.FLAG,
    forms.Kind.CHOICE,
})  # fmt: skip
"""What a question can ask for: one value, so that two people's answers can be told apart and one cell of a workbook holds it."""


@dataclass(frozen=True)
class Drawn:
    """Where a plan asks for what is asked here."""

    plan: str
    """Code of the plan."""
    section: str
    """Where it stands in the plan, e.g. `II.3.2`."""
    words: str
    """The plan's own words."""


@dataclass(frozen=True)
class Share:
    """A number that depends on another answer."""

    of: str
    """Code of the question with the other number."""
    every: int = 1
    """One for so many of them, rounded up."""


@dataclass(frozen=True)
class Criterion:
    """What counts as enough; exactly one of `at_least`, `share`, `is_true` and `level` is given."""

    basis: str
    """What it rests on."""
    certainty: Certainty
    """S, C, I or ?, as everywhere: an inferred one is a default of the house, not law."""
    at_least: int | None = None
    """Fewest of a number."""
    share: Share | None = None
    """Fewest by another answer, e.g. one workstation for three who write."""
    is_true: bool = False
    """The answer must be yes."""
    level: str = ""
    """Key of the lowest choice that is enough, choices being in rising order; used where the plan names no level of `system`."""
    system: str = ""
    """System whose level the track's own plan may name (`HIS`, `LIS`, `RIS-PACS`, `EMR`): its words come before `level`."""


class Category(StrEnum):
    """What is bought or hired."""

    HARDWARE = "hardware"
    SOFTWARE = "software"
    SERVICE = "service"


class Quantity(StrEnum):
    """How many are proposed."""

    SHORTAGE = "shortage"
    """As many as are short."""
    ONE = "one"


@dataclass(frozen=True)
class Proposal:
    """What is proposed when an answer falls short. Prices are never here: they are the market's."""

    item: str
    """What it is, as a list of investments names it."""
    unit: str
    """`máy`, `bộ`, `gói`."""
    category: Category
    """`hardware`, `software` or `service`."""
    quantity: Quantity = Quantity.SHORTAGE
    """`shortage`: as many as are short; `one` where the shortage is no number."""


@dataclass(frozen=True)
class Question:
    """One question."""

    code: str
    """Short name, unique in the survey and kept from edition to edition: two surveys are compared by it."""
    label: str
    """What people read, Vietnamese."""
    basis: str
    """What it is drawn from, in words."""
    certainty: Certainty
    """S when a plan or a law asks for it in words."""
    kind: forms.Kind = forms.Kind.INTEGER
    """`text`, `long_text`, `integer`, `number`, `money`, `day`, `flag` or `choice`."""
    required: bool = False
    """Whether a survey without it is not complete."""
    unit: str = ""
    """Unit of the number."""
    note: str = ""
    """What is counted and what is not, where it may be read in two ways."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Key → what people read; of levels in rising order."""
    least: float | None = None
    """Smallest number that can be meant."""
    most: float | None = None
    """Largest number that can be meant."""
    longest: int = 2_000
    """Most characters of a text."""
    when: When | None = None
    """Asked only on this condition; null asks always."""
    drawn: tuple[Drawn, ...] = ()
    """Plans that ask for it, with their words."""
    criterion: Criterion | None = None
    """What counts as enough; null when nothing is to be reached."""
    propose: Proposal | None = None
    """What is proposed when it is not enough."""

    @property
    def field(self) -> Field:
        """As a field of a form, never required and always asked for: what a draft holds is judged by it."""
        return Field(
            self.code, self.label, self.kind, False, self.unit, self.longest, self.choices, (), self.least, self.most, note=self.note
        )


@dataclass(frozen=True)
class Section:
    """One heading with its questions."""

    code: str
    """Short name."""
    title: str
    """What people read."""
    questions: tuple[Question, ...]
    """In the order of the page."""


@dataclass(frozen=True)
class Start:
    """A kind of milestone that answers may show to be done already."""

    kind: Kind
    """Kind of the milestones."""
    questions: tuple[str, ...]
    """Codes of the questions whose criteria must all be met."""
    why: str
    """Why these answers say so."""
    system: str = ""
    """Only milestones of this system's level."""


@dataclass(frozen=True)
class SurveyEdition:
    """One edition of the survey: what is asked, and what is enough."""

    code: str
    """Short name of the survey."""
    name: str
    """Title."""
    name_en: str
    """Title in English."""
    edition: str
    """Short name of the edition, kept with each survey: it stays on the edition with which it began."""
    effective_from: date
    """First day on which surveys begin with it."""
    basis: str
    """What the survey rests on."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""
    sections: tuple[Section, ...]
    """In the order of the page."""
    starts: tuple[Start, ...] = ()
    """Milestones that the answers may show to be done."""
    english: Mapping[str, str] = field(default_factory=dict)
    """Vietnamese → English of labels, headings, units, choices and notes."""
    effective_until: date | None = None
    """Last day; null while it lasts."""

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(one for section in self.sections for one in section.questions)

    def question(self, code: str) -> Question:
        """Raises: NotFound."""
        found = next((one for one in self.questions if one.code == code), None)
        if found is None:
            raise NotFound("question", code)
        return found

    @property
    def form(self) -> Form:
        """As a form, for what reads and shows fields."""
        fields = tuple(one.field for one in self.questions)
        head = (self.code, self.name, self.name_en, Subject.TRACK, self.edition, self.effective_from, self.basis, self.certainty)
        return Form(*head, "survey.typ", Paper.OFFICIAL, fields, english=self.english)

    def english_of(self, words: str, locale: str) -> str:
        """The words as this language has them; what has no English stays Vietnamese."""
        return words if locale == "vi" else self.english.get(words, words)

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        """The questions that are asked with these answers."""
        return tuple(one for one in self.questions if one.when is None or one.when.holds(answers))

    def faults(self, answers: Answers) -> tuple[str, ...]:
        """What cannot be an answer, a line each: of a draft, which need not be complete."""
        return filling.faults(self.form, answers)

    def missing(self, answers: Answers) -> tuple[str, ...]:
        """The required questions that are not answered, by code and label, in both languages."""
        left = [one for one in self.asked(answers) if one.required and answers.get(one.code) is None]
        fill = "hãy điền", "fill it in"
        return tuple(both(f"{one.label}: {fill[0]}", f"{self.english.get(one.label, one.label)}: {fill[1]}") for one in left)
