"""Grants: asked for, decided, ended early, broken open in an emergency, reviewed. None runs anything: a window ends by the clock.

They belong to no process: a grant is a row, and whoever reads asks the rows (services/access.py).
"""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import clock_time, day
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound
from domain.faults import both
from domain.grants import Decision, Finding, Grant, GrantKind, NewGrant, Purpose
from domain.names import DocumentId, FacilityId, GrantId, PersonId, RecordId, Sha256, grant_key, id_of
from domain.people import beyond, demand
from domain.reasons import reason_faults
from domain.records import OVER, RecordState
from domain.roles import Role
from services import access, incoming
from services.context import Context
from store.queries import grants as queries
from store.queries import loans, people, records
from store.writes import acts, audit, notices
from store.writes import grants as writes

RIGHT = {GrantKind.LOAN: "grant.ask", GrantKind.OUTSIDER: "grant.record", GrantKind.PATIENT: "grant.record"}
"""Kind → the right to ask for it, or to record what was asked for in writing."""
DECIDES = {GrantKind.LOAN: "grant.decide", GrantKind.OUTSIDER: "grant.decide_outsider", GrantKind.PATIENT: "grant.decide"}


def longest(context: Context, kind: GrantKind) -> int:
    """Days the facility grants at most."""
    care = context.house.policies.care(context.position.facility, context.today)
    return {GrantKind.LOAN: care.loan_days, GrantKind.RECEIVING: care.transfer_package_days}.get(kind, care.outsider_days)


async def ask(context: Context, new: NewGrant) -> GrantId:
    """A loan for oneself, or the written request of an outsider, a patient or a representative.

    Raises: NotAllowed, Malformed, Incomplete (no such record, not archived, seen or asked for already), RequestTaken, RequestReused.
    """
    if new.kind not in RIGHT:
        raise NotAllowed(context.position.role, "grant.ask", new.kind)
    demand(context.position, RIGHT[new.kind], "*", context.today)
    new = replace(new, codes=tuple(dict.fromkeys(one.strip() for one in new.codes if one.strip())))
    new.check(context.today, longest(context, new.kind))
    which = GrantId(id_of("grant", context.position.person, context.request))
    reason = await _lay(context, which, new.reason)
    same = [new.kind, new.purpose, new.codes, new.days, new.may_copy, vars(new.asker), new.documents, reason]
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "grant.ask", which, same, context.now):
            wanted = await _wanted(session, context, new)
            holder = context.position.person if new.kind is GrantKind.LOAN else None
            of = (which, context.position.facility, new.kind, new.purpose, context.position.person, context.now, new.days, new.may_copy)
            made = Grant(*of, holder=holder, asker=new.asker)
            await writes.ask(session, made, wanted, reason)
            if new.documents:
                await _name(session, made, wanted[0], new.documents)
            await _note(session, context, "grant.ask", made, wanted)
            await notices.nudge(session, await _deciders(session, context, new.kind))
    return which


async def _wanted(session: AsyncSession, context: Context, new: NewGrant) -> list[RecordId]:
    """The records asked for. Of a loan: archived, and not within the asker's own reach. Raises: Incomplete."""
    found = await queries.called(session, context.position.facility, new.codes)
    faults = [
        both(f"codes: hồ sơ {code} đã tiêu hủy", f"{code} was disposed of") for _, state, code in found if state is RecordState.DISPOSED
    ]
    if new.kind is GrantKind.LOAN:
        for which, state, code in found:
            if state not in OVER:
                vi = f"codes: hồ sơ {code} chưa lưu trữ, đề nghị khoa điều trị mời khoa của anh/chị"
                faults.append(both(vi, f"{code} is not archived: ask the treating department to invite yours"))
            elif await records.reaches(session, context.position, which, context.now):
                faults.append(both(f"codes: hồ sơ {code} anh/chị đang xem được, không cần mượn", f"you see {code} already"))
            elif one := await loans.alike(session, new, context.position.person, which, context.now):
                faults.append(_asked_twice(one, code))
    if faults:
        raise Incomplete(*faults)
    return [which for which, _, _ in found]


