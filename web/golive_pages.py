"""The page of one decision to drop paper: gates, papers, departments, the watch, what happened, what may be done now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.evaluations import Compared
from domain.facts import KNOWN, Finding
from domain.going_live import LIVE, Act, State, Step
from domain.outside_papers import OutsidePaper
from services.golive_views import GoliveView
from store.queries.signatures import Document, Version
from web import asking
from web.forms import Form, Option
from web.golive_words import PAPERS, STEPS, TURNS
from web.reading import Words, cited
from web.words import _

BEFORE = frozenset({State.PREPARING, State.REHEARSED, State.DECIDING, State.REVERSED})


@dataclass(frozen=True)
class GateRow:
    words: str
    holds: bool
    address: str


@dataclass(frozen=True)
class PaperRow:
    title: str
    number: str
    address: str
    state: str


@dataclass(frozen=True)
class WardRow:
    name: str
    begins: date | None
    gone_back: date | None
    state: str
    """`golive_allowed`, `golive_begun`, `golive_reversed` or `golive_waits`."""


@dataclass(frozen=True)
class Counted:
    value: str
    beyond: bool


@dataclass(frozen=True)
class WatchRow:
    on: date
    counts: tuple[Counted, ...]


@dataclass(frozen=True)
class IndicatorRow:
    title: str
    before: str
    now: str
    turn: str
    mark: str
    """Class of the turn's mark."""
    met: str
    """Whether it has come to its bound; empty without one."""
    source: str


@dataclass(frozen=True)
class StepRow:
    what: str
    who: str
    at: datetime
    detail: str


