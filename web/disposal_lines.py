"""A disposal in words: the lines of its list, what became of each, and its course step by step."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.disposals import DisposalState, Fate, Item, Obstacle, says
from domain.names import PersonId
from domain.recusals import Tie, Ties, tally, ties_of
from domain.signatures import MADE_AGAIN
from services.disposals import DisposalView
from store.queries.signatures import Document, Version
from web.retention_words import OBSTACLES
from web.words import _

Gettext = Callable[[str], str]
TIES = {Tie.TREATED: _("là bác sĩ điều trị"), Tie.WROTE: _("đã lập văn bản của hồ sơ"), Tie.SIGNED: _("đã ký văn bản của hồ sơ")}
"""By which act somebody has no word on a record."""
PAGE = 100
"""Lines of one page of a list."""
COUNCIL, MINUTES, DECISION, CERTIFICATE = "disposal-council", "disposal-minutes", "disposal-decision", "destruction-certificate"


@dataclass(frozen=True)
class ItemLine:
    """A line of the list."""

    number: int
    code: str
    address: str
    """Empty for whoever may not read records."""
    kind: str
    """Words of its class."""
    until: date
    fate: str
    reason: str
    votes: str = ""
    """`đồng ý 3, không đồng ý 1; tính 4/5 phiếu`, once the chair has closed."""
    against: tuple[str, ...] = ()
    """Who said no to this line, and why."""
    aside: tuple[str, ...] = ()
    """Members whose vote does not count here, and by which act."""


@dataclass(frozen=True)
class Step:
    """A step of the course."""

    title: str
    state: str
    detail: str = ""
    address: str = ""
    """Of its paper, once drawn up."""
    paper: str = ""
    """The paper's own state."""


COURSE: tuple[tuple[str, str, tuple[DisposalState, ...]], ...] = (
    (_("Đề nghị, lập danh mục"), "", ()),
    (_("Lập hội đồng"), COUNCIL, (DisposalState.PROPOSED, DisposalState.COUNCIL)),
    (_("Hội đồng biểu quyết"), "", (DisposalState.VOTING,)),
    (_("Biên bản hội đồng"), MINUTES, (DisposalState.MINUTES,)),
    (_("Quyết định hủy"), DECISION, (DisposalState.REVIEWED, DisposalState.DECISION)),
    (_("Chờ trước khi hủy, hủy"), "", (DisposalState.WAITING,)),
    (_("Biên bản hủy"), CERTIFICATE, (DisposalState.DESTROYED,)),
)
"""Title of each step, its paper, and the states in which it is the one to be done."""


def steps(view: DisposalView) -> Iterable[tuple[str, str, str]]:
    """Title, state (`accepted`, `doing`, `not_yet`, `not_applicable`) and paper of each step; nothing comes after a withdrawal."""
    one = view.disposal
    at = next((n for n, (_title, _form, states) in enumerate(COURSE) if one.state in states), len(COURSE))
    if one.state is DisposalState.WITHDRAWN:
        at = _withdrawn_at(view)
    for n, (title, form, _states) in enumerate(COURSE):
        left_out = 0 < n < 4 and not one.members and at > 3
        over = one.state is DisposalState.WITHDRAWN and n >= at
        state = "accepted" if n < at and not left_out else "not_applicable" if left_out or over else "doing" if n == at else "not_yet"
        yield title, state, form


def _withdrawn_at(view: DisposalView) -> int:
    """The step that was not done any more."""
    sitting, papers = view.sitting, {document.form: version for document, version in view.papers}
    done = {form for form, version in papers.items() if version.completed_at}
    reached = (True, COUNCIL in done, sitting.closed_vote_at is not None, MINUTES in done, DECISION in done)
    return max(n for n, so in enumerate(reached) if so) + 1


def paper(view: DisposalView, form: str) -> tuple[Document, Version] | None:
    return next(((document, version) for document, version in view.papers if document.form == form), None)


def again(view: DisposalView, form: str) -> bool:
    """Whether a paper was refused or taken back, so that it is to be drawn up again."""
    found = paper(view, form)
    return found is not None and found[1].chain.ended in MADE_AGAIN


def why(item: Item, words: Gettext) -> str:
    """Why a line left the list, in words; empty while it is on it."""
    return words(OBSTACLES[Obstacle(item.reason)]) if item.fate is Fate.FELL_OUT else item.reason


def acts(item: Item, person: PersonId, known: Ties, words: Gettext) -> str:
    """`là bác sĩ điều trị, đã ký văn bản của hồ sơ`; empty for whoever has a word on the line."""
    return ", ".join(words(TIES[tie]) for tie in ties_of(item, person, known))


def item_line(item: Item, view: DisposalView, reads: bool, names: Mapping[PersonId, str], known: Ties, words: Gettext) -> ItemLine:
    """`reads`: records may be opened; `names`: of the members."""
    seen = (item.number, item.code, f"/records/{item.record}" if reads else "", view.classes.get(item.kept_as, ""))
    said = words(OBSTACLES[Obstacle.HELD]) if item.number in view.held else why(item, words)
    line = (*seen, item.keep_until, f"fate_{item.fate}", said)
    return ItemLine(*line, *_votes(view, item, names, known, words)) if view.revealed and view.disposal.ballots else ItemLine(*line)


def _votes(
    view: DisposalView, item: Item, names: Mapping[PersonId, str], known: Ties, words: Gettext
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    one, found = view.disposal, tally(view.disposal, item)
    said = [(member.person, ballot) for member in one.members if (ballot := says(one, member.person, item)) and not ballot.destroy]
    against = tuple(f"{names.get(person, '')}: “{ballot.note}”" for person, ballot in said if ballot.item is not None)
    aside = tuple(f"{names.get(person, '')} ({acts(item, person, known, words)})" for person in found.aside)
    facts = {"yes": found.yes, "no": found.no, "n": found.counted, "all": found.members}
    return words(_("đồng ý %(yes)s, không đồng ý %(no)s; tính %(n)s/%(all)s phiếu")) % facts, against, aside


def by_class(items: Iterable[Item], classes: Mapping[tuple[str, str], str]) -> tuple[tuple[str, int], ...]:
    """Words of each class, and how many records of it."""
    many = Counter(one.kept_as for one in items)
    return tuple((classes.get(kept, kept[1]), n) for kept, n in sorted(many.items()))
