"""A facility's regulations as pages and machines read them: the list, one with its rounds, two versions beside each other, the print."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.heads import office
from activities.regulations import regulation_key
from domain.differences import ArticleDifference, Piece, differences, opening
from domain.errors import NotFound
from domain.names import DepartmentId, FacilityId, PersonId, RegulationId, Sha256, TrackId
from domain.people import demand, may
from domain.regulation_drafts import Draft, RegulationTemplate, paper_of, template_for
from domain.regulations import OPEN, Asked, InForce, Regulation, RegulationState
from domain.signatures import MADE_AGAIN
from domain.tracks import WAITS, Track
from services.context import Context
from services.regulations import cited, templates
from store.queries import audit, editions, people, plans, tracks
from store.queries import regulations as queries
from store.queries import signatures as documents
from store.queries.audit import TimelineLine
from store.queries.regulations import Check, Comment, DraftVersion

FORM = "regulation"
Differences = tuple[tuple[Piece, ...], tuple[ArticleDifference, ...]]
"""Of the opening, and of every article."""


@dataclass(frozen=True)
class Demanded:
    """A regulation that a plan asks the facility for and that is not begun."""

    track: TrackId
    milestone: str
    title: str
    plan: str
    due: date | None
    template: RegulationTemplate | None


@dataclass(frozen=True)
class RegulationsView:
    """The facility's regulations, what plans still ask for, and what a draft can begin from."""

    facility: str
    regulations: list[Regulation]
    demanded: list[Demanded]
    asked: list[Regulation]
    """On which the own unit is asked and has not answered."""
    templates: list[RegulationTemplate]
    may_draft: bool
    may_read_register: bool


@dataclass(frozen=True)
class RegulationView:
    """Everything a regulation's page shows."""

    regulation: Regulation
    versions: list[DraftVersion]
    """Oldest first; none of a paper of before hsba."""
    template: RegulationTemplate | None
    asked: list[Asked]
    """Of the round that is open, or the last one."""
    departments: Mapping[DepartmentId, str]
    comments: list[Comment]
    checks: list[Check]
    names: Mapping[PersonId, str]
    timeline: list[TimelineLine]
    replaces: Regulation | None
    """In whose place it says it comes; of one not submitted yet, the one it will name."""
    superseded_by: Regulation | None
    given_back: str
    """Why its paper was refused or taken back; empty while it is signed."""
    document_state: str
    acts: frozenset[str]
    """What the acting position may do about it now."""
    mine: DepartmentId | None
    """The own unit, when it is asked in the open round."""
    least_days: int


async def listing(context: Context) -> RegulationsView:
    """Raises: NotAllowed."""
    demand(context.position, "regulation.read", "*", context.today)
    facility, role = context.position.facility, context.position.role
    async with context.house.sessions() as session:
        found = await queries.of_facility(session, facility)
        mine = context.position.department
        return RegulationsView(
            (await people.facility(session, facility)).name,
            found,
            await _demanded(session, context, found) if may(role, "regulation.draft") else [],
            await queries.asked_of(session, facility, mine) if mine else [],
            templates(context),
            may(role, "regulation.draft"),
            may(role, "issuing.read"),
        )


async def _demanded(session: AsyncSession, context: Context, known: list[Regulation]) -> list[Demanded]:
    """Milestones of the facility's running tracks that wait for a regulation which nobody drafts."""
    found = []
    begun = {(one.track, one.milestone) for one in known if one.state is not RegulationState.WITHDRAWN}
    for line in await tracks.mine(session, context.position):
        track = await tracks.track(session, line.track)
        if track.facility != context.position.facility or track.closed_on:
            continue
        title = (await plans.plan(session, track.plan)).title
        found += [one for one in await _of_track(session, context, track, title) if (one.track, one.milestone) not in begun]
    return sorted(found, key=lambda one: (one.due or date.max, one.milestone))


async def _of_track(session: AsyncSession, context: Context, track: Track, plan: str) -> list[Demanded]:
    specs = {spec.code: spec for spec in await tracks.specs(session, track.id)}
    return [
        Demanded(track.id, one.code, specs[one.code].title, plan, one.due, template_for(templates(context), specs[one.code].title))
        for one in track.milestones
        if one.kind == FORM and one.state in WAITS
    ]


async def read(context: Context, which: RegulationId) -> RegulationView:
    """One of the own facility. Raises: NotAllowed, NotFound."""
    async with context.house.sessions() as session:
        one = await _mine(session, context, which)
        versions = await queries.versions(session, which)
        comments, asked = await queries.comments(session, which), await queries.asked(session, which, one.round)
        given_back, state = await _paper(session, one)
        mine = context.position.department if context.position.department in {each.department for each in asked} else None
        unanswered = sum(each.taken is None for each in comments)
        return RegulationView(
            one,
            versions,
            next((each for each in context.house.policies.regulations if each.code == one.code), None),
            asked,
            dict(await people.departments(session, one.facility)),
            comments,
            await queries.checks(session, which),
            await people.names(session, {one.author, *(each.person for each in versions)}),
            await audit.of_subject(session, "regulation", which),
            await _replaced(session, context, one),
            await queries.regulation(session, one.superseded_by) if one.superseded_by else None,
            given_back,
            state,
            _acts(context, one, versions, bool(given_back), unanswered),
            mine if one.commentable(context.today) else None,
            context.house.policies.care(one.facility, context.today).regulation_comment_days,
        )


