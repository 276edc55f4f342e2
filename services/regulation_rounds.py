"""What others say of a draft: units that are asked comment until a day, each comment is answered, and somebody else finds it lawful."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Malformed, NotFound
from domain.faults import both
from domain.names import DepartmentId, RegulationId, id_of
from domain.reasons import LONGEST, too_long
from domain.regulations import Regulation
from services.context import Context
from services.regulation_acts import note, stepped, tell
from store.queries import people
from store.queries import regulations as queries
from store.writes import acts, notices
from store.writes import regulation_rounds as rounds
from store.writes import regulations as writes


async def ask(context: Context, which: RegulationId, departments: tuple[DepartmentId, ...], due: date) -> None:
    """A round of comments. Raises: NotAllowed, NotFound, WrongState, Malformed, RequestTaken, RequestReused."""
    async with context.house.sessions.begin() as session:
        one = await stepped(session, context, which, "regulation.ask")
        if await acts.claim(session, context.actor, "regulation.ask", which, [sorted(departments), due], context.now):
            known = [code for code, _ in await people.departments(session, one.facility)]
            least = context.house.policies.care(one.facility, context.today).regulation_comment_days
            after = one.ask(departments, known, due, context.today, least)
            await writes.change(session, after)
            await rounds.ask(session, after, departments)
            held = await people.holders(session, one.facility, context.today)
            told = [who for who, _, department in held if department in departments and who != context.position.person]
            await tell(session, context, f"regulation_asked/{which}/{after.round}", told, "regulation_asked", after, due=f"{due:%d/%m/%Y}")
            await note(session, context, "regulation.ask", after, departments=len(set(departments)))


async def comment(context: Context, which: RegulationId, article: int, words: str) -> None:
    """By anybody of a unit that is asked. Raises: NotAllowed, NotFound, WrongState, Malformed, RequestTaken, RequestReused."""
    said = too_long("words", words.strip(), LONGEST) if words.strip() else ["words: ghi góp ý / say what you think"]
    if said:
        raise Malformed(*said)
    async with context.house.sessions.begin() as session:
        one, department = await _commenting(session, context, which)
        if await acts.claim(session, context.actor, "regulation.comment", which, [article, words], context.now):
            one.check_commentable(context.today)
            if not 0 <= article <= len((await queries.words(session, one.id, one.version)).articles):
                raise Malformed(both(f"article: dự thảo không có Điều {article}", f"the draft has no article {article}"))
            made = id_of("regulation-comment", context.position.person, context.request)
            await rounds.comment(session, made, one, article, department, words, context.position.person, context.now)
            await note(session, context, "regulation.comment", one, article=article)


async def settle(context: Context, which: RegulationId) -> None:
    """The unit says that it has said everything, or has nothing to say; the author hears when all have. Raises: as `comment`."""
    async with context.house.sessions.begin() as session:
        one, department = await _commenting(session, context, which)
        if await acts.claim(session, context.actor, "regulation.comment", which, ["settled", department], context.now):
            one.check_commentable(context.today)
            await rounds.answered(session, one, department, context.position.person, context.now)
            await note(session, context, "regulation.settle", one)
            if all(each.answered_at for each in await queries.asked(session, one.id, one.round)):
                await tell(session, context, f"regulation_answered/{which}/{one.round}", [one.author], "regulation_answered", one)


async def answer(context: Context, which: RegulationId, comment: UUID, taken: bool, words: str) -> None:
    """What becomes of a comment; what is not taken in needs the reason. Raises: NotAllowed, NotFound, WrongState, Malformed, …"""
    if not taken and not words.strip():
        raise Malformed("answer: ghi lý do không tiếp thu / say why it is not taken in")
    async with context.house.sessions.begin() as session:
        one = await stepped(session, context, which, "regulation.answer")
        if await acts.claim(session, context.actor, "regulation.answer", comment, [taken, words], context.now):
            one.check_answerable()
            if not await rounds.answer(session, one.id, comment, taken, words, context.position.person, context.now):
                raise NotFound("comment", comment)


async def close_round(context: Context, which: RegulationId) -> None:
    """Ends a round: after its last day, or when all have answered. Raises: NotAllowed, NotFound, WrongState, Incomplete, …"""
    async with context.house.sessions.begin() as session:
        one = await stepped(session, context, which, "regulation.close")
        if await acts.claim(session, context.actor, "regulation.close", which, one.round, context.now):
            names = dict(await people.departments(session, one.facility))
            after = one.close_round(await queries.asked(session, one.id, one.round), names, context.today)
            await writes.change(session, after)
            await notices.settle(session, f"regulation_asked/{which}/{one.round}", context.now)
            await note(session, context, "regulation.close", after)


async def check(context: Context, which: RegulationId, passed: bool, words: str) -> None:
    """The legal check of the newest version. Raises: NotAllowed, NotFound, WrongState, SamePerson, Incomplete, Malformed, …"""
    async with context.house.sessions.begin() as session:
        one = await stepped(session, context, which, "regulation.check")
        if await acts.claim(session, context.actor, "regulation.check", which, [one.version, passed, words], context.now):
            versions = await queries.versions(session, which)
            if passed:
                versions[-1].draft.check_filled()
            authors = {each.person for each in versions}
            after = one.check_law(context.position.person, authors, passed, words, await queries.unanswered(session, which))
            await writes.change(session, after)
            await rounds.check(session, one, passed, words, context.position.person, context.now)
            kind = "regulation_passed" if passed else "regulation_failed"
            await tell(session, context, f"{kind}/{which}/{one.version}", authors - {context.position.person}, kind, after)
            await note(session, context, "regulation.check", after, passed=int(passed), version=one.version)


async def _commenting(session: AsyncSession, context: Context, which: RegulationId) -> tuple[Regulation, DepartmentId]:
    """Raises: also Malformed when the position's unit is not asked."""
    one = await stepped(session, context, which, "regulation.comment")
    mine = context.position.department
    if mine is None or mine not in {each.department for each in await queries.asked(session, which, one.round)}:
        raise Malformed("Khoa, phòng của anh/chị không được hỏi ý kiến lần này / Your department is not asked in this round")
    return one, mine
