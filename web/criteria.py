"""The criteria of an appraisal as its page lists them, to each person in their own words."""

from dataclasses import dataclass

from domain.appraisals import Criterion, Vote
from domain.councils import AppraisalState
from domain.errors import NotFound
from services.appraisals import AppraisalView
from services.context import Context


@dataclass(frozen=True)
class CriterionLine:
    number: int
    title: str
    state: str
    """`bare`, `shown`, `unvoted`, `voted` (by me, still open), `met`, `not_met`, `stale`."""
    address: str
    current: bool = False


def current(view: AppraisalView, code: str, context: Context) -> Criterion:
    """The criterion asked for, else the first that wants something of this person. Raises: NotFound."""
    criteria = view.appraisal.edition.criteria
    if code:
        found = next((one for one in criteria if one.code == code), None)
        if found is None:
            raise NotFound("criterion", code)
        return found
    return next((one for one in criteria if state(view, one.code, context) in ("bare", "unvoted", "stale")), criteria[0])


def state(view: AppraisalView, code: str, context: Context) -> str:
    """What the list says of a criterion, to this person."""
    whole = view.appraisal
    if whole.verdict:
        if whole.state is AppraisalState.CLOSED and whole.stale and any(v.evidence != whole.evidence.get(code) for v in votes(view, code)):
            return "stale"
        return "not_met" if code in (*whole.verdict.missing, *whole.verdict.advised) else "met"
    if code not in whole.evidence:
        return "bare"
    if view.my_seat is None or whole.state is not AppraisalState.VOTING:
        return "shown"
    mine = [vote for vote in votes(view, code) if vote.person == context.position.person]
    if not mine:
        return "unvoted"
    return "voted" if mine[-1].evidence == whole.evidence[code] else "stale"


def votes(view: AppraisalView, code: str) -> list[Vote]:
    return [vote for vote in view.votes if vote.criterion == code]
