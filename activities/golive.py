"""Deciding to go live: refused without the council's met verdict on the evidence as it is now."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.papers import DraftWords, draft, issued, milestone_document, newest
from activities.tracks import TrackAct, TrackStands, allowed_on_track, stands_of
from domain.clock import day
from domain.errors import Malformed
from domain.golive import check_ready, readiness
from domain.names import TrackId
from domain.parts import Kind
from store.queries import appraisals
from store.queries import signatures as documents
from store.queries import tracks as queries
from store.writes import acts, audit


class Golive:
    """Hands of the track workflow that draft the decision."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="golive.decide")
    async def decide(self, act: TrackAct) -> TrackStands:
        """Gates checked on the locked row, then the decision goes to be signed. Raises: Incomplete, Malformed, WrongState."""
        words = await self.desk.read(act.body, DraftWords)
        async with self.desk.act() as (session, now):
            track = await queries.track(session, act.track, lock=True)
            milestone = track.first(Kind.GOLIVE)
            if not await acts.claim(session, act.actor, "golive.decide", track.id, act.body.sha256, now):
                return stands_of(self.desk, track, now, await newest(session, milestone_document(track.id, milestone.code)))
            position = await allowed_on_track(session, act.actor, "golive.decide", track, milestone.state, now)
            check_ready(readiness(await appraisals.of_track(session, track.id, self.desk.policies)))
            data = {**words.data, "minutes": await self._minutes(session, track.id)}
            of_milestone = TrackAct(act.actor, act.track, act.body, milestone.code)
            after, of = await draft(self.desk, session, track, of_milestone, data, now, live_from(words.data.get("starts_on")))
            facts = {"milestone": milestone.code, "document": of.document, "version": of.version}
            await audit.note_act(session, now, act.actor, position, "golive.decide", ("track", track.id), None, **facts)
            return stands_of(self.desk, after, now, of)

    async def _minutes(self, session: AsyncSession, track: TrackId) -> str:
        """How the decision cites the minutes of the newest closed appraisal."""
        for appraisal in reversed(await appraisals.of_track(session, track, self.desk.policies)):
            sitting = await appraisals.sitting(session, appraisal.id)
            if appraisal.edition.council == "readiness" and sitting.closed_at and sitting.minutes and sitting.decided_at:
                document = await documents.document(session, sitting.minutes)
                version = await documents.version(session, document.id, document.current)
                return f"{issued(document, version)}, ngày {day(sitting.decided_at):%d/%m/%Y}"
        return ""


def live_from(text: object) -> date:
    """`21/11/2026` or `2026-11-21`. Raises: Malformed."""
    try:
        said = str(text)
        return date(*map(int, reversed(said.split("/")))) if "/" in said else date.fromisoformat(said)
    except (ValueError, TypeError):
        raise Malformed("starts_on: hãy ghi ngày, như 21/11/2026 / give a day") from None