def _acts(context: Context, one: Regulation, versions: list[DraftVersion], given_back: bool, unanswered: int) -> frozenset[str]:
    """What fits the state and the position; whether it is done is judged again when it is asked for."""
    wrote = context.position.person in {each.person for each in versions}
    drafting, signing = one.state is RegulationState.DRAFTING, one.state is RegulationState.SIGNING
    fits = {
        "draft": drafting or one.state is RegulationState.CHECKED or (signing and given_back),
        "ask": drafting,
        "close": one.state is RegulationState.COMMENTING,
        "answer": one.state in (RegulationState.COMMENTING, RegulationState.DRAFTING) and unanswered > 0,
        "check": drafting and one.round > 0 and not wrote,
        "submit": one.state is RegulationState.CHECKED,
        "withdraw": one.state in OPEN and (not signing or given_back),
        "repeal": one.standing(context.today) in ("in_force", "coming"),
    }
    return frozenset(act for act, fit in fits.items() if fit and may(context.position.role, f"regulation.{act}"))


async def _paper(session: AsyncSession, one: Regulation) -> tuple[str, str]:
    """Why its paper came back, and how it stands."""
    if one.document is None:
        return "", ""
    document = await documents.document(session, one.document)
    version = await documents.version(session, document.id, document.current)
    return (version.ended_reason or "–") if version.chain.ended in MADE_AGAIN else "", version.state


async def _replaced(session: AsyncSession, context: Context, one: Regulation) -> Regulation | None:
    if one.replaces:
        return await queries.regulation(session, one.replaces)
    if one.state not in OPEN:
        return None
    return next(iter((await queries.ruling(session, one.facility, one.code, context.today))[-1:]), None)


async def difference(context: Context, which: RegulationId, before: int, after: int) -> Differences:
    """The opening and every article of two versions. Raises: NotAllowed, NotFound."""
    async with context.house.sessions() as session:
        await _mine(session, context, which)
        earlier, later = await queries.words(session, which, before), await queries.words(session, which, after)
    return await asyncio.to_thread(lambda: (opening(earlier, later), differences(earlier, later)))


async def preview(context: Context, which: RegulationId, number: int = 0) -> bytes:
    """The paper of a version as it would be printed now, the newest unless one is named; of outside, its file.

    Nothing is kept. Raises: NotAllowed, NotFound.
    """
    async with context.house.sessions() as session:
        one = await _mine(session, context, which)
        if one.file_sha256 and not number:
            return await context.house.shelf.get(regulation_key(which), Sha256(one.file_sha256))
        if not one.version:
            raise NotFound("version", which)
        draft = await queries.words(session, which, number or one.version)
        replaced = await _replaced(session, context, one)
        said = await _printed(session, context, one, draft, replaced)
    form = context.house.policies.form(FORM, context.today)
    async with context.house.printing:
        return (await asyncio.to_thread(context.house.print_sheet, form, said)).pdf


async def _printed(session: AsyncSession, context: Context, one: Regulation, draft: Draft, replaced: Regulation | None) -> dict[str, Any]:
    own = await editions.own(session, FORM, one.facility, context.today)
    policy = own or context.house.policies.chain(FORM, one.facility, context.today)
    steps = [{"step": each.name, "title": each.title, "needed": max(each.needed, 1), "method": str(each.method)} for each in policy.stages]
    data = {**paper_of(draft, cited(replaced) if replaced else ""), **await office(session, one.facility)}
    return {**data, "edition": policy.edition, "version": 1, "chain": steps}


async def in_force(context: Context, facility: FacilityId, code: str, on: date) -> InForce | None:
    """A facility's regulation on a subject on a day: a live fact for gates and criteria."""
    async with context.house.sessions() as session:
        return await queries.in_force(session, facility, code, on)


async def ruling(context: Context) -> list[InForce]:
    """Everything in force in the own facility today. Raises: NotAllowed."""
    demand(context.position, "regulation.read", "*", context.today)
    async with context.house.sessions() as session:
        return await queries.all_in_force(session, context.position.facility, context.today)


async def of_milestone(context: Context, track: TrackId, milestone: str) -> Regulation | None:
    """The one that is drafted or was issued for a milestone."""
    async with context.house.sessions() as session:
        return await queries.of_milestone(session, track, milestone)


async def _mine(session: AsyncSession, context: Context, which: RegulationId) -> Regulation:
    demand(context.position, "regulation.read", "*", context.today)
    one = await queries.regulation(session, which)
    if one.facility != context.position.facility:
        raise NotFound("regulation", which)
    return one
