"""Going live as a milestone: it reports itself by its signed decision, and is reported by hand only after it."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Incomplete
from domain.faults import both
from domain.going_live import Act
from domain.golive import check_ready, readiness
from domain.golive_policies import Subject
from domain.policies import PolicyBook
from domain.tracks import Track
from store.queries import appraisals
from store.queries import golive as queries


async def check_decided(session: AsyncSession, policies: PolicyBook, track: Track) -> None:
    """Going live is reported by hand only once the decision on records is signed; before, it reports itself. Raises: Incomplete."""
    one = await queries.golive(session, track.id, Subject.RECORD)
    if one.last(Act.DECIDED) is None:
        check_ready(readiness(await appraisals.of_track(session, track.id, policies)))
        vi = "Chưa có quyết định thay giấy được ký: lập ở trang Thay giấy, ký đủ thì mốc này tự được báo cáo"
        raise Incomplete(
            both(vi, "No decision to drop paper is signed: draw it up on the page of going live; signed, it reports this milestone")
        )
