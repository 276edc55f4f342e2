"""The papers milestones end in: drafted, and reported by themselves once everybody has signed."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.documents import Of, Paper, make
from activities.heads import office
from activities.surveys import BASELINE, surveyed
from activities.tracks import TrackAct, TrackStands, allowed_on_track, holders, stands_of, tell_of, titles, track_key, wake
from activities.waiting import check_turn
from domain.clock import day
from domain.errors import NotFound, Refusal, WrongState
from domain.names import DocumentId, PositionId, TrackId, id_of
from domain.parts import Kind
from domain.roles import Role
from domain.tracks import PAPERS, WAITS, Track
from store.queries import signatures as documents
from store.queries import tracks as queries
from store.queries.signatures import Document, Version
from store.writes import acts, audit
from store.writes import surveys as survey_writes
from store.writes import tracks as writes
from store.writes.tracks import Words


@dataclass(frozen=True)
class DraftWords:
    """What the form of the milestone asks for."""

    data: dict[str, Any]
    survey: int | None = None
    """Number of the reviewed survey it is made from: what the form asks for is then its answers."""


def milestone_document(track: TrackId, milestone: str) -> DocumentId:
    """One document for one milestone: what is drafted again is its next version."""
    return DocumentId(id_of("milestone-document", track, milestone))


async def draft(
    desk: Desk, session: AsyncSession, track: Track, act: TrackAct, data: dict[str, Any], now: datetime, live_from: date | None = None
) -> tuple[Track, Of]:
    """The next version of the milestone's document, and the track with the milestone begun.

    Raises: NotFound, WrongState, EarlierFirst, Malformed.
    """
    form = PAPERS.get(track.of(act.milestone).kind)
    if form is None:
        raise NotFound("form", act.milestone)
    after = track.begin(act.milestone, now)
    names = await titles(session, track.id)
    await check_turn(session, desk.policies, after, act.milestone)
    which = milestone_document(track.id, act.milestone)
    whole = {**data, **await office(session, track.facility)}
    paper = Paper(which, track.facility, form, ("track", track.id), track_key(track.id), whole, title=names[act.milestone])
    of = await make(desk, session, paper, act.actor, now)
    await writes.document(session, which, track.id, act.milestone, live_from)
    await writes.change(session, track, after, now)
    return after, of


class Papers:
    """Hands of the track workflow that draft."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="track.draft")
    async def draft(self, act: TrackAct) -> TrackStands:
        """A survey form or a procurement proposal; the go-live decision has its own act.

        A regulation is drafted in its own room, where units comment and somebody else holds it against the law: never at once.
        """
        words = await self.desk.read(act.body, DraftWords)
        words.data.pop(BASELINE, None)  # only the house says what a survey says
        async with self.desk.act() as (session, now):
            track = await queries.track(session, act.track, lock=True)
            if not await acts.claim(session, act.actor, "track.draft", f"{track.id}/{act.milestone}", act.body.sha256, now):
                return stands_of(self.desk, track, now, await newest(session, milestone_document(track.id, act.milestone)))
            position = await allowed_on_track(session, act.actor, "track.draft", track, track.of(act.milestone).state, now)
            _check_here(track.of(act.milestone).kind, act.milestone)
            drawn = await surveyed(self.desk, session, track, words.survey) if words.survey else None
            after, of = await draft(self.desk, session, track, act, drawn.data if drawn else words.data, now)
            if drawn:
                await survey_writes.drawn_up(session, drawn.survey, of.document)
            facts = {"milestone": act.milestone, "document": of.document, "version": of.version}
            await audit.note_act(session, now, act.actor, position, "track.draft", ("track", track.id), None, **facts)
            return stands_of(self.desk, after, now, of)

    @staticmethod
    async def finish(session: AsyncSession, document: Document, now: datetime) -> None:
        """Everybody signed: the milestone is reported with the document as its evidence; a go-live decision names the day."""
        found = await queries.milestone_document(session, document.id)
        version = await documents.version(session, document.id, document.current)
        track = await queries.track(session, found.track, lock=True)
        live = replace(track, live_from=found.live_from or track.live_from)
        words = Words(paper=issued(document, version), document=document.id)
        await report(session, track, live, found.milestone, words, version, now)


def _check_here(kind: Kind, milestone: str) -> None:
    """Raises: NotFound, WrongState for a paper that has a room of its own."""
    if kind is Kind.GOLIVE:
        raise NotFound("form", milestone)
    if kind is Kind.REGULATION:
        raise WrongState("track.draft", "regulation")


async def newest(session: AsyncSession, which: DocumentId) -> Of:
    return Of(which, (await documents.document(session, which)).current)


def issued(document: Document, version: Version) -> str:
    """How an office cites the paper: its number and day when it has them, else its look-up code."""
    if version.issue_number and version.issued_on:
        return f"{document.title}, số {version.issue_number:02}/{version.series} ngày {version.issued_on:%d/%m/%Y}"
    return f"{document.title}, mã tra cứu {document.code}"


async def report(session: AsyncSession, track: Track, base: Track, milestone: str, words: Words, version: Version, now: datetime) -> None:
    """Reports a milestone in the name of whoever drew up the paper; one that is reported already keeps its report.

    The paper is signed whatever the track says: what cannot be reported (dropped, found short by a council) is told, never refused.
    """
    after = base
    found = next((one for one in track.milestones if one.code == milestone), None)
    if found is None:  # dropped by a later edition, or the facility is no more, while it was being signed
        await _alone(session, track, milestone, words, now)
        return
    if found.state in WAITS:
        try:
            after = base.report(milestone, version.issued_on or day(now), version.author, now)
        except Refusal:
            administrators = await holders(session, track.facility, Role.ADMINISTRATOR, now)
            await tell_of(session, "milestone_paper_alone", track, milestone, administrators, str(words.document), now, paper=words.paper)
            await _alone(session, track, milestone, words, now)
            await writes.change(session, track, base, now)
            return
        await writes.report(session, after, milestone, words, version.author, PositionId(version.position), now)
        officers = await holders(session, track.department, Role.HEALTH_OFFICER, now)
        await tell_of(session, "milestone_reported", after, milestone, officers, str(after.of(milestone).reports), now)
        await wake(session, track, now)
        await audit.note(session, now, None, "track.report", ("track", track.id), milestone=milestone, document=words.document)
    await writes.change(session, track, after, now)


async def _alone(session: AsyncSession, track: Track, milestone: str, words: Words, now: datetime) -> None:
    """The paper stands for itself: nothing is reported with it."""
    await audit.note(session, now, None, "track.paper_alone", ("track", track.id), milestone=milestone, document=words.document)
