"""What a person may ask about a track and its milestones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.on_behalf import behalves
from activities.papers import DraftWords
from activities.tracks import Declared, JudgeWords, ReportWords, TrackAct, track_key
from domain.boards import cell, deadline
from domain.calendars import calendar_of
from domain.declarations import Claim, Declaration, check_declarations
from domain.errors import Malformed, NotFound
from domain.escalations import Level, risen, rises
from domain.faults import both
from domain.forecasts import forecast, helps_most, slack
from domain.forms import Form
from domain.golive import Readiness, gates, readiness
from domain.names import DocumentId, TrackId, track_workflow
from domain.on_behalf import OWN
from domain.parts import Kind, Part, Task
from domain.people import demand, may
from domain.plans import Plan
from domain.schedules import bars
from domain.tracks import PAPERS, State, Track
from services import access
from services.acts import body, tell
from services.context import Context
from services.evidence import Upload, keep
from services.track_views import MilestoneLine, MilestoneView, TrackView, appraisal_lines
from store.queries import appraisals, audit, declarations, extensions, letters, mergers, people, plans, regulations, signatures
from store.queries import plan_editions as editions
from store.queries import procurement as purchases
from store.queries import tracks as queries
from store.queries.audit import TimelineLine
from store.queries.plans import OpenPlan
from store.queries.tracks import TrackLine
from store.queries.waiting import with_others
from workflows.tracks import TrackWorkflow


@dataclass(frozen=True)
class NewReport:
    """What a unit says of a milestone: done, which needs its day and a file or a paper; or not applicable, with reason and paper."""

    done_on: date | None
    note: str = ""
    paper: str = ""
    files: tuple[Upload, ...] = ()
    claim: Claim = Claim.DONE


async def mine(context: Context) -> list[TrackLine]:
    """Tracks the position reaches. Raises: NotAllowed."""
    demand(context.position, "track.read", "*", context.today)
    async with context.house.sessions() as session:
        return await queries.mine(session, context.position)


async def read(context: Context, which: TrackId) -> TrackView:
    """A track's page. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        plan = await plans.plan(session, track.plan)
        words = await editions.words(session, context.house.policies, plan)
        track = await with_others(session, context.house.policies, plan, track)
        lines = await _lines(session, context, track)
        judged = await appraisals.of_track(session, which, context.house.policies)
        ready = readiness(judged)
        has_golive = any(one.kind is Kind.GOLIVE for one in track.milestones)
        titles = {one.spec.code: one.spec.title for one in lines}
        usual = await plans.usual(session, track.plan, context.today)
        expected = forecast(track, usual, words.effective_from, context.today)
        return TrackView(
            track,
            await people.facility(session, track.facility),
            (await people.facility(session, track.department)).name,
            plan,
            words,
            lines,
            gates(track, ready, titles) if has_golive else (),
            ready,
            appraisal_lines(judged, await purchases.titles(session, [one.purchase for one in judged if one.purchase])),
            expected,
            slack(track, expected),
            helps_most(track, expected, context.today),
            deadline(track),
            bars(track, (expected.habit if expected else usual).expected, words.effective_from, context.today),
            await audit.of_subject(session, "track", which),
            context.today,
            await queries.dropped(session, which),
            await queries.closed(session, which),
            await mergers.authorities(session, track.plan),
            reminded=(await letters.reminded(session, [which])).get(which, []),
        )


async def _lines(session: AsyncSession, context: Context, track: Track, dropped: bool = False) -> list[MilestoneLine]:
    ends_in = await queries.documents(session, track.id)
    papers = {one.id: (one, version) for one, version in await signatures.newest(session, list(ends_in.values()))}
    return [
        MilestoneLine(spec, one, cell(track, one, context.today), papers.get(ends_in[one.code]) if one.code in ends_in else None)
        for spec, one in zip(await queries.specs(session, track.id, dropped), track.milestones, strict=True)
    ]


