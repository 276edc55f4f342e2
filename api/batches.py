"""Sets signed by one PIN while the person works on."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.batches import BatchAnswer, SignBatch
from domain.names import BatchId
from services import batches

router = APIRouter(tags=["batches"])


@router.post("/batches", status_code=202, summary="Ký một tập · Begin to sign a set")
async def begin(asked: SignBatch, caller: Asking) -> BatchAnswer:
    """Each document is its own act with its own outcome; ask for the batch to see how far it is."""
    which = await batches.begin(caller.acts(asked.request), [one.reviewed() for one in asked.set], asked.pin, asked.warned)
    return BatchAnswer.of((await batches.read(caller.reads(), which)).batch, batches.why)


@router.get("/batches/{batch}", summary="Xem một tập · Read a batch")
async def read(batch: UUID, caller: Asking) -> BatchAnswer:
    """One's own."""
    return BatchAnswer.of((await batches.read(caller.reads(), BatchId(batch))).batch, batches.why)
