"""A purchase and the council that judges its proposal: which purchase may be judged, and until when."""

from domain.councils import Appraisal, AppraisalState
from domain.errors import Incomplete, WrongState
from domain.faults import both
from domain.parts import Kind
from domain.procurement import RUNNING, Procurement
from domain.procurement_routes import StepKind

BOUGHT = frozenset({Kind.PROCUREMENT, Kind.INFRASTRUCTURE})
"""Kinds of milestones that purchases report, each appraised by its own proposal."""
AT_WORK = frozenset({AppraisalState.COUNCIL, AppraisalState.VOTING, AppraisalState.MINUTES, AppraisalState.REVIEWED})
"""The council is called: what it is judging is not entered by hand."""


def waits(one: Procurement) -> bool:
    """Whether the step it waits for is a council's."""
    return one.next is not None and one.next.kind is StepKind.APPRAISAL


def check_asked(one: Procurement) -> None:
    """A council is asked for only while the signed proposal waits for it. Raises: WrongState, Incomplete."""
    if one.state not in RUNNING:
        raise WrongState("procurement.appraise", one.state)
    if waits(one):
        return
    if any(step.kind is StepKind.APPRAISAL for step in one.route[one.passed :]):
        title = one.next.title if one.next else ""
        raise Incomplete(both(f"purchase: gói này chưa đến bước thẩm định, cần xong trước: {title}", f"this comes first: {title}"))
    raise Incomplete("purchase: gói này không chờ thẩm định nữa / this purchase waits for no appraisal any more")


def at_work(one: Appraisal | None) -> bool:
    """Whether the council of its newest appraisal is called and has not spoken."""
    return one is not None and one.state in AT_WORK