def _asked_twice(one: Grant, code: str) -> str:
    """A line that points to the loan there is."""
    where = f"/grants/{one.id}"
    if one.until:
        until = clock_time(one.until)
        vi = f"codes: hồ sơ {code} anh/chị đang mượn đến {until} ({where}); cần lâu hơn thì trả phiếu đó rồi đề nghị lại"
        return both(vi, f"{code} is lent to you until {until} ({where}); for longer give it back, then ask anew")
    vi = f"codes: hồ sơ {code} anh/chị đã đề nghị mượn, đang chờ duyệt ({where}); cần khác thì rút phiếu đó rồi đề nghị lại"
    return both(vi, f"you asked for {code} already and it waits for its decision ({where}); to ask for something else take it back first")


async def decide(context: Context, which: GrantId, said: Decision) -> None:
    """Grants or refuses; whoever asked is told. A window begins now. What the decision does not name is granted as it was asked for.

    Raises: NotFound, NotAllowed, SamePerson, WrongState, Malformed, RequestTaken, RequestReused.
    """
    async with context.house.sessions() as session:
        asked = await of_mine(session, context, which)
    demand(context.position, DECIDES.get(asked.kind, "grant.decide"), "*", context.today)
    days, may_copy = said.check(asked, longest(context, asked.kind))
    words = await _lay(context, which, said.reason) if said.reason.strip() else None
    async with context.house.sessions.begin() as session:
        one = await of_mine(session, context, which, lock=True)
        same = [said.granted, said.days, said.may_copy, said.documents, words or ""]
        if not await acts.claim(session, context.actor, "grant.decide", which, same, context.now):
            return
        one.check_decide(context.position.person, context.now)
        await writes.decide(session, which, context.position.person, words, context.now)
        lent = [line.id for line in (await queries.records_of(session, [which])).get(which, [])]
        if said.granted:
            if said.documents:
                await _name(session, one, lent[0] if len(lent) == 1 else None, said.documents)
            until = context.now + timedelta(days=days)
            await writes.let(session, which, context.now, until, days, may_copy)
        await _note(session, context, "grant.decide", one, lent, granted=int(said.granted))
        kind_of_notice = "grant_granted" if said.granted else "grant_refused"
        await notices.tell(session, f"grant/{which}/decided", [one.asked_by], kind_of_notice, f"/grants/{which}", context.now)
        await notices.nudge(session, await _deciders(session, context, one.kind))


async def end(context: Context, which: GrantId, reason: str = "") -> None:
    """Takes a request back, gives back what was lent, or recalls it; whoever has it is told of a recall.

    Raises: NotFound, NotAllowed, WrongState, Malformed, RequestTaken, RequestReused.
    """
    demand(context.position, "grant.end", "*", context.today)
    async with context.house.sessions.begin() as session:
        package = await incoming.steady(session, context, which)
        words = await _lay(context, which, reason) if reason.strip() else None
        one = await of_mine(session, context, which, lock=True)
        own = context.position.person in (one.holder, one.asked_by)
        office = context.position.role in (Role.RECORDS_OFFICER, Role.DIRECTOR) and one.decided_at is not None
        if not own and not office:  # what somebody else asked for is decided, not taken back
            raise NotAllowed(context.position.role, "grant.end", one.kind)
        if await acts.claim(session, context.actor, "grant.end", which, words or "", context.now):
            one.check_end(context.position.person, reason, context.now)
            await writes.end(session, which, context.position.person, words, context.now)
            await _note(session, context, "grant.end", one, await _lent(session, which))
            if package:
                await incoming.recalled(session, context, package)
            if one.holder and not own:
                await notices.tell(session, f"grant/{which}/recalled", [one.holder], "grant_recalled", f"/grants/{which}", context.now)
            await notices.nudge(session, await _deciders(session, context, one.kind))


async def emergency(context: Context, record: RecordId, reason: str) -> GrantId:
    """Phá kính: the record is open to this clinician at once, for a reason; the records office is told and reviews it.

    Raises: NotFound, NotAllowed, OutOfReach (another facility's), Malformed, Incomplete (seen already, disposed of), RequestTaken,
    RequestReused.
    """
    demand(context.position, "grant.emergency", "*", context.today)
    if faults := reason_faults(reason):
        raise Malformed(*faults)
    which = GrantId(id_of("grant", context.position.person, context.request))
    words = await _lay(context, which, reason)
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "grant.emergency", which, [record, words], context.now):
            await _check_shut(session, context, record)
            made = _broken(context, which)
            await writes.ask(session, made, [record], words)
            await _note(session, context, "grant.emergency", made, [record])
            officers = await _officers(session, context, Role.RECORDS_OFFICER)
            key, link = f"grant/{which}/review", f"/grants/{which}"
            await notices.tell(session, key, set(officers) - {context.position.person}, "grant_emergency", link, context.now)
    return which


