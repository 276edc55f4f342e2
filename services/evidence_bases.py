"""What files of evidence may rest on, and what changed of what a verdict rested on, from what to what."""

from dataclasses import dataclass, replace

from domain.evidence_bases import named_by
from domain.regulations import InForce
from services.appraisals_shown import AppraisalView
from services.context import Context
from store.queries import regulations

CHANGES = ("appraisal.fact_changed", "appraisal.basis_changed")


@dataclass(frozen=True)
class Difference:
    """What a criterion's evidence rested on when the council judged it, and rests on now, in words."""

    criterion: str
    was: str
    now_is: str


async def offered(context: Context, view: AppraisalView, criterion: str) -> list[InForce]:
    """Regulations in force of the facility, for whoever brings evidence; nothing where the criterion names its own."""
    one = next((each for each in view.appraisal.edition.criteria if each.code == criterion), None)
    if one is None or not view.may_bring or named_by(one):
        return []
    async with context.house.sessions() as session:
        return await regulations.all_in_force(session, view.facility.id, context.today)


def differences(view: AppraisalView) -> tuple[Difference, ...]:
    """Since the verdict, of criteria whose evidence is no longer what was judged; what changed twice, from the first to the last."""
    since, found = view.sitting.decided_at, list[Difference]()
    for line in sorted(view.timeline, key=lambda each: each.at):
        if line.act in CHANGES and since and line.at >= since and "from" in line.facts and line.facts["criterion"] in view.changed:
            new = Difference(*(str(line.facts[key]) for key in ("criterion", "from", "to")))
            before = next((one for one in found if (one.criterion, one.now_is) == (new.criterion, new.was)), new)
            found = [*(one for one in found if one is not before), replace(new, was=before.was)]
    return tuple(one for one in found if one.was != one.now_is)
