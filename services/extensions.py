"""What a person may ask about papers that move a last day: draw one up, and where the others stand."""

from sqlalchemy.ext.asyncio import AsyncSession

from activities.extensions import extension_document
from activities.plans import PlanAct, plan_key
from domain.errors import NotFound
from domain.extensions import NewDate
from domain.names import DocumentId, FacilityId, PlanId, plan_workflow
from services.acts import body, tell
from services.context import Context
from store.queries import extensions as queries
from store.queries.extensions import Extension
from store.queries.plans import OpenPlan
from workflows.plans import PlanWorkflow


def needed(context: Context, department: FacilityId) -> bool:
    """Whether a last day of the department's plans moves only by a paper that everybody signed."""
    return context.house.policies.care(department, context.today).moved_dates_signed


async def of_plan(session: AsyncSession, context: Context, plan: OpenPlan) -> tuple[Extension, ...]:
    """The plan's papers, newest first: for its department; a unit reads its own as documents once they are in force."""
    return tuple(await queries.of_plan(session, plan.id)) if context.position.facility == plan.department else ()


async def read(context: Context, which: PlanId, document: DocumentId) -> Extension:
    """The paper that is to be drawn up again. Raises: NotFound."""
    async with context.house.sessions() as session:
        found = await queries.extension(session, document)
    if found.plan != which or found.document.facility != context.position.facility:
        raise NotFound("extension", document)
    return found


async def draw_up(context: Context, which: PlanId, new: NewDate) -> DocumentId:
    """Draws the paper up; its signing begins, and the day moves when it ends.

    Raises: Malformed, NotAllowed, NotFound, OutOfReach, ChainUnfillable, WrongState, RequestTaken, RequestReused, Unavailable.
    """
    act = PlanAct(context.actor, which, await body(context, plan_key(which), new))
    await tell(context, PlanWorkflow.run, plan_workflow(which), which, PlanWorkflow.extend, act)
    return new.again or extension_document(which, context.actor)
