"""The criteria of an appraisal as its page lists them, to each person in their own words."""

from dataclasses import dataclass

from domain.appraisals import Criterion, Vote
from domain.councils import DECIDED, AppraisalState
from domain.errors import NotFound
from services.appraisals_shown import AppraisalView
from services.context import Context


@dataclass(frozen=True)
class CriterionLine:
    number: int
    code: str
    title: str
    state: str
    """`bare`, `shown`, `unvoted`, `voted` (by me, still open), `apart` (I have no word on it), `carried`, `met`, `not_met`,
    `not_applicable`, `stale`."""
    address: str
    current: bool = False


WANTS = ("bare", "unvoted", "stale")
"""States that want something of this person."""


def current(view: AppraisalView, code: str, context: Context) -> Criterion:
    """The criterion asked for, else the first that wants something of this person. Raises: NotFound."""
    criteria = view.appraisal.edition.criteria
    if code:
        found = next((one for one in criteria if one.code == code), None)
        if found is None:
            raise NotFound("criterion", code)
        return found
    return next((one for one in criteria if state(view, one.code, context) in WANTS), criteria[0])


def state(view: AppraisalView, code: str, context: Context) -> str:
    """What the list says of a criterion, to this person."""
    whole, me = view.appraisal, context.position.person
    if whole.verdict:
        if whole.state in DECIDED and code in view.changed:
            return "stale"
        return whole.verdict.findings.get(code) or ("not_met" if code in (*whole.verdict.missing, *whole.verdict.advised) else "met")
    if code in (whole.carried or {}):
        return "carried"
    if code not in whole.evidence:
        return "bare"
    if view.my_seat is None or whole.state is not AppraisalState.VOTING:
        return "shown"
    if whole.barred(me, code):
        return "apart"
    mine = [vote for vote in votes(view, code) if vote.person == me]
    if not mine:
        return "unvoted"
    return "voted" if mine[-1].evidence == whole.evidence[code] else "stale"


def votes(view: AppraisalView, code: str) -> list[Vote]:
    return [vote for vote in view.votes if vote.criterion == code]
