"""The papers of going live: the decision, its announcement, the way back. Each is judged on the locked track and goes to be signed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.desk import Desk
from activities.documents import Of, Paper, make
from activities.golive_evaluations import evaluated, measured
from activities.golive_gates import Stands, stands
from activities.heads import office
from activities.papers import draft, issued, milestone_document
from activities.tracks import TrackAct, TrackStands, allowed_on_track, holders, stands_of, track_key
from domain.clock import day
from domain.errors import Malformed, NotFound
from domain.facility_states import ENDS, Reached, state_of
from domain.faults import both, halves
from domain.going_live import SIGNED, Act, GoLive, Step
from domain.golive_evaluations import evaluated_from
from domain.golive_lapses import lapses
from domain.golive_policies import Subject
from domain.names import DepartmentId, DocumentId, FacilityId, PersonId, TrackId, id_of
from domain.outside_papers import OutsidePaper
from domain.parts import Kind
from domain.roles import Role
from domain.tracks import State as MilestoneState
from domain.tracks import Track
from store.queries import appraisals, people
from store.queries import golive as queries
from store.queries import signatures as documents
from store.queries import tracks as track_queries
from store.queries.signatures import Document
from store.writes import acts, audit, notices
from store.writes import golive as writes
from store.writes import tracks as track_writes

FORMS: Mapping[Act, str] = {
    Act.DECIDE: "golive-decision",
    Act.PUBLISH: "golive-letter",
    Act.REVERSE: "golive-reversal",
    Act.EVALUATE: "golive-evaluation",
}
RIGHTS: Mapping[Act, str] = {act: f"golive.{act}" for act in FORMS}
TITLES: Mapping[Act, str] = {
    Act.DECIDE: "Quyết định ",
    Act.PUBLISH: "Công văn công bố, báo cáo việc ",
    Act.REVERSE: "Quyết định tạm dừng ",
    Act.EVALUATE: "Báo cáo đánh giá việc ",
}
TOLD: Mapping[Act, str] = {
    Act.DECIDED: "golive_decided",
    Act.PUBLISHED: "golive_published",
    Act.REVERSED: "golive_reversed",
    Act.EVALUATED: "golive_evaluated",
    Act.LAPSED: "golive_lapsed",
}
"""Step → kind of notice to the department of health and the facility's administrators."""


@dataclass(frozen=True)
class GolivePaper:
    """What is drawn up, and what its form asks for; by itself the decision on records."""

    data: dict[str, Any]
    subject: Subject = Subject.RECORD
    act: Act = Act.DECIDE
    department: str = ""
    """Of a way back: whose; empty for the whole."""


def golive_document(one: GoLive, act: Act, department: str = "") -> DocumentId:
    """One paper for one turn: drawn up again it is its next version; after something was reversed or lapsed it is another one.

    So is an evaluation after the one before was signed.
    """
    ended = {Act.EVALUATED} if act is Act.EVALUATE else {Act.REVERSED, Act.LAPSED}
    turn = sum(step.act in ended for step in one.steps)
    return DocumentId(id_of("golive-paper", one.track, one.subject, act, department, turn))