@dataclass(frozen=True)
class GolivePage:
    facility: str
    track: str
    here: str
    title: str
    basis: str
    state: str
    first_day: date | None
    gates: tuple[GateRow, ...]
    lacking: int
    papers: tuple[PaperRow, ...]
    wards: tuple[WardRow, ...]
    limits: tuple[tuple[str, str], ...]
    """Name and limit of each thing that is watched."""
    watched: tuple[WatchRow, ...]
    watch_ends: date | None
    steps: tuple[StepRow, ...]
    forms: Mapping[str, Form] = field(default_factory=dict)
    """`papers`, `pilot`, `rehearsals`, `departments`, `confirmation`: what this position may do now."""
    draft: str = ""
    """Address of the paper that is to be drawn up next; empty for none."""
    draft_words: str = ""
    back: str = ""
    """Address of the way back, while there is something to go back from."""
    named: tuple[Option, ...] = ()
    """Papers that gates ask for."""
    wards_to_begin: tuple[Option, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    evaluation: str = ""
    """Address of the report on it; empty for whoever does not draw it up, and while one is being signed."""


def golive_page(view: GoliveView, words: Words, locale: str) -> GolivePage:
    one, policy = view.stands.golive, view.stands.policy
    here = f"/tracks/{view.track.id}/golive/{one.subject}"
    draft, said = _draft(view, here, words)
    return GolivePage(
        view.facility,
        str(view.track.id),
        here,
        policy.title if locale == "vi" else policy.title_en,
        policy.basis,
        f"golive_{view.state}",
        one.first_day,
        tuple(GateRow(asking.one_language(gate.sentence, locale), gate.holds, gate.link) for gate in view.stands.gates),
        len(view.stands.open),
        tuple(_paper(act, *paper, words) for act, paper in view.papers.items()),
        tuple(WardRow(w.name, w.begins, w.gone_back, _ward(w.begins, w.gone_back, view.today)) for w in view.departments),
        tuple((KNOWN[limit.check.fact][0 if locale == "vi" else 1], f"≤ {limit.check.at_most}") for limit in policy.watch),
        tuple(WatchRow(found.on, tuple(_counted(finding) for finding in found.findings)) for found in view.watched),
        one.watch_ends(policy) if view.state is State.WATCHING else None,
        tuple(_step(step, view, words) for step in reversed(one.steps)),
        _forms(view),
        draft,
        said,
        f"{here}/reversal" if view.runs and view.state in LIVE | {State.DECIDED} else "",
        tuple(Option(paper.code, paper.title if locale == "vi" else paper.title_en) for paper in policy.papers),
        tuple(Option(w.id, w.name) for w in view.departments if w.begins is None or w.begins > view.today),
        tuple(_indicator(found, words, locale) for found in view.evaluated),
        f"{here}/evaluation" if view.runs and view.evaluated and not _signing(view, Act.EVALUATE) else "",
    )


def _paper(act: Act, document: Document, version: Version, words: Words) -> PaperRow:
    return PaperRow(words(PAPERS[act]), cited(document, version), f"/documents/{document.id}", version.state)


def _indicator(one: Compared, words: Words, locale: str) -> IndicatorRow:
    before, now = (f"{r.said} ({r.on:%d/%m/%Y})" if r else words(_("chưa khảo sát")) for r in (one.before, one.now))
    mark, turn = TURNS[one.turn]
    met = "" if one.met is None else words(_("đạt mức đặt ra")) if one.met else words(_("chưa đạt mức đặt ra"))
    source = words(_("hệ thống đếm")) if one.line.check else words(_("phiếu khảo sát"))
    return IndicatorRow(one.line.title if locale == "vi" else one.line.title_en, before, now, words(turn), mark, met, source)


def _draft(view: GoliveView, here: str, words: Words) -> tuple[str, str]:
    """The paper to be drawn up next, by whoever runs the track; none while one is being signed."""
    if not view.runs:
        return "", ""
    if view.state in BEFORE and not view.stands.open and not _signing(view, Act.DECIDE):
        return f"{here}/decision", words(_("Lập quyết định"))
    if view.state is State.DECIDED and not _signing(view, Act.PUBLISH):
        return f"{here}/publication", words(_("Lập công văn công bố, báo cáo"))
    return "", ""


def _signing(view: GoliveView, paper: Act) -> bool:
    found = view.papers.get(paper)
    return found is not None and view.stands.golive.last(paper) is not None and not found[1].chain.ended and bool(found[1].chain.step)


def _forms(view: GoliveView) -> dict[str, Form]:
    found: dict[str, Form] = {}
    if view.state in BEFORE and view.runs:
        found |= {"papers": Form(), "rehearsals": Form()} if view.stands.policy.papers else {"rehearsals": Form()}
    if view.state in BEFORE and view.watches:
        found["pilot"] = Form()
    if view.state in LIVE and view.runs:
        found["departments"] = Form()
    if view.state is State.WATCHING and view.runs:
        found["confirmation"] = Form()
    return found


def _ward(begins: date | None, back: date | None, today: date) -> str:
    if begins:
        return "golive_begun" if begins <= today else "golive_allowed"
    return "golive_reversed" if back else "golive_waits"


def _counted(one: Finding) -> Counted:
    return Counted("–" if one.fact.value is None else f"{one.fact.value.normalize():f}", not one.holds)


def _step(step: Step, view: GoliveView, words: Words) -> StepRow:
    wards = {one.id: one.name for one in view.departments}
    day = f"{step.day:%d/%m/%Y}" if step.day else ""
    well = words(_("chưa đạt")) if step.act in (Act.PILOT, Act.REHEARSE) and not step.well else ""
    told = (wards.get(step.department, "") if step.department else "", day, well, paper_words(step.paper), step.words)
    who = view.names.get(step.by, "") if step.by else words(_("Hệ thống, khi văn bản đã ký đủ"))
    return StepRow(words(STEPS[step.act]), who, step.at, " · ".join(one for one in told if one))


def paper_words(paper: OutsidePaper) -> str:
    return "" if paper.empty or paper.day is None else f"{paper.number}, {paper.day:%d/%m/%Y}, {paper.issuer}"
