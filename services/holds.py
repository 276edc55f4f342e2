"""Holds: placed, put off and lifted, each by its own right and for a reason; their review is told when its day has passed.

They belong to no process: a hold is a row, and whoever disposes of records asks the rows inside the destroying transaction.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import Clock, day
from domain.errors import Conflict, Incomplete, Malformed, WrongState
from domain.faults import both
from domain.holds import Extension, Hold, NewHold, Query, Scope, check_lifters
from domain.names import HoldId, PatientId, RecordId, Sha256, hold_key, id_of
from domain.people import demand
from domain.roles import Role
from services.context import Context
from services.held import TREATING, classes, lifters, of_mine
from store.engine import Sessions
from store.queries import held, people
from store.queries import holds as queries
from store.writes import acts, audit, notices
from store.writes import holds as writes

AT_ONCE = 500
"""Holds whose passed review is told in one transaction."""


@dataclass(frozen=True)
class Place:
    """What a hold is to lie on, as the rows know it."""

    record: RecordId | None = None
    patient: PatientId | None = None


def review_key(which: HoldId) -> str:
    """What the notices of its review begin with."""
    return f"hold/{which}"


async def place(context: Context, new: NewHold, seen: int | None = None) -> HoldId:
    """Keeps records from disposal from now on. `seen`: of a query, how many records its preview told.

    Raises: NotAllowed, Malformed, Incomplete (nobody else could lift it; no such record, patient, department, doctor or class; nothing
    is found), Conflict when the query now finds another number, or the case has an open hold on the same already, RequestTaken,
    RequestReused.
    """
    demand(context.position, "hold.place", "*", context.today)
    which = HoldId(id_of("hold", context.position.person, context.request))
    reason = await _lay(context, which, new.reason)
    same = [vars(new.case), new.scope, new.code.strip(), vars(new.query), new.standing, new.review_by, reason]
    async with context.house.sessions.begin() as session:
        if await acts.claim(session, context.actor, "hold.place", which, same, context.now):
            new.check_place(context.today)
            await writes.still(session, context.position.facility)
            await _check_query(session, context, new.query)
            on = await _place(session, context, new)
            check_lifters(context.position.person, await lifters(session, context))
            await _check_new(session, context, new, on, seen)
            made = Hold(
                which,
                context.position.facility,
                new.case,
                new.scope,
                context.position.person,
                context.now,
                new.review_by,
                1 if on.record else await _found(session, context, new, on, seen),
                on.patient,
                new.query,
                new.standing,
            )
            await writes.place(session, made, reason)
            if on.record:
                await writes.reach(session, which, on.record)
            else:
                await writes.reach_found(session, made)
            await _note(session, context, "hold.place", made, on.record, scope=new.scope, found=made.found)
    return which


async def _place(session: AsyncSession, context: Context, new: NewHold) -> Place:
    """Raises: Incomplete."""
    facility, code = context.position.facility, new.code.strip()
    if new.scope is Scope.RECORD:
        return Place(record=await queries.record_called(session, facility, code))
    return Place(patient=await queries.patient_called(session, facility, code)) if new.scope is Scope.PATIENT else Place()


async def _check_new(session: AsyncSession, context: Context, new: NewHold, on: Place, seen: int | None) -> None:
    """One case holds the same thing once. Raises: Conflict, with the hold there is."""
    if one := await queries.same(session, context.position.facility, new, on.record, on.patient, seen):
        since, where = f"{day(one.placed_at):%d/%m/%Y}", f"/holds/{one.id}"
        vi = f"vụ việc này đang giữ đúng hồ sơ này từ {since}: mở lệnh đó ({where}) và gia hạn; vụ việc khác thì ghi số, tên khác"
        en = f"this case has held the same since {since}: open that hold ({where}) and extend it; for another case give its own name"
        raise Conflict(both(vi, en))


async def _found(session: AsyncSession, context: Context, new: NewHold, on: Place, seen: int | None) -> int:
    """How many records the patient has, or the query finds. Raises: Malformed, Incomplete, Conflict."""
    if on.patient:
        return await held.count_patient(session, on.patient)
    if seen is None:
        raise Malformed("found: xem trước hồ sơ khớp, rồi gửi kèm số hồ sơ đã xem / look at what fits first, then send how many")
    found = await held.count(session, context.position.facility, new.query)
    if found != seen:
        vi = f"điều kiện nay khớp {found} hồ sơ, lúc xem trước là {seen}; xem lại danh sách rồi gửi lại"
        raise Conflict(both(vi, f"{found} records fit now, {seen} in the preview; look at the list again, then send it again"))
    if not found and not new.standing:
        raise Incomplete("query: không có hồ sơ nào khớp / no record fits")
    return found


async def _check_query(session: AsyncSession, context: Context, query: Query) -> None:
    """What it names is there: else it would find nothing, and nobody would know. Raises: Incomplete."""
    facility = context.position.facility
    faults = []
    if query.department and query.department not in dict(await people.departments(session, facility)):
        faults.append(both(f"department: không có khoa {query.department}", f"no department {query.department}"))
    if query.doctor and query.doctor not in dict(await people.ever_held(session, facility, TREATING)):
        faults.append("doctor: không có bác sĩ này / there is no such doctor")
    if query.retention_class and query.retention_class not in classes(context):
        faults.append(both(f"retention_class: không có nhóm {query.retention_class}", f"no class {query.retention_class}"))
    if faults:
        raise Incomplete(*faults)


async def extend(context: Context, which: HoldId, review_by: date, reason: str) -> None:
    """Puts its review off. Raises: NotFound, NotAllowed, WrongState, Malformed, RequestTaken, RequestReused."""
    demand(context.position, "hold.extend", "*", context.today)
    words = await _lay(context, which, reason)
    async with context.house.sessions.begin() as session:
        found = await of_mine(session, context, which, lock=True)
        if await acts.claim(session, context.actor, "hold.extend", which, [review_by, words], context.now):
            await _check_open(session, found.hold, "hold.extend")
            found.hold.check_extend(review_by, reason, context.today)
            made = Extension(found.hold.review_by, review_by, context.position.person, context.now)
            await writes.extend(session, which, len(found.extensions) + 1, made, words)
            await notices.settle(session, review_key(which), context.now)
            days = {"from": f"{made.was:%d/%m/%Y}", "to": f"{review_by:%d/%m/%Y}"}
            await _note(session, context, "hold.extend", found.hold, await _record(session, found.hold), **days)


async def lift(context: Context, which: HoldId, reason: str, paper: str = "") -> None:
    """Ends it; never by whoever placed it. What it reached until then stays listed.

    Raises: NotFound, NotAllowed, SamePerson, WrongState, Malformed, RequestTaken, RequestReused.
    """
    demand(context.position, "hold.lift", "*", context.today)
    words = await _lay(context, which, reason)
    async with context.house.sessions.begin() as session:
        found = await of_mine(session, context, which, lock=True)
        if await acts.claim(session, context.actor, "hold.lift", which, [words, paper.strip()], context.now):
            await _check_open(session, found.hold, "hold.lift")
            found.hold.check_lift(context.position.person, reason, paper)
            if found.hold.patient or found.hold.standing:
                await writes.reach_found(session, found.hold)
            await writes.lift(session, which, context.position.person, words, paper, context.now)
            await notices.settle(session, review_key(which), context.now)
            await _note(session, context, "hold.lift", found.hold, await _record(session, found.hold), paper=paper.strip())


async def tell_of_reviews(sessions: Sessions, clock: Clock) -> int:
    """Tells those who may lift holds, once for each, that its day of review has passed; nothing else follows. How many were told."""
    told, now = 0, clock()
    while True:
        async with sessions.begin() as session:
            found = await queries.to_review(session, day(now), AT_ONCE)
            directors = await people.holding(session, Role.DIRECTOR, {one.facility for one in found}, day(now))
            for one in found:
                facts = {"title": one.case.name, "day": f"{one.review_by:%d/%m/%Y}"}
                key, link = f"{review_key(one.id)}/{one.review_by}", f"/holds/{one.id}"
                await notices.tell(session, key, directors.get(one.facility, []), "hold_review", link, now, **facts)
                await writes.told(session, one.id, one.review_by)
        told += len(found)
        if len(found) < AT_ONCE:
            return told


async def _check_open(session: AsyncSession, one: Hold, act: str) -> None:
    """Raises: WrongState with the day it was lifted and by whom."""
    if one.lifted_by and one.lifted_at:
        names = await people.names(session, {one.lifted_by})
        raise WrongState(act, "lifted", f"{day(one.lifted_at):%d/%m/%Y}", names.get(one.lifted_by, ""))


async def _record(session: AsyncSession, one: Hold) -> RecordId | None:
    """The one record it lies on, in whose timeline its acts stand."""
    return (await queries.reached(session, one))[0].id if one.scope is Scope.RECORD else None


async def _lay(context: Context, which: HoldId, words: str) -> Sha256:
    return await context.house.shelf.put(hold_key(which), words.strip().encode())


async def _note(session: AsyncSession, context: Context, act: str, one: Hold, record: RecordId | None, **facts: object) -> None:
    named = {"case": one.case.kind, "name": one.case.name, **facts}
    await audit.note_act(session, context.now, context.actor, context.position, act, ("hold", one.id), record, **named)
