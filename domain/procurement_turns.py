"""Whose turn it is in a purchase: by which right the step waited for is entered, by what act, and by whom never."""

from collections.abc import Collection, Mapping

from domain.names import PersonId
from domain.procurement_routes import JUDGED, SIGNED, Recorder, RouteStep, StepKind

WORDS: Mapping[StepKind, str] = {
    **dict.fromkeys(SIGNED, "draw_up"),
    **dict.fromkeys(JUDGED, "judge"),
    StepKind.SELECTION: "select",
    StepKind.CONTRACT: "contract",
    StepKind.DELIVERY: "deliver",
}
"""Kind of step → the act that passes it, after `procurement.`."""


def right_of(step: RouteStep) -> str:
    """The right by which it is entered: the facility's, or the department's. A paper of the house is drawn up by whose purchase it is."""
    above = step.recorded_by is Recorder.DEPARTMENT and step.kind not in SIGNED
    return "procurement.judge" if above else "procurement.keep"


def barred(step: RouteStep, hands: Collection[PersonId], by: PersonId | None) -> bool:
    """What the department records is never judged by whoever opened the purchase or edited it (`hands`)."""
    return step.kind in JUDGED and step.recorded_by is Recorder.DEPARTMENT and by in hands
