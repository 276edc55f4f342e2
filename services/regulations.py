"""A facility's regulations: begun from a template, drafted, commented on, checked, and given to be signed.

They belong to no process: each act is judged in its transaction on the locked row; only the paper's signatures have a process of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import Of, Paper
from activities.heads import office
from activities.regulation_subjects import subject_of
from activities.regulations import regulation_document, regulation_key, tell_unfounded
from activities.waiting import check_turn
from domain import regulations as rules
from domain.errors import Malformed, NotFound, StaleDocument
from domain.names import RegulationId, TrackId, id_of
from domain.parts import Kind
from domain.people import demand
from domain.regulation_drafts import Article, Draft, RegulationTemplate, from_template, paper_of, template_for
from domain.regulations import Regulation, RegulationState
from services import access, signed_papers
from services.context import Context
from services.regulation_acts import came_back, given_back, note, stepped
from store.queries import regulations as queries
from store.queries import signatures as documents
from store.queries import tracks
from store.writes import acts, notices
from store.writes import regulations as writes
from store.writes import tracks as track_writes

WORDS = TypeAdapter(Draft)
Change = Callable[[Regulation], Regulation]


@dataclass(frozen=True)
class NewRegulation:
    """From which template, for which milestone; what no template answers has a title of its own."""

    code: str = ""
    title: str = ""
    track: TrackId | None = None
    milestone: str = ""


def templates(context: Context) -> list[RegulationTemplate]:
    """Those that are offered today, the law's own first."""
    found = [one for one in context.house.policies.regulations if _offered(one, context.today)]
    return sorted(found, key=lambda one: (not one.asked_by_law, one.title))


def _offered(one: RegulationTemplate, today: date) -> bool:
    return one.effective_from <= today and (one.effective_until is None or today <= one.effective_until)


async def start(context: Context, new: NewRegulation) -> RegulationId:
    """Version 1, from the template. Raises: NotAllowed, NotFound, OutOfReach, Malformed, Incomplete (one of the subject is open),
    EarlierFirst, WrongState, RequestTaken, RequestReused."""
    demand(context.position, "regulation.draft", "*", context.today)
    which = RegulationId(id_of("regulation", context.position.person, context.request))
    async with context.house.sessions.begin() as session:
        same = [new.code, new.title, new.track, new.milestone]
        if not await acts.claim(session, context.actor, "regulation.draft", which, same, context.now):
            return which
        asked = await _asked_by(session, context, new)
        code, draft = _begun(context, new, asked)
        draft.check()
        facility = context.position.facility
        await writes.alone(session, facility, code)
        open_one = await queries.being_drafted(session, facility, code)
        rules.check_free(open_one.title if open_one else "")
        author = context.position.person
        one = Regulation(which, facility, code, draft.title, RegulationState.DRAFTING, author, context.now)
        one = replace(one, track=new.track, milestone=new.milestone)
        await writes.put(session, one)
        await writes.version(session, one, draft, "", author, context.now)
        await note(session, context, "regulation.start", one)
    return which


async def _asked_by(session: AsyncSession, context: Context, new: NewRegulation) -> str:
    """Title of the milestone that asks for it, which is begun. Raises: NotFound, NotAllowed, OutOfReach, EarlierFirst, WrongState."""
    if new.track is None:
        return ""
    await access.track(session, context, new.track, "track.draft")
    track = await tracks.track(session, new.track, lock=True)
    track.check_running("track.draft")
    if track.facility != context.position.facility or track.of(new.milestone).kind is not Kind.REGULATION:
        raise NotFound("milestone", new.milestone)
    names = {spec.code: spec.title for spec in await tracks.specs(session, track.id)}
    after = track.begin(new.milestone, context.now)
    await check_turn(session, context.house.policies, after, new.milestone)
    before = (await tracks.documents(session, track.id)).get(new.milestone)
    if before and not await given_back(session, before):
        rules.check_free((await documents.document(session, before)).title)
    await track_writes.change(session, track, after, context.now)
    return names[new.milestone]


