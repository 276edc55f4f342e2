"""What the pages of a survey show: the list, and one section by section with its answers, remarks and two answers of one question."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.forms import Kind
from domain.survey_answers import Clash, at_version
from domain.survey_editions import Question, SurveyEdition
from domain.survey_gaps import Finding
from domain.surveys import SurveyState
from domain.tracks import Track
from services import survey_views
from services.context import Context
from services.survey_views import SurveyLine, SurveysView, SurveyView
from web.forms import Form, Option
from web.inputs import Input, inputs, spoken, typed
from web.reading import Words
from web.words import CERTAINTIES, _, day, moment, number


@dataclass(frozen=True)
class SurveyRow:
    """A survey in the list."""

    address: str
    number: int
    state: str
    since: datetime
    gaps: int
    investments: int
    reviewed: bool
    paper: str = ""


@dataclass(frozen=True)
class SurveysPage:
    facility: str
    track: str
    rows: tuple[SurveyRow, ...]
    begin: Form | None
    """Present when this position may begin another now."""


@dataclass(frozen=True)
class Choice:
    """Two answers of one question, to choose from."""

    mine: Option
    theirs: Option
    """Its detail says whose it is and since when."""


@dataclass(frozen=True)
class Source:
    words: str
    where: str


@dataclass(frozen=True)
class QuestionLine:
    """One question."""

    code: str
    label: str
    note: str
    input: tuple[Input, ...]
    """The one field that takes the answer; none where the answer is only read."""
    answer: str
    needed: str
    """What is enough, in words; empty without a criterion."""
    state: str
    """`gap_met`, `gap_short`, `gap_unknown`, or empty without a criterion."""
    before: str
    """The answer of the survey before; empty without one."""
    basis: str
    certainty: str
    sources: tuple[Source, ...]
    remark: str = ""
    """What the department said of it when it sent the survey back, or took it."""
    choice: Choice | None = None
    by: str = ""
    """Who gave the answer, and when."""

    @property
    def bare(self) -> tuple[Input, ...]:
        """Its field without the condition, which the whole question stands under."""
        return tuple(replace(one, when="") for one in self.input)


@dataclass(frozen=True)
class SectionPart:
    code: str
    title: str
    answered: int
    asked: int
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True)
class StepLine:
    state: str
    by: str
    at: datetime
    words: str


@dataclass(frozen=True)
class SurveyPage:
    facility: str
    track: str
    address: str
    number: int
    state: str
    version: int
    """What a save of this page begins from."""
    person: str
    """Whose drafts the machine keeps."""
    which: str
    sections: tuple[SectionPart, ...]
    steps: tuple[StepLine, ...]
    basis: str
    saved_at: datetime | None = None
    """The last save."""
    saved: int = -1
    """How many answers were just saved; -1 when none was asked to be."""
    clashes: int = 0
    fill: Form | None = None
    sheet: Form | None = None
    """The one that takes a filled-in workbook."""
    review: Form | None = None
    paper: Form | None = None
    document: str = ""
    """Address of the paper that was drawn up."""
    shows: bool = False
    """Whether it can be read what it shows: once it is submitted."""
    differs: bool = False


def list_page(view: SurveysView, form: Form | None = None) -> SurveysPage:
    here = f"/tracks/{view.track.id}"
    return SurveysPage(view.facility, here, tuple(_row(one, here) for one in view.lines), form or (Form() if view.begins else None))


async def baseline_of(context: Context, track: Track) -> SurveyRow | None:
    """The track's newest reviewed survey, with how much is short and proposed."""
    found = (await survey_views.listing(context, track.id)).baseline
    return _row(found, f"/tracks/{track.id}") if found else None


def _row(line: SurveyLine, here: str) -> SurveyRow:
    one = line.survey
    told = one.state in (SurveyState.REVIEWED, SurveyState.SUBMITTED)
    counts = (line.gaps, line.investments) if told else (0, 0)
    paper = f"/documents/{line.paper}" if line.paper else ""
    return SurveyRow(f"{here}/surveys/{one.number}", one.number, f"survey_{one.state}", one.since, *counts, told, paper)


@dataclass(frozen=True)
class Given:
    """What is given back with a page: forms with what was typed, and answers to choose from."""

    fill: Form | None = None
    sheet: Form | None = None
    review: Form | None = None
    paper: Form | None = None
    clashes: tuple[Clash, ...] = ()
    saved: int = -1


def survey_page(view: SurveyView, person: str, locale: str, words: Words, given: Given = Given()) -> SurveyPage:
    one, here = view.survey, f"/tracks/{view.track.id}/surveys/{view.survey.number}"
    fields = _Fields(view, given, locale, words)
    last = max((said.at for said in view.shown.history), default=None)
    return SurveyPage(
        view.facility,
        f"/tracks/{view.track.id}",
        here,
        one.number,
        f"survey_{one.state}",
        int(given.fill.value("base") or one.version) if given.fill else one.version,
        person,
        str(one.id),
        fields.sections(),
        tuple(StepLine(f"survey_{taken.step.state}", taken.by, taken.step.at, taken.step.words) for taken in reversed(view.steps)),
        view.shown.edition.basis,
        last,
        given.saved,
        len(given.clashes),
        fields.form if fields.fills else None,
        (given.sheet or Form()) if fields.fills else None,
        (given.review or Form()) if "review" in view.acts else None,
        (given.paper or Form()) if "draw_up" in view.acts else None,
        f"/documents/{view.paper}" if view.paper else "",
        one.state in (SurveyState.SUBMITTED, SurveyState.REVIEWED),
        view.before is not None and one.state is not SurveyState.DRAFT,
    )


