"""What a milestone's page shows of it in lines: the plan's words, its declaration, its reports, the paper it ends in."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.parts import Kind
from domain.tracks import PAPERS, State
from services.context import Context
from services.track_views import MilestoneView
from store.queries.tracks import Report
from web.evidence import File, file
from web.reading import Words
from web.words import CLAIMS, _


@dataclass(frozen=True)
class ReportLine:
    """One report, and what became of it."""

    by: str
    at: datetime
    claim: str
    done_on: date | None
    paper: str
    note: str
    files: tuple[File, ...]
    state: str
    """`accepted`, `sent_back`, or `reported` while it waits."""
    judged_note: str
    judged_paper: str
    document: str = ""
    """Address of the signed document it rests on."""
    declared: bool = False
    """It came with the declaration (khai báo lại)."""
    behalf: str = ""
    """Whose act it is, when the department of health recorded it."""


@dataclass(frozen=True)
class Moving:
    """The paper that is being signed to move its last day."""

    to: date
    paper: str
    """Its address; empty for whoever does not read it yet."""


@dataclass(frozen=True)
class DeclaredLine:
    """What was said of the milestone when the plan was opened late."""

    claim: str
    by: str
    on: datetime
    behalf: str


def declared_line(view: MilestoneView, words: Words) -> DeclaredLine | None:
    one = view.declared
    return DeclaredLine(words(CLAIMS[one.claim]), one.by_name, one.at, one.on_behalf_of) if one else None


def marked(lines: tuple[str, ...], quote: str) -> tuple[tuple[str, str, str], ...]:
    """The task's words with the part's own among them; these alone last when they stand nowhere in it."""
    parted = tuple((before, found, after) for before, found, after in (line.partition(quote) for line in lines))
    return parted if any(found for _, found, _ in parted) else (*parted, ("", quote, ""))


def drafting(view: MilestoneView, here: str, words: Words) -> tuple[str, str]:
    """Where the milestone's document is drawn up, and the words of that act."""
    kind, code = view.line.spec.kind, view.line.spec.code
    if kind is Kind.APPRAISAL and view.line.progress.state is State.OPEN:
        return f"{here}#appraisals", words(_("Đến phần thẩm định của lộ trình"))
    if kind is Kind.GOLIVE and view.line.progress.state is State.OPEN and not view.line.signing:
        return f"{here}/golive", words(_("Xem điều kiện và lập quyết định"))
    if kind is Kind.REGULATION and (view.draft or view.regulation):
        begun = words(_("Đến dự thảo quy chế")) if view.regulation else words(_("Soạn quy chế từ mẫu"))
        return f"{here}/milestones/{code}/regulation", begun
    if view.draft is None or kind not in PAPERS:
        return "", ""
    again = words(_("Lập lại: %(form)s")) if view.line.document else words(_("Lập %(form)s"))
    name = view.draft.name
    return f"{here}/milestones/{code}/document/new", again % {"form": name if view.line.document else name[:1].lower() + name[1:]}


def report_line(one: Report, here: str, words: Words) -> ReportLine:
    return ReportLine(
        one.by_name,
        one.at,
        words(CLAIMS[one.claim]),
        one.done_on,
        one.paper,
        one.note,
        tuple(file(each, here) for each in one.files),
        one.judged or "reported",
        one.judged_note,
        one.judged_paper,
        f"/documents/{one.document}" if one.document else "",
        one.declared,
        one.on_behalf_of,
    )


def moving(view: MilestoneView, context: Context) -> Moving | None:
    """The unit learns of the day; the paper itself is read at the department until it is in force."""
    if not (one := view.extension):
        return None
    return Moving(one.new.to, f"/documents/{one.document.id}" if context.position.facility == view.plan.department else "")