async def milestone(context: Context, which: TrackId, code: str) -> MilestoneView:
    """A milestone's page. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        plan = await plans.plan(session, track.plan)
        track = await with_others(session, context.house.policies, plan, track)
        line = await _line(session, context, track, code)
        words, task, part = await _said_of(session, context, plan, code)
        facility = await people.facility(session, track.facility)
        ready = readiness(await appraisals.of_track(session, which, context.house.policies))
        timeline = [one for one in await audit.of_subject(session, "track", which) if code in _named(one)]
        return MilestoneView(
            track,
            facility,
            plan,
            words,
            line,
            task,
            part,
            words.unit(line.spec.carried_out_by).name if line.spec.carried_out_by else facility.name,
            words.unit(line.spec.accepted_by).name if line.spec.accepted_by else "",
            await queries.reports(session, which, code),
            await editions.moves(session, plan.id, code, which),
            timeline,
            await appraisals.council_of_report(session, which, code, line.progress.reports),
            _draft(context, track, line, ready),
            [one for one in (await letters.reminded(session, [which])).get(which, []) if code in one.codes],
            _to_province(context, track, line, words),
            (await declarations.of_track(session, which, code)).get(code),
            await regulations.of_milestone(session, which, code) is not None and track.facility == context.position.facility,
            (await behalves(session, context.house.policies, context.position, track)).get(code, OWN),
            next(iter(await extensions.waiting(session, plan.id, code, [which])), None),
        )


async def _line(session: AsyncSession, context: Context, track: Track, code: str) -> MilestoneLine:
    """Also of a milestone that a later edition dropped. Raises: NotFound."""
    whole = track if any(one.code == code for one in track.milestones) else await queries.track(session, track.id, dropped=True)
    for line in await _lines(session, context, whole, dropped=whole is not track):
        if line.spec.code == code:
            return line
    raise NotFound("milestone", code)


async def _said_of(session: AsyncSession, context: Context, plan: OpenPlan, code: str) -> tuple[Plan, Task, Part]:
    """The edition that runs, with a task and part of it, or of the last edition that had them. Raises: NotFound."""
    running = await editions.words(session, context.house.policies, plan)
    kept = [line.id for line in await editions.lines(session, plan.department, plan.code)]
    for words in (running, *[await editions.plan(session, one) for one in kept]):
        if found := next(((task, part) for task, part in words.parts() if part.code == code), None):
            return running, *found
    raise NotFound("part", code)


def _to_province(context: Context, track: Track, line: MilestoneLine, plan: Plan) -> bool:
    """As the ladder of the unit's settings has it today."""
    calendar = calendar_of(context.house.policies.care(track.facility, context.today))
    ladder = rises(calendar.ladder, calendar.escalate_after)
    due = next((d for d, to in risen(ladder, track.own, plan.accepting(line.spec.accepted_by)) if to is Level.PROVINCE), None)
    return due is not None and line.cell.days_late >= due


def _named(line: TimelineLine) -> tuple[str, ...]:
    return (str(line.facts.get("milestone", "")), *line.facts.get("milestones", ()))


def _draft(context: Context, track: Track, line: MilestoneLine, ready: Readiness) -> Form | None:
    form = PAPERS.get(line.spec.kind)
    golive = line.spec.kind is Kind.GOLIVE
    right = may(context.position.role, "golive.decide" if golive else "track.draft")
    if form is None or not right or line.progress.state is not State.OPEN or line.signing:
        return None
    if track.turns_on(line.spec.code) or track.bound_by(line.spec.code):
        return None
    if golive and ready is not Readiness.MET:
        return None
    return context.house.policies.form(form, context.today)


async def declare(context: Context, which: TrackId, declarations: Sequence[Declaration]) -> Track:
    """Khai báo lại: all or none. Raises: Malformed, NotFound, NotAllowed, OutOfReach, WrongState, Unavailable."""
    check_declarations(declarations, context.today)
    return await _act(context, which, "track.declare", TrackWorkflow.declare, Declared(tuple(declarations)))


async def report(context: Context, which: TrackId, code: str, new: NewReport) -> Track:
    """Reports a milestone done, or not for this unit.

    Raises: Malformed, Incomplete, EarlierFirst, NotFound, NotAllowed, OutOfReach, WrongState, Unavailable.
    """
    if new.done_on is None and new.claim is Claim.DONE:
        raise Malformed(both("done_on: chọn ngày", "choose a day"))
    files = tuple([await keep(context, which, one, "track.report") for one in new.files])
    said = ReportWords(new.done_on or context.today, new.note, new.paper, files, new.claim)
    return await _act(context, which, "track.report", TrackWorkflow.report, said, code)


async def accept(context: Context, which: TrackId, code: str, note: str = "", paper: str = "") -> Track:
    """Verifies a report. Raises: NotFound, NotAllowed, OutOfReach, SamePerson, WrongState, EarlierFirst, Incomplete, Unavailable."""
    return await _act(context, which, "track.accept", TrackWorkflow.accept, JudgeWords(note, paper), code)


async def send_back(context: Context, which: TrackId, code: str, reason: str) -> Track:
    """Sends a report back with the reason, whatever comes first. Raises: as `accept`."""
    return await _act(context, which, "track.send_back", TrackWorkflow.send_back, JudgeWords(reason), code)


async def draft(context: Context, which: TrackId, code: str, data: dict[str, Any]) -> DocumentId:
    """Draws up the document a milestone ends in; a regulation's is drafted (`services.regulations`).

    Raises: Malformed, ChainUnfillable, EarlierFirst, NotFound, NotAllowed, OutOfReach, WrongState.
    """
    return await drawn_up(context, which, "track.draft", TrackWorkflow.draft, DraftWords(data), code)


async def drawn_up(context: Context, which: TrackId, right: str, update: object, words: DraftWords, code: str = "") -> DocumentId:
    act = await _said(context, which, right, words, code)
    stands = await tell(context, TrackWorkflow.run, track_workflow(which), which, update, act)
    made: DocumentId = stands.begins.document
    return made


async def _said(context: Context, which: TrackId, right: str, words: object, code: str) -> TrackAct:
    """Nothing is laid down and no process is woken for whoever may not ask."""
    async with context.house.sessions() as session:
        await access.track(session, context, which, right)
    return TrackAct(context.actor, which, await body(context, track_key(which), words), code)


async def _act(context: Context, which: TrackId, right: str, update: object, words: object, code: str = "") -> Track:
    act = await _said(context, which, right, words, code)
    stands = await tell(context, TrackWorkflow.run, track_workflow(which), which, update, act)
    track: Track = stands.track
    return track
