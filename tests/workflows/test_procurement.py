"""A paper of a purchase is drawn up by the track's process, and its signing begins by itself."""

from domain.names import track_workflow
from services import procurement, procurement_views
from tests.buying import PROPOSAL, buying
from tests.purchases import opened
from tests.stack import Stack
from tests.workflows.conftest import Keep


async def test_the_signing_of_a_paper_begins_once_however_often_it_is_asked(stack: Stack, keep: Keep) -> None:
    at = await buying(stack, "VB")
    which = await opened(stack, at)
    for _ in range(2):
        document = await procurement.draw_up(stack.by(at.there.administrator, "VB-trình"), which, "proposal", PROPOSAL)
    view = await procurement_views.read(stack.by(at.it), which)
    assert (view.signing, [paper.version.number for paper in view.papers]) == (document, [1])
    await keep(track_workflow(at.there.track), "procured")