class Golive:
    """Hands of the track workflow that draw up the papers of going live."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="golive.decide")
    async def decide(self, act: TrackAct) -> TrackStands:
        """Judged on the locked row, then the paper goes to be signed. Raises: Incomplete, Malformed, WrongState, EarlierFirst, NotFound."""
        words = await self.desk.read(act.body, GolivePaper)
        async with self.desk.act() as (session, now):
            track = await track_queries.track(session, act.track, lock=True)
            now_stands = await stands(session, self.desk.policies, track, words.subject, now)
            right = RIGHTS[words.act]
            if not await acts.claim(session, act.actor, right, track.id, act.body.sha256, now):
                return stands_of(self.desk, track, now, await self._drawn_up(session, now_stands.golive, act))
            position = await allowed_on_track(session, act.actor, right, track, now_stands.golive.state(day(now)), now)
            track.check_running(right)
            after, of, first_day = await self._paper(session, track, now_stands, act, words, now)
            one = replace(now_stands.golive.step(words.act, act.actor.person, now), day=first_day, document=of.document)
            reason = str(words.data.get("reason", ""))
            one = replace(one, department=DepartmentId(words.department) if words.department else None, words=reason)
            await writes.step(session, now_stands.golive, one)
            facts = {"decision": words.subject, "document": of.document, "version": of.version}
            await audit.note_act(session, now, act.actor, position, right, ("track", track.id), None, **facts)
            return stands_of(self.desk, after, now, of)

    async def _drawn_up(self, session: AsyncSession, one: GoLive, act: TrackAct) -> Of:
        """What this act drew up. Raises: NotFound."""
        for which in dict.fromkeys(step.document for step in reversed(one.steps) if step.document and step.by == act.actor.person):
            if version := await documents.made_by(session, which, act.actor.request):
                return Of(which, version)
        raise NotFound("document", act.actor.request)

    async def _paper(
        self, session: AsyncSession, track: Track, now_stands: Stands, act: TrackAct, words: GolivePaper, now: datetime
    ) -> tuple[Track, Of, date | None]:
        one, today = now_stands.golive, day(now)
        data = {**words.data, "about": now_stands.policy.about}
        if words.act is Act.DECIDE:
            one.decide([gate.sentence for gate in now_stands.open], today)
            first_day = live_from(data.get("starts_on"))
            one.check_day(first_day, today)
            data["minutes"] = await self._minutes(session, track.id)
            milestone = next((m for m in track.milestones if m.kind is Kind.GOLIVE), None)
            if words.subject is Subject.RECORD and milestone and milestone.state is MilestoneState.OPEN:
                of_milestone = TrackAct(act.actor, act.track, act.body, milestone.code)
                return (*await draft(self.desk, session, track, of_milestone, data, now, first_day), first_day)
            return track, await self._made(session, track, one, act, words, data, now), first_day
        if words.act is Act.EVALUATE:
            return track, await self._evaluation(session, track, now_stands, act, words, now), None
        if words.act is Act.PUBLISH:
            one.publish(now_stands.fallen, today)
            data["starts_on"] = f"{one.first_day:%d/%m/%Y}" if one.first_day else data.get("starts_on")
        else:
            department = await self._department(session, track, words.department)
            data["where"] = department
            one.reverse(DepartmentId(words.department) if words.department else None, str(data.get("reason", "")), today)
            one.check_day(live_from(data.get("starts_on")), today)
        data["decision"] = await self._decision(session, one)
        return track, await self._made(session, track, one, act, words, data, now), one.first_day

    async def _made(
        self, session: AsyncSession, track: Track, one: GoLive, act: TrackAct, words: GolivePaper, data: dict[str, Any], now: datetime
    ) -> Of:
        whole = {**data, **await office(session, track.facility)}
        which, form = golive_document(one, words.act, words.department), FORMS[words.act]
        title = TITLES[words.act] + data["about"] + (f", {data['where']}" if data.get("where") else "")
        paper = Paper(which, track.facility, form, ("track", track.id), track_key(track.id), whole, title=title)
        return await make(self.desk, session, paper, act.actor, now)

    async def _evaluation(
        self, session: AsyncSession, track: Track, now_stands: Stands, act: TrackAct, words: GolivePaper, now: datetime
    ) -> Of:
        """What was and what is, as hsba and the surveys have it at this moment; the words are the facility's."""
        begun = evaluated_from(now_stands.golive, day(now))
        found = await evaluated(session, self.desk.policies, track, now_stands.policy, begun, now)
        decision = await self._decision(session, now_stands.golive)
        said = {"about": now_stands.policy.about, "decision": decision, "begun": f"{begun:%d/%m/%Y}", "measured": measured(found)}
        return await self._made(session, track, now_stands.golive, act, words, {**words.data, **said}, now)

    async def _department(self, session: AsyncSession, track: Track, which: str) -> str:
        """Its name; empty for the whole. Raises: NotFound."""
        if not which:
            return ""
        names = {str(code): name for code, name in await people.departments(session, track.facility)}
        if which not in names:
            raise NotFound("department", which)
        return names[which]

    async def _decision(self, session: AsyncSession, one: GoLive) -> str:
        """How the newest signed decision is cited. Raises: NotFound without one."""
        found = next((step for step in reversed(one.steps) if step.act is Act.DECIDED), None)
        if found is None or found.document is None:
            raise NotFound("golive", one.subject)
        document = await documents.document(session, found.document)
        version = await documents.version(session, document.id, document.current)
        if version.issue_number and version.issued_on:
            number = f"{version.issue_number:02}/{version.series} ngày {version.issued_on:%d/%m/%Y}"
            return f"Quyết định số {number} về việc {(version.data or {}).get('about', document.title)}"
        return issued(document, version)

    async def _minutes(self, session: AsyncSession, track: TrackId) -> str:
        """How the decision cites the minutes of the newest closed appraisal."""
        for appraisal in reversed(await appraisals.of_track(session, track, self.desk.policies)):
            sitting = await appraisals.sitting(session, appraisal.id)
            if appraisal.edition.council == "readiness" and sitting.closed_at and sitting.minutes and sitting.decided_at:
                document = await documents.document(session, sitting.minutes)
                version = await documents.version(session, document.id, document.current)
                return f"{issued(document, version)}, ngày {day(sitting.decided_at):%d/%m/%Y}"
        return ""

    @staticmethod
    async def finish(desk: Desk, session: AsyncSession, document: Document, now: datetime) -> bool:
        """Everybody signed a paper of going live: it counts unless something fell meanwhile. Whether it also ends a milestone."""
        found = await queries.drawn_up(session, document.id)
        if found is None:
            return True
        which, subject, drawn = found
        track = await track_queries.track(session, which, lock=True)
        now_stands = await stands(session, desk.policies, track, subject, now)
        one = now_stands.golive
        if lapsed := lapses(one, drawn, now_stands.fallen, day(now)):
            made = replace(one.step(Act.LAPSED, None, now), code=drawn.act, words="; ".join(halves(said)[0] for said in lapsed))
            await writes.step(session, one, replace(made, department=drawn.department, document=document.id))
            await _tell(session, one, track, subject, made, (await people.facility(session, track.facility)).name, now)
            return False
        version = await documents.version(session, document.id, document.current)
        number = f"{version.issue_number:02}/{version.series}" if version.issue_number else document.code
        facility = (await people.facility(session, track.facility)).name
        paper = OutsidePaper(number, version.issued_on or day(now), facility)
        made = replace(
            one.step(SIGNED[drawn.act], None, now), day=drawn.day, paper=paper, department=drawn.department, document=document.id
        )
        await writes.step(session, one, replace(made, words=drawn.words))
        if made.act is Act.REVERSED and made.department is None and subject is Subject.RECORD:
            await track_writes.change(session, track, track.back_to_paper(now), now)
        if made.act is Act.REVERSED and subject is Subject.RECORD:
            reached = (await queries.states(session, [which]))[which]
            for ended in ENDS[made.department is None] & set(reached):
                await writes.reach(session, which, ended, Reached(paper.day or day(now), paper, None, now, over=True), now)
        if state := state_of(subject, made.act):
            await writes.reach(session, which, state, Reached(paper.day or day(now), paper, None, now), now)
        await _tell(session, one, track, subject, made, facility, now)
        return document.id == milestone_document(which, next((m.code for m in track.milestones if m.kind is Kind.GOLIVE), ""))


