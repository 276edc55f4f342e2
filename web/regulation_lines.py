"""A regulation in lines: in the list, and on its page with its articles and what was said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.regulation_drafts import Article
from domain.regulations import Regulation
from services.context import Context
from services.regulation_views import RegulationView
from store.queries.regulations import Comment
from web.audit import Happened, happened
from web.forms import Form, Option
from web.reading import Words
from web.words import _


@dataclass(frozen=True)
class RegulationLine:
    """One of the list."""

    address: str
    title: str
    number: str
    state: str
    """`regulation_…` of the vocabulary."""
    issued_on: date | None
    begins: date | None
    ends: date | None
    outside: bool


@dataclass(frozen=True)
class CommentLine:
    id: str
    department: str
    by: str
    at: datetime
    version: int
    words: str
    taken: bool | None
    answer: str
    answered_by: str
    form: Form | None = None
    """For whoever answers it now."""


@dataclass(frozen=True)
class ArticleLine:
    """One article as it is read, with what was said of it."""

    number: int
    chapter: str
    title: str
    paragraphs: tuple[str, ...]
    blanks: tuple[str, ...]
    comments: tuple[CommentLine, ...]


@dataclass(frozen=True)
class AskedLine:
    name: str
    answered_at: datetime | None


@dataclass(frozen=True)
class VersionLine:
    number: int
    by: str
    at: datetime
    note: str
    difference: str
    """Address of what it changed; empty of the first."""


@dataclass(frozen=True)
class CheckLine:
    version: int
    passed: bool
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Cite:
    words: str
    address: str


@dataclass(frozen=True)
class RegulationPage:
    address: str
    line: RegulationLine
    author: str
    milestone: Cite | None
    document: Cite | None
    document_state: str
    replaces: Cite | None
    superseded_by: Cite | None
    reason: str
    given_back: str
    comment_due: date | None
    asked: tuple[AskedLine, ...]
    whole: tuple[CommentLine, ...]
    """What was said of the whole."""
    opening: tuple[str, ...]
    blanks: int
    articles: tuple[ArticleLine, ...]
    versions: tuple[VersionLine, ...]
    checks: tuple[CheckLine, ...]
    departments: tuple[Option, ...]
    numbers: tuple[Option, ...]
    """Articles, to be chosen in a comment."""
    mine: bool
    """The own unit is asked now."""
    least_days: int
    forms: Mapping[str, Form]
    timeline: tuple[Happened, ...] = field(default=())


def regulation_line(one: Regulation, today: date) -> RegulationLine:
    state = f"regulation_{one.standing(today)}"
    return RegulationLine(f"/regulations/{one.id}", one.title, one.number, state, one.issued_on, one.begins, one.ends, one.outside)


def regulation_page(view: RegulationView, context: Context, words: Words) -> RegulationPage:
    one, newest = view.regulation, view.versions[-1] if view.versions else None
    draft = newest.draft if newest else None
    answers = "answer" in view.acts
    comments = [(each, _comment(each, answers)) for each in view.comments]
    articles = draft.articles if draft else ()
    blanks = draft.blanks if draft else ()
    here = f"/regulations/{one.id}"
    settled = next((each.answered_at for each in view.asked if each.department == view.mine), None)
    return RegulationPage(
        here,
        regulation_line(one, context.today),
        view.names.get(one.author, ""),
        Cite(one.milestone, f"/tracks/{one.track}/milestones/{one.milestone}") if one.track else None,
        _document(one),
        view.document_state,
        _cite(view.replaces),
        _cite(view.superseded_by),
        one.reason,
        view.given_back,
        one.comment_due,
        tuple(AskedLine(view.departments.get(each.department, each.department), each.answered_at) for each in view.asked),
        tuple(line for each, line in comments if not 0 < each.article <= len(articles)),
        tuple(draft.bases) if draft else (),
        len(blanks),
        tuple(_article(n, each, blanks, comments) for n, each in enumerate(articles, 1)),
        tuple(
            VersionLine(v.number, v.by, v.at, v.note, f"{here}/difference?from={v.number - 1}&to={v.number}" if v.number > 1 else "")
            for v in reversed(view.versions)
        ),
        tuple(CheckLine(each.version, each.passed, each.words, each.by, each.at) for each in view.checks),
        tuple(Option(code, name) for code, name in view.departments.items()),
        (Option("0", words(_("Toàn văn"))), *(Option(str(n), f"Điều {n}. {each.title}") for n, each in enumerate(articles, 1))),
        view.mine is not None and settled is None,
        view.least_days,
        {act: Form() for act in (*view.acts, *(("comment",) if view.mine else ()))},
        happened(view.timeline, words),
    )


def _document(one: Regulation) -> Cite | None:
    """Its signed paper; of outside the file that was sent."""
    if one.document:
        return Cite(one.title, f"/documents/{one.document}")
    return Cite(one.file_name, f"/regulations/{one.id}/pdf") if one.file_sha256 else None


def _article(number: int, one: Article, blanks: tuple[tuple[int, str], ...], comments: list[tuple[Comment, CommentLine]]) -> ArticleLine:
    return ArticleLine(
        number,
        one.chapter,
        one.title,
        tuple(line for line in one.text.splitlines() if line.strip()),
        tuple(what for at, what in blanks if at == number),
        tuple(line for each, line in comments if each.article == number),
    )


def _comment(one: Comment, answers: bool) -> CommentLine:
    form = Form() if answers and one.taken is None else None
    return CommentLine(str(one.id), one.department, one.by, one.at, one.version, one.words, one.taken, one.answer, one.answered_by, form)


def _cite(one: Regulation | None) -> Cite | None:
    return Cite(f"{one.title}, {one.cited}" if one.number else one.title, f"/regulations/{one.id}") if one else None
