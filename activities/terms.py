"""Setting a record's term inside another act's transaction: proposed with the discharge, confirmed with the reception."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from domain.clock import day
from domain.names import DocumentId, RecordId, Sha256
from domain.people import Position
from domain.policies import PolicyBook
from domain.records import Discharge, Record
from domain.retention import RetentionClass, Schedule, keep_until, stated
from domain.retention_signs import Facts, Ground, propose
from domain.retention_terms import How, NewClass, Term, check_confirm, confirmed, proposed_on
from store.queries import incidents
from store.queries import retention as queries
from store.writes import audit
from store.writes import retention as writes


async def propose_term(
    desk: Desk, session: AsyncSession, record: Record, words: Discharge, left: datetime, now: datetime
) -> RetentionClass:
    """What the discharge says, by the signs and the schedule of today; the term is counted from the year the patient left.

    Raises: Malformed for a trait no schedule knows.
    """
    linked = bool(await incidents.of_record(session, record.id))
    codes = (words.diagnosis_code, words.cause_codes, words.procedure_codes)
    facts = Facts(record.kind, words.outcome, *codes, stated(words.traits), linked)
    found = propose(desk.policies.retention(day(now)), desk.policies.retention_signs(record.facility, day(now)), facts)
    await set_term(session, record.id, How.PROPOSED, found.schedule, found.chosen, day(left), now, grounds=found.grounds)
    return found.chosen


def proposal(terms: tuple[Term, ...], policies: PolicyBook, today: date) -> tuple[Schedule, RetentionClass]:
    """What the records office confirms, as it stands today."""
    last = next(one for one in reversed(terms) if one.how is How.PROPOSED)
    return proposed_on(policies.retention(today), policies.retention_edition(last.edition), last)


async def confirm_term(
    desk: Desk,
    session: AsyncSession,
    record: Record,
    position: Position,
    words: NewClass,
    now: datetime,
    reason: Sha256 | None = None,
    request: str | None = None,
) -> None:
    """Somebody stands for the proposed class, or for another; anew by the schedule of the first time. Raises: WrongState, Malformed."""
    terms = await queries.terms(session, record.id)
    anew = confirmed(terms)
    schedule, proposed = proposal(terms, desk.policies, day(terms[-1].at if anew else now))
    chosen = schedule.choice(words.retention_class) if words.retention_class or anew else proposed
    how = check_confirm(record.state, terms, proposed, chosen, words.reason)
    shorter = chosen.rank < proposed.rank
    kept = reason if words.reason.strip() else None
    await set_term(session, record.id, how, schedule, chosen, ended_on(record, now), now, position, kept, shorter=shorter)
    facts = {"kept_as": chosen.code, "edition": schedule.edition} | ({"proposed": proposed.code} if how is How.CHOSEN else {})
    facts |= {"was": terms[-1].code} if anew else {}
    await audit.note(session, now, position, "record.confirm_class", ("record", record.id), record.id, request, **facts)


async def confirm_received(desk: Desk, session: AsyncSession, record: Record, position: Position, now: datetime) -> None:
    """Whoever receives a record stands for the class its closing sheet tells, unless somebody did before."""
    if not confirmed(await queries.terms(session, record.id)):
        await confirm_term(desk, session, record, position, NewClass(), now)


async def confirm_visit(desk: Desk, session: AsyncSession, record: Record, position: Position, now: datetime) -> None:
    """A visit has no closing sheet: closing it confirms the ordinary class where the facility lets it; any other waits for the office."""
    schedule, proposed = proposal(await queries.terms(session, record.id), desk.policies, day(now))
    if proposed.code == schedule.ordinary and desk.policies.care(record.facility, day(now)).visit_class_on_closing:
        await confirm_received(desk, session, record, position, now)


async def set_term(
    session: AsyncSession,
    which: RecordId,
    how: How,
    schedule: Schedule,
    chosen: RetentionClass,
    ended: date,
    now: datetime,
    position: Position | None = None,
    reason: Sha256 | None = None,
    shorter: bool = False,
    grounds: tuple[Ground, ...] = (),
    decision: DocumentId | None = None,
) -> None:
    """The next term of a record whose row is locked."""
    before = await queries.terms(session, which)
    for first in before[:1]:  # of a version before terms had rows it is in the record's own columns alone
        await writes.keep(session, which, first)
    number = len(before) + 1
    by = position.person if position else None
    term = Term(number, how, chosen.code, schedule.edition, keep_until(chosen, ended), now, by, shorter, reason, decision, grounds)
    await writes.set_term(session, which, term)


def ended_on(record: Record, now: datetime) -> date:
    """The day the episode ended, from whose year the term is counted."""
    return day(record.discharged_at or now)
