"""What follows when everybody has signed a paper of a purchase."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.papers import issued, report
from activities.procurement_tellings import keep
from domain.declarations import Claim, Declaration
from domain.errors import Refusal
from domain.names import PersonId
from domain.procurement_routes import StepKind
from domain.procurement_said import signed_quantities
from domain.tracks import State, Track
from store.queries import procurement as queries
from store.queries import signatures as documents
from store.queries import tracks
from store.queries.signatures import Document
from store.writes import audit
from store.writes.tracks import Words


async def finish(session: AsyncSession, document: Document, now: datetime) -> bool:
    """Everybody signed: the step is passed; acceptance minutes report the milestone. False for a document that is no purchase's."""
    paper = await queries.paper(session, document.id)
    if paper is None:
        return False
    track = await tracks.track(session, (await queries.procurement(session, paper.procurement)).track, lock=True)
    was = await queries.procurement(session, paper.procurement, lock=True)
    version = await documents.version(session, document.id, document.current)
    accepting = was.step(paper.step).kind is StepKind.ACCEPTANCE
    try:
        after, event = was.sign(paper.step, document.id, now, signed_quantities(version.data or {}) if accepting else None)
    except Refusal:  # stopped, or sent back, while it was being signed: the paper stands for itself
        facts = {"procurement": was.id, "name": was.title, "document": document.id}
        await audit.note(session, now, None, "procurement.paper_alone", ("track", was.track), None, None, **facts)
        return True
    await keep(session, was, after, event, now, None, None)
    if accepting and after.milestone:
        words = Words(paper=issued(document, version), document=document.id)
        await report(session, track, _declared(track, after.milestone, version.author, now), after.milestone, words, version, now)
    return True


def _declared(track: Track, code: str, by: PersonId, now: datetime) -> Track:
    """Of what nobody declared yet the signed minutes say themselves how far it is."""
    undeclared = any(one.code == code and one.state is State.UNDECLARED for one in track.milestones)
    return track.declare(Declaration(code, Claim.DOING), by, now) if undeclared else track