async def _heads(session: AsyncSession, one: GoLive, made: Step, facility: FacilityId, now: datetime) -> set[PersonId]:
    """Who leads the departments that return to paper."""
    if made.act is not Act.REVERSED:
        return set()
    back = {made.department} if made.department else set(one.departments)
    held = await people.holders(session, facility, day(now))
    return {who for who, role, where in held if role is Role.HEAD and where in back}


async def _tell(session: AsyncSession, one: GoLive, track: Track, subject: Subject, made: Step, facility: str, now: datetime) -> None:
    told = {
        *await _heads(session, one, made, track.facility, now),
        *await holders(session, track.department, Role.HEALTH_OFFICER, now),
        *await holders(session, track.facility, Role.ADMINISTRATOR, now),
    }
    facts = {"facility": facility, "number": made.paper.number, "day": f"{made.day:%d/%m/%Y}" if made.day else ""}
    key = f"golive/{track.id}/{subject}/{made.number}"
    await notices.tell(session, key, sorted(told), TOLD[made.act], f"/tracks/{track.id}/golive/{subject}", now, **facts)


def live_from(text: object) -> date:
    """`21/11/2026` or `2026-11-21`. Raises: Malformed."""
    try:
        said = str(text)
        return date(*map(int, reversed(said.split("/")))) if "/" in said else date.fromisoformat(said)
    except (ValueError, TypeError, OverflowError):
        raise Malformed(both("starts_on: hãy ghi ngày, như 21/11/2026", "give a day")) from None
