"""Who may bring evidence of an appraisal's criteria, and when.

It belongs to the track, or to the one purchase whose proposal is judged, so every council that judges the same counts.
"""

from collections.abc import Sequence

from domain.councils import Appraisal, AppraisalState
from domain.errors import Refusal, SamePerson, WrongState
from domain.names import PersonId

ACT = "appraisal.evidence"
SIGNING = frozenset({AppraisalState.MINUTES, AppraisalState.REVIEWED})
"""The papers of the verdict are being signed: what they rest on stays as it is."""


def obstacle(one: Appraisal, of_track: Sequence[Appraisal], by: PersonId) -> Refusal | None:
    """Why this person brings no evidence by this appraisal, of all those of its track, oldest first; None when they may.

    By the newest round of its milestone or purchase alone, never while the papers of its verdict are being signed, and nobody who sits
    on it, or on an open council that judges the same criteria.
    """
    if [each.id for each in of_track if each.line == one.line][-1:] != [one.id]:
        return WrongState(ACT, "followed")
    if one.state in SIGNING:
        return WrongState(ACT, one.state)
    if one.seat(by) or any(each.seat(by) for each in of_track if _judges(each, one)):
        return SamePerson(ACT, "seated")
    return None


def _judges(each: Appraisal, one: Appraisal) -> bool:
    shared = {criterion.code for criterion in each.edition.criteria} & {criterion.code for criterion in one.edition.criteria}
    return each.state is not AppraisalState.CLOSED and each.purchase == one.purchase and bool(shared)