class _Fields:
    """The questions of one survey, as this person reads and fills them in."""

    def __init__(self, view: SurveyView, given: Given, locale: str, words: Words) -> None:
        self.view, self.locale, self.words, self.given = view, locale, words, given
        self.edition = view.shown.edition
        self.fills = "fill" in view.acts
        stand = typed(self.edition.form.fields, view.shown.answers)
        self.form = given.fill or Form(values=stand)
        self.said = at_version(view.shown.history, view.survey.version)
        self.judged = {one.question.code: one for one in view.shown.findings}
        self.clashes = {one.question: one for one in given.clashes}
        self.remarks = next((taken.step.remarks for taken in reversed(view.steps) if taken.step.remarks), {})
        asks = {one.code: one for one in self.edition.questions}
        said = spoken(self.edition.form, locale).fields
        fields = [replace(one, when=asks[one.name].when, required=asks[one.name].required, note="") for one in said]
        self.inputs = {one.name: one for one in inputs(fields, self.form.values)}

    def sections(self) -> tuple[SectionPart, ...]:
        asked = self.edition.asked(self.view.shown.answers)
        found = []
        for section in self.edition.sections:
            here = [one for one in section.questions if self.fills or one in asked]
            counted = [one for one in section.questions if one in asked]
            answered = sum(one.code in self.view.shown.answers for one in counted)
            lines = tuple(self._line(one) for one in here)
            found.append(SectionPart(section.code, self.edition.english_of(section.title, self.locale), answered, len(counted), lines))
        return tuple(found)

    def _line(self, one: Question) -> QuestionLine:
        shown, judged = self.view.shown, self.judged.get(one.code)
        clash = self.clashes.get(one.code)
        before = self.view.before
        was = said(before.edition, one, before.answers[one.code], self.locale, self.words) if before and one.code in before.answers else ""
        saying = self.said.get(one.code)
        named = f"{self.view.names[saying.by]}, {moment(saying.at)}" if saying and saying.value is not None else ""
        return QuestionLine(
            one.code,
            self.edition.english_of(one.label, self.locale),
            self.edition.english_of(one.note, self.locale),
            (self.inputs[one.code],) if self.fills else (),
            said(self.edition, one, shown.answers.get(one.code), self.locale, self.words),
            needed(self.edition, judged, self.locale, self.words) if judged else "",
            state_of(judged) if judged else "",
            was,
            one.basis,
            self.words(CERTAINTIES[one.certainty]),
            tuple(Source(drawn.words, f"{drawn.plan}, {drawn.section}") for drawn in one.drawn),
            self.remarks.get(one.code, ""),
            self._choice(one, clash) if clash else None,
            named,
        )

    def _choice(self, one: Question, clash: Clash) -> Choice:
        values = [typed((one.field,), {one.code: value}).get(one.code, "") for value in (clash.mine, clash.theirs.value)]
        shown = [said(self.edition, one, value, self.locale, self.words) for value in (clash.mine, clash.theirs.value)]
        whose = f"{self.view.names[clash.theirs.by]}, {moment(clash.theirs.at)}"
        return Choice(Option(values[0], shown[0]), Option(values[1], shown[1], whose))


def state_of(found: Finding) -> str:
    return "gap_unknown" if found.met is None else "gap_met" if found.met else "gap_short"


def said(edition: SurveyEdition, one: Question, value: object, locale: str, words: Words) -> str:
    """A value as people read it in their language."""
    if value is None:
        return words(_("chưa trả lời"))
    if isinstance(value, bool):
        return words(_("có")) if value else words(_("không"))
    if isinstance(value, int | float):
        return f"{number(str(value), locale)} {edition.english_of(one.unit, locale)}".strip()
    if one.kind is Kind.DAY:
        return day(date.fromisoformat(str(value)))
    return edition.english_of(one.choices.get(str(value), str(value)), locale)


def needed(edition: SurveyEdition, found: Finding, locale: str, words: Words) -> str:
    """`ít nhất 200 máy`; what another answer decides is named while that is missing."""
    one = found.question
    if found.needed is None and one.criterion and one.criterion.share:
        other = edition.english_of(edition.question(one.criterion.share.of).label, locale)
        return words(_("theo câu “%(other)s”")) % {"other": other}
    told = said(edition, one, found.needed, locale, words)
    if isinstance(found.needed, bool):
        return told
    return words(_("kế hoạch yêu cầu %(what)s") if found.of_plan else _("ít nhất %(what)s")) % {"what": told}