def _broken(context: Context, which: GrantId) -> Grant:
    """An emergency decides itself; whoever breaks the glass answers for it."""
    hours = context.house.policies.care(context.position.facility, context.today).emergency_read_hours
    who, now = context.position.person, context.now
    of = (which, context.position.facility, GrantKind.EMERGENCY, Purpose.TREATMENT, who, now, 1, False)
    return Grant(*of, holder=who, decided_by=who, decided_at=now, granted=True, since=now, until=now + timedelta(hours=hours))


async def _check_shut(session: AsyncSession, context: Context, record: RecordId) -> None:
    """Raises: NotFound, OutOfReach, Incomplete when there is no glass to break."""
    found = await records.record(session, record)
    if found.facility != context.position.facility:
        raise beyond(context.position, found.facility)
    if found.state is RecordState.DISPOSED:
        raise Incomplete("record: hồ sơ đã tiêu hủy / it was disposed of")
    seen = await queries.reading(session, context.position, record, context.now)
    if (seen and seen.whole) or await records.reaches(session, context.position, record, context.now):
        raise Incomplete("record: anh/chị đang xem được hồ sơ này / you see this record already")


async def review(context: Context, which: GrantId, finding: Finding, reason: str) -> None:
    """The records office judges an emergency, while it lasts or after. An unjustified one ends with that.

    Raises: NotFound, NotAllowed, SamePerson, WrongState, Malformed, RequestTaken, RequestReused.
    """
    demand(context.position, "grant.review", "*", context.today)
    words = await _lay(context, which, reason)
    async with context.house.sessions.begin() as session:
        one = await of_mine(session, context, which, lock=True)
        if await acts.claim(session, context.actor, "grant.review", which, [finding, words], context.now):
            one.check_review(context.position.person, reason)
            await writes.review(session, which, context.position.person, finding, words, context.now)
            if finding is Finding.UNJUSTIFIED and one.open(context.now):
                await writes.end(session, which, context.position.person, words, context.now)
            await _note(session, context, "grant.review", one, await _lent(session, which), finding=finding)
            await notices.settle(session, f"grant/{which}/review", context.now)
            told = [one.holder] if one.holder else []
            await notices.tell(session, f"grant/{which}/reviewed", told, f"grant_{finding}", f"/grants/{which}", context.now)
            await notices.nudge(session, await _officers(session, context, Role.RECORDS_OFFICER))


async def of_mine(session: AsyncSession, context: Context, which: GrantId, lock: bool = False) -> Grant:
    """A grant of the facility. Raises: NotFound."""
    found = (await queries.grant(session, which, lock)).grant
    if found.facility != context.position.facility:
        raise NotFound("grant", which)
    return found


async def _name(session: AsyncSession, one: Grant, record: RecordId | None, these: tuple[DocumentId, ...]) -> None:
    """Raises: Incomplete for documents of another record."""
    if record is None or not await queries.belong(session, record, these):
        raise Incomplete("documents: văn bản không thuộc hồ sơ này / they are not of this record")
    await writes.name_documents(session, one.id, these)


async def _lent(session: AsyncSession, which: GrantId) -> list[RecordId]:
    return [one.id for one in (await queries.records_of(session, [which])).get(which, [])]


async def _deciders(session: AsyncSession, context: Context, kind: GrantKind) -> list[PersonId]:
    """Whose counts change."""
    role = Role.DIRECTOR if kind is GrantKind.OUTSIDER else Role.RECORDS_OFFICER
    return list(await _officers(session, context, role))


async def _officers(session: AsyncSession, context: Context, role: Role) -> list[PersonId]:
    facility: FacilityId = context.position.facility
    return list((await people.holding(session, role, [facility], day(context.now))).get(facility, []))


async def _lay(context: Context, which: GrantId, words: str) -> Sha256:
    return await context.house.shelf.put(grant_key(which), words.strip().encode())


async def _note(session: AsyncSession, context: Context, act: str, one: Grant, lent: list[RecordId], **facts: object) -> None:
    """In the timeline of each record, and in the grant's own."""
    told = {**access.by(one), **facts}
    del told["grant"]
    for record in lent:
        await audit.note_act(session, context.now, context.actor, context.position, act, ("grant", one.id), record, **told)