def _begun(context: Context, new: NewRegulation, asked: str) -> tuple[str, Draft]:
    """Its subject and first words. Raises: Malformed."""
    found = next((one for one in templates(context) if one.code == new.code), None) if new.code else template_for(templates(context), asked)
    if new.code and found is None:
        raise Malformed("code: chọn mẫu trong danh sách / choose a template of the list")
    title = new.title.strip() or (found.title if found else asked)
    if found:
        return found.code, replace(from_template(found), title=title)
    if not title:
        raise Malformed("title: ghi tên quy chế, hoặc chọn mẫu / give a title, or choose a template")
    code = (
        subject_of(context.house.policies, new.track, new.milestone, asked)
        if new.track
        else f"own-{id_of('subject', title.casefold())}"[:16]
    )
    return code, Draft(
        title, ("Căn cứ [điền: văn bản làm căn cứ]",), (Article("Phạm vi điều chỉnh", "[điền: nội dung]", "Quy định chung"),)
    )


async def revise(context: Context, which: RegulationId, base: int, draft: Draft, reason: str) -> int:
    """The next version of its words, written on version `base`; gives its number.

    Raises: NotAllowed, NotFound, StaleDocument (somebody wrote one meanwhile), WrongState, Malformed, RequestTaken, RequestReused.
    """
    draft.check()
    async with context.house.sessions.begin() as session:
        one = await stepped(session, context, which, "regulation.draft")
        if not await acts.claim(
            session, context.actor, "regulation.draft", which, [base, WORDS.dump_python(draft, mode="json"), reason], context.now
        ):
            return base + 1
        after = replace(one.revise(reason, await came_back(session, one)), title=draft.title.strip())
        if base != one.version:
            raise StaleDocument(base, one.version)
        await writes.change(session, after)
        await writes.version(session, after, draft, reason, context.position.person, context.now)
        await note(session, context, "regulation.draft", after, version=after.version)
    return after.version


async def submit(context: Context, which: RegulationId) -> Of:
    """Prints the paper and gives it to be signed: director, then the clerk with number and day.

    Raises: NotAllowed, NotFound, WrongState, Incomplete (something is not filled in), Malformed, ChainUnfillable, …
    """
    document = regulation_document(which)
    async with context.house.sessions.begin() as session:
        one = await stepped(session, context, which, "regulation.submit")
        if not await acts.claim(session, context.actor, "regulation.submit", which, one.created_at, context.now):
            return Of(document, (await documents.document(session, document)).current)
        draft = await queries.words(session, which, one.version)
        draft.check_filled()
        after = one.submit(document, draft.effective_from, context.today)
        await writes.alone(session, one.facility, one.code)
        replaced = (await queries.ruling(session, one.facility, one.code, context.today))[-1:]
        after = replace(after, replaces=replaced[0].id if replaced else None)
        data = {**paper_of(draft, cited(replaced[0]) if replaced else ""), **await office(session, one.facility)}
        paper = Paper(document, one.facility, "regulation", ("regulation", which), regulation_key(which), data, title=draft.title)
        of = await signed_papers.draw(session, context, paper)
        if one.track:
            await writes.tie(session, document, one.track, one.milestone)
        await writes.change(session, after)
        await note(session, context, "regulation.submit", after, document=document, version=of.version)
    await signed_papers.begin(context, of)
    return of


async def withdraw(context: Context, which: RegulationId, reason: str) -> None:
    """Gives it up before it is issued. Raises: NotAllowed, NotFound, WrongState, Malformed, RequestTaken, RequestReused."""
    async with context.house.sessions.begin() as session:
        one = await stepped(session, context, which, "regulation.withdraw")
        if await acts.claim(session, context.actor, "regulation.withdraw", which, reason, context.now):
            after = one.withdraw(reason, await came_back(session, one))
            await writes.change(session, after)
            await notices.settle(session, f"regulation_asked/{which}", context.now)
            await note(session, context, "regulation.withdraw", after)


async def repeal(context: Context, which: RegulationId, first: date, reason: str) -> None:
    """Ends one in force without another in its place. Raises: NotAllowed, NotFound, WrongState, Incomplete, Malformed, …"""
    async with context.house.sessions.begin() as session:
        one = await stepped(session, context, which, "regulation.repeal")
        if await acts.claim(session, context.actor, "regulation.repeal", which, [first, reason], context.now):
            await writes.alone(session, one.facility, one.code)
            next_one = await queries.being_drafted(session, one.facility, one.code)
            signing = next_one.title if next_one and next_one.state is RegulationState.SIGNING else ""
            after = one.repeal(first, reason, context.now, signing)
            await writes.change(session, after)
            await tell_unfounded(session, after, None, context.now)
            await note(session, context, "regulation.repeal", after, first=first)


def cited(one: Regulation) -> str:
    """`Quyết định số 45/QĐ-BV ngày 15/01/2026`."""
    return f"Quyết định số {one.cited}"
