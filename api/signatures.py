"""Signing and refusing."""

from uuid import UUID

from fastapi import APIRouter

from api import naming
from api.deps import Asking
from api.documents import Number
from api.shapes.signatures import Claim, Made, OutcomeAnswer, Outcomes, Refuse, Refused, Release, Sign, SignSet, Withdraw
from domain.names import DocumentId, Sha256
from domain.shortcomings import NewShortcoming
from services import signatures
from services.signatures import Reviewed

router = APIRouter(tags=["signatures"])
ONE = "/documents/{document}/versions/{number}"


@router.post(f"{ONE}/signatures", status_code=201, summary="Ký · Sign")
async def sign(document: UUID, number: Number, asked: Sign, caller: Asking) -> Made | None:
    """Signs what was read with one's own certificate; a repeated request gives the same signature.

    Only a version that this person opened, here or on the page, is signed.
    """
    reviewed = Reviewed(DocumentId(document), number, Sha256(asked.read))
    outcome = (await signatures.sign(caller.acts(asked.request), [reviewed], asked.pin, asked.warned))[0]
    return Made.of(outcome.signature) if outcome.signature else None


@router.post("/signatures", summary="Ký nhiều văn bản · Sign a set")
async def sign_set(asked: SignSet, caller: Asking) -> Outcomes:
    """Signs a reviewed set with one PIN: each document its own act, with its own outcome.

    Each was opened by this person, and may be signed together with others by the policy of its facility.
    """
    done = await signatures.sign(caller.acts(asked.request), [one.reviewed() for one in asked.set], asked.pin, asked.warned)
    return Outcomes(outcomes=[OutcomeAnswer.of(one) for one in done])


@router.post(f"{ONE}/claims", status_code=201, summary="Nhận việc · Take the task")
async def claim(document: UUID, number: Number, asked: Claim, caller: Asking) -> Refused:
    """The task rests for the others until signed or released."""
    reviewed = Reviewed(DocumentId(document), number, Sha256(asked.read))
    return Refused.of(await signatures.claim(caller.acts(asked.request), reviewed), {})


@router.post(f"{ONE}/releases", status_code=201, summary="Trả việc · Give the task back")
async def release(document: UUID, number: Number, asked: Release, caller: Asking) -> Refused:
    """One's own claim, or a colleague's as head of the department."""
    context = caller.acts(asked.request)
    whose = await naming.person(context, "whose", asked.whose) if asked.whose else context.position.person
    return Refused.of(await signatures.release(context, Reviewed(DocumentId(document), number, Sha256(asked.read)), whose), {})


@router.post(f"{ONE}/withdrawals", status_code=201, summary="Rút lại · Withdraw")
async def withdraw(document: UUID, number: Number, asked: Withdraw, caller: Asking) -> Refused:
    """Its author takes a version back before the last signature; the next version starts the chain again."""
    reviewed = Reviewed(DocumentId(document), number, Sha256(asked.read))
    return Refused.of(await signatures.withdraw(caller.acts(asked.request), reviewed, asked.reason), {})


@router.post(f"{ONE}/refusals", status_code=201, summary="Từ chối ký · Refuse to sign")
async def refuse(document: UUID, number: Number, asked: Refuse, caller: Asking) -> Refused:
    """Ends the version with a reason of the list and words; its author gets it back."""
    reviewed = Reviewed(DocumentId(document), number, Sha256(asked.read))
    context = caller.acts(asked.request)
    lacks = [
        NewShortcoming(one.what, await naming.person(context, f"shortcomings[{n}].owed_by", one.owed_by), one.due)
        for n, one in enumerate(asked.shortcomings)
    ]
    return Refused.of(await signatures.refuse(context, reviewed, asked.reason, asked.reason_code, tuple(lacks)), {})
