"""The regulations that files of evidence rest on: found when a file is brought, and looked at again as the register changes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.appraisal_acts import Acting
from domain.clock import day
from domain.councils import Appraisal
from domain.errors import Malformed
from domain.evidence_bases import EvidenceBasis, basis_of, chosen
from domain.tracks import Track
from store.queries import fact_links, regulations
from store.queries.fact_links import Rested
from store.writes import appraisals as writes


@dataclass(frozen=True)
class Superseded:
    """A regulation that files of an appraisal rest on, and what is in force in its place."""

    appraisal: Appraisal
    was: Rested
    now_is: EvidenceBasis

    @property
    def criterion(self) -> str:
        return self.was.criterion


async def basis_for(on: Acting, criterion: str, asked: str, brings: bool) -> EvidenceBasis:
    """What files that are brought now rest on. Raises: Malformed."""
    if asked and not brings:
        raise Malformed("rests_on: chọn tệp dựa trên quy chế này / choose the file that rests on this regulation")
    one = next(each for each in on.appraisal.edition.criteria if each.code == criterion)
    return chosen(one, asked, await regulations.all_in_force(on.session, on.track.facility, day(on.now)))


async def superseded(session: AsyncSession, track: Track, one: Appraisal, today: date) -> list[Superseded]:
    """What files of this appraisal rest on that is in force no more, or no longer the same."""
    rested = await fact_links.rested(session, track.id, one.purchase, [each.code for each in one.edition.criteria])
    ruling = await regulations.all_in_force(session, track.facility, today) if rested else []
    found = [Superseded(one, each, basis_of(each.code, ruling)) for each in rested]
    return [each for each in found if each.was.sha256 != each.now_is.sha256]


async def rest(session: AsyncSession, one: Superseded) -> None:
    """Its files rest on what is in force now."""
    await writes.rest(session, one.appraisal, one.criterion, one.was.sha256, one.now_is)
