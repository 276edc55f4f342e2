"""A council as an appraisal's page shows it: who sits, who stands in, who has no word, how a criterion was voted on."""

from dataclasses import dataclass

from domain.councils import AppraisalState
from domain.seats import Seat
from services.appraisals_shown import AppraisalView
from store.queries.appraisals import Seated
from web.criteria import votes
from web.reading import Words
from web.words import SEATS, _


@dataclass(frozen=True)
class Member:
    person: str
    name: str
    seat: str
    title: str
    cast: str
    """`7/10`: on how many criteria this member has voted."""
    state: str
    """On this criterion: `voted` or `unvoted` while hidden, `apart`, `absent`, else what they found once revealed."""
    reason: str = ""
    note: str = ""
    """In whose place they sit, or what they declared."""
    replace: str = ""
    """Where a substitute for this member is named; empty when it cannot be done, or not by this person."""


@dataclass(frozen=True)
class Counts:
    """Votes on a criterion, without names."""

    met: int
    not_met: int
    not_applicable: int
    needed: int
    running: bool
    """The vote is still open: only chair and secretary see it."""


def members(view: AppraisalView, code: str, words: Words, calls: bool) -> tuple[Member, ...]:
    """`calls`: this person may name substitutes."""
    return tuple(_member(view, one, code, words, calls) for one in view.council)


def _member(view: AppraisalView, one: Seated, code: str, words: Words, calls: bool) -> Member:
    whole = view.appraisal
    cast = f"{view.cast.get(one.person, 0)}/{view.asked.get(one.person, 0)}"
    mine = next((vote for vote in votes(view, code) if vote.person == one.person), None)
    state, reason = "voted" if one.person in view.voted or mine else "unvoted", ""
    if one.absent:
        state = "absent"
    elif whole.barred(one.person, code):
        state = "apart"
    elif mine and view.revealed:
        state, reason = mine.finding.value, mine.note
    away = calls and whole.state is AppraisalState.VOTING and not one.absent and not view.cast.get(one.person, 0)
    replace = f"/appraisals/{whole.id}/substitutes/{one.person}" if away else ""
    return Member(str(one.person), one.name, words(SEATS[one.seat]), one.title, cast, state, reason, _note(view, one, words), replace)


def _note(view: AppraisalView, one: Seated, words: Words) -> str:
    told = []
    if one.stands_for:
        absent = next((other.name for other in view.council if other.person == one.stands_for), "")
        told.append(words(_("dự thay %(name)s theo %(paper)s")) % {"name": absent, "paper": one.paper})
    for said in view.appraisal.interests:
        if said.person == one.person and said.conflict:
            where = ", ".join(said.criteria) or words(_("mọi tiêu chí"))
            told.append(words(_("không biểu quyết về %(where)s: %(why)s")) % {"where": where, "why": said.reason})
    return "; ".join(told)


def counts(view: AppraisalView, code: str) -> Counts | None:
    """Once the vote is closed, to everybody; before, the running result to chair and secretary; nothing to others."""
    whole = view.appraisal
    if code in (whole.carried or {}) or whole.state in (AppraisalState.EVIDENCE, AppraisalState.COUNCIL):
        return None
    running = whole.state is AppraisalState.VOTING
    if running and view.my_seat not in (Seat.CHAIR, Seat.SECRETARY) and not view.revealed:
        return None
    return Counts(*view.tallies[code], whole.round.quorum, running)
