"""Security of a facility: papers entered, findings given, mended and looked at again, the checklist answered."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.evidence import Evidence
from domain.names import PersonId, TrackId
from domain.outside_papers import OutsidePaper
from domain.people import may
from domain.security import (
    Checked,
    FindingState,
    NewFinding,
    Secured,
    SecurityFinding,
    SecurityPaper,
    check_answer,
    kind_of,
    secured,
    severity_of,
)
from domain.tracks import Track
from services import access
from services.context import Context
from services.evidence import Upload, keep
from store.queries import courses, people
from store.queries import security as queries
from store.writes import acts, audit, notices
from store.writes import security as writes


@dataclass(frozen=True)
class NewPaper:
    """What was typed of an approval or a review."""

    kind: str
    level: int
    words: str
    paper: OutsidePaper
    files: tuple[Upload, ...]


@dataclass(frozen=True)
class Found:
    """What was typed of a finding."""

    words: str
    severity: str
    owner: PersonId
    due: date


@dataclass(frozen=True)
class SecurityView:
    track: Track
    facility: str
    secured: Secured
    papers: Sequence[SecurityPaper]
    findings: Sequence[SecurityFinding]
    checks: Sequence[Checked]
    names: Mapping[PersonId, str]
    people: Mapping[PersonId, str]
    """Who may own a finding."""
    may_enter: bool


async def read(context: Context, which: TrackId) -> SecurityView:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which)
        papers, findings = await queries.papers(session, which), await queries.findings(session, which)
        checks = await queries.checks(session, which, context.house.policies.readiness(context.today).security)
        named = {who for one in findings for who in (one.said.owner, one.mended_by, one.checked_by) if who}
        here = {one.person: one.name for one in await courses.people(session, track.facility, context.today)}
        mine = may(context.position.role, "security.enter") and context.position.facility == track.facility
        return SecurityView(
            track,
            (await people.facility(session, track.facility)).name,
            secured(papers, findings, checks, context.now),
            papers,
            findings,
            checks,
            await people.names(session, named | {one.by for one in checks if one.by}),
            here,
            mine and not track.closed_on,
        )


async def enter(context: Context, which: TrackId, new: NewPaper) -> None:
    """The approval of the level dossier, or a review by a unit without an account.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState on a closed track, Malformed, RequestTaken, RequestReused.
    """
    files = await _kept(context, which, new.files, "security.enter")
    async with context.house.sessions.begin() as session:
        await access.own_track(session, context, which, "security.enter")
        same = [new.kind, new.level, new.words, list(astuple(new.paper)), [one.sha256 for one in files]]
        if await acts.claim(session, context.actor, "security.enter", which, same, context.now):
            await access.running(session, which, "security.enter")
            said = SecurityPaper(kind_of(new.kind), new.level if new.kind == "dossier" else 0, new.words, new.paper, files)
            said.check(context.today)
            await writes.paper(session, which, said, context.position.person, context.now)
            await _note(session, context, "security.enter", which, f"{new.paper.number}: {new.words}")


async def withdraw(context: Context, which: TrackId, number: int, reason: str) -> None:
    """A paper entered wrongly counts no more; by somebody else than who entered it. Raises: as `enter`, SamePerson."""
    async with context.house.sessions.begin() as session:
        await access.own_track(session, context, which, "security.withdraw")
        if await acts.claim(session, context.actor, "security.withdraw", f"{which}/{number}", [reason], context.now):
            await access.running(session, which, "security.withdraw")
            after = (await queries.paper(session, which, number)).withdraw(reason, context.position.person, context.now)
            await writes.withdraw(session, after, context.position.person)
            await _note(session, context, "security.withdraw", which, f"{after.paper.number}: {after.withdrawn_why}")


async def find(context: Context, which: TrackId, new: Found) -> int:
    """Gives a finding to whoever mends it; its number. Raises: as `enter`."""
    async with context.house.sessions.begin() as session:
        track = await access.own_track(session, context, which, "security.find")
        if not await acts.claim(session, context.actor, "security.find", which, list(astuple(new)), context.now):
            same = (new.words.strip(), new.owner, new.due)
            found = await queries.findings(session, which)
            return next(one.number for one in found if (one.said.words, one.said.owner, one.said.due) == same)
        await access.running(session, which, "security.find")
        said = NewFinding(new.words.strip(), severity_of(new.severity), new.owner, new.due)
        said.check({one.person for one in await courses.people(session, track.facility, context.today)}, context.today)
        made = SecurityFinding(len(await queries.findings(session, which)) + 1, said, FindingState.OPEN, context.now)
        await writes.take(session, which, made, "", context.position.person, context.now)
        facts = {"words": said.words, "due": f"{said.due:%d/%m/%Y}"}
        key, told = f"security/{which}/{made.number}", {new.owner} - {context.position.person}
        await notices.tell(session, key, told, "security_found", f"/tracks/{which}/security", context.now, **facts)
        await _note(session, context, "security.find", which, said.words)
        return made.number


async def mend(context: Context, which: TrackId, number: int, words: str, files: Sequence[Upload]) -> None:
    """Mended, with evidence; somebody else looks again. Raises: as `enter`, Incomplete."""
    kept = await _kept(context, which, files, "security.mend")
    async with context.house.sessions.begin() as session:
        await access.own_track(session, context, which, "security.mend")
        same = [words, [one.sha256 for one in kept]]
        if await acts.claim(session, context.actor, "security.mend", f"{which}/{number}", same, context.now):
            await access.running(session, which, "security.mend")
            after = (await queries.finding(session, which, number)).mend(words, len(kept), context.position.person)
            await writes.take(session, which, after, words, context.position.person, context.now, kept)
            await _note(session, context, "security.mend", which, after.said.words)


async def recheck(context: Context, which: TrackId, number: int, good: bool, words: str) -> None:
    """Looked at again by somebody else than who mended it. Raises: as `enter`, SamePerson."""
    async with context.house.sessions.begin() as session:
        await access.own_track(session, context, which, "security.recheck")
        if await acts.claim(session, context.actor, "security.recheck", f"{which}/{number}", [good, words], context.now):
            await access.running(session, which, "security.recheck")
            after = (await queries.finding(session, which, number)).recheck(good, words, context.position.person)
            await writes.take(session, which, after, words, context.position.person, context.now)
            await _note(session, context, "security.recheck", which, after.said.words)


async def check(context: Context, which: TrackId, code: str, met: bool, words: str, files: Sequence[Upload]) -> None:
    """Answers a line of the checklist; the newest answer counts. Raises: as `enter`."""
    kept = await _kept(context, which, files, "security.check")
    async with context.house.sessions.begin() as session:
        await access.own_track(session, context, which, "security.check")
        same = [met, words, [one.sha256 for one in kept]]
        if await acts.claim(session, context.actor, "security.check", f"{which}/{code}", same, context.now):
            await access.running(session, which, "security.check")
            lines = {one.code: one.title for one in context.house.policies.readiness(context.today).security}
            if code not in lines:
                raise NotFound("security line", code)
            check_answer(met, words, len(kept))
            await writes.check(session, which, code, met, words, kept, context.position.person, context.now)
            await _note(session, context, "security.check", which, lines[code])


async def _kept(context: Context, which: TrackId, files: Sequence[Upload], right: str) -> tuple[Evidence, ...]:
    return tuple([await keep(context, which, one, right) for one in files])


async def _note(session: AsyncSession, context: Context, act: str, which: TrackId, name: str) -> None:
    facts = {"name": name, "register": "security"}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("track", which), None, **facts)
