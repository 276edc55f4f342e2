"""What waits in a disposal beside signatures: its council, its votes, their closing, the head's decision, a paper that was refused."""

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from domain.disposals import DisposalState, Fate
from domain.people import Position
from domain.seats import Seat
from domain.signatures import MADE_AGAIN
from store.queries.errands import Errand
from store.tables.disposals import BallotRow, DisposalItemRow, DisposalMemberRow, DisposalRow
from store.tables.signatures import DocumentRow, VersionRow

SINCE = func.coalesce(DisposalRow.destroyed_at, DisposalRow.closed_vote_at, DisposalRow.voting_since, DisposalRow.proposed_at)
"""The last thing that was done in its course."""
D, State = DisposalRow, DisposalState


async def to_found(session: AsyncSession, position: Position) -> list[Errand]:
    """Lists that were proposed and have no council yet."""
    return await _waiting(session, position, "found", "/council", D.state == State.PROPOSED)


async def to_vote(session: AsyncSession, position: Position) -> list[Errand]:
    """Disposals in whose council this person sits and has not spoken of all of the list."""
    m = DisposalMemberRow
    mine = exists().where(m.disposal == D.id, m.person == position.person, ~_voted(m))
    return await _waiting(session, position, "ballot", "/vote", D.state == State.VOTING, mine)


async def to_close(session: AsyncSession, position: Position) -> list[Errand]:
    """Votes that the chair closes: everybody has spoken; minutes that were refused or taken back."""
    m, other = DisposalMemberRow, aliased(DisposalMemberRow)
    chairs = exists().where(m.disposal == D.id, m.person == position.person, m.seat == Seat.CHAIR)
    everybody = ~exists().where(other.disposal == D.id, ~_voted(other))
    closing = await _waiting(session, position, "close", "", D.state == State.VOTING, chairs, everybody)
    return closing + await _waiting(session, position, "again", "", D.state == State.MINUTES, chairs, _refused())


async def to_decide(session: AsyncSession, position: Position) -> list[Errand]:
    """Lists that were voted on, of which something is left: the head's decision is to be drawn up."""
    i = DisposalItemRow
    left = exists().where(i.disposal == D.id, i.fate == Fate.LISTED)
    return await _waiting(session, position, "decide", "", D.state == State.REVIEWED, left)


async def to_redraft(session: AsyncSession, position: Position) -> list[Errand]:
    """Papers of the records office that were refused or taken back."""
    own = D.state.in_((State.COUNCIL, State.DECISION, State.DESTROYED))
    return await _waiting(session, position, "redraft", "", own, _refused())


def _voted(m: type[DisposalMemberRow]) -> ColumnElement[bool]:
    """The member spoke of the whole list (line 0) or of every line that is still on it."""
    b, i = BallotRow, DisposalItemRow
    mine = select(b.item).where(b.disposal == m.disposal, b.person == m.person)
    of = exists(mine.where(b.item == i.number).correlate(m, i))
    silent = exists(select(i.number).where(i.disposal == m.disposal, i.fate == Fate.LISTED, ~of).correlate(m))
    return exists(mine.where(b.item == 0).correlate(m)) | ~silent


def _refused() -> ColumnElement[bool]:
    """The paper that the course waits for was refused or taken back: all before it are signed."""
    d, v = DocumentRow, VersionRow
    of = (d.subject_kind == "disposal", d.subject == cast(D.id, String), v.ended.in_(MADE_AGAIN))
    return exists(select(d.id).join(v, and_(v.document == d.id, v.number == d.current)).where(*of).correlate(D))


async def _waiting(session: AsyncSession, position: Position, kind: str, page: str, *those: ColumnElement[bool]) -> list[Errand]:
    asked = select(D.id, D.title, SINCE).where(D.facility == position.facility, *those).order_by(D.number)
    return [Errand(kind, f"/disposals/{which}{page}", title, since) for which, title, since in await session.execute(asked)]
