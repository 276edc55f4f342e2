"""Transferring a patient to another facility: the package is sent, taken to a facility elsewhere, declined, recalled.

They belong to no process: a transfer is a row, its window a grant (services/grants.py). A record that answers one is opened as any other.
"""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import bytes_key
from domain.errors import Incomplete, NotFound, OutOfReach, StaleDocument
from domain.faults import both
from domain.grants import Asker, Grant, GrantKind, Purpose
from domain.names import GrantId, RecordId, ReferralId, Sha256, grant_key, id_of
from domain.people import Position, demand
from domain.records import Record
from domain.referrals import Candidate, Decline, Item, NewReferral, Referral, Taken, check_send, packed
from domain.roles import Role
from services import access, grants, incoming, slips
from services.context import Context
from services.incoming import RECEIVERS
from store.queries import people, records, signatures
from store.queries import referrals as queries
from store.writes import acts, audit, notices
from store.writes import grants as grant_writes
from store.writes import referrals as writes


async def send(context: Context, record: RecordId, new: NewReferral) -> ReferralId:
    """Freezes the signed slip and the chosen finished documents, and opens them to the receiving facility for some days.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState (not discharged, one under way), Malformed, Incomplete (another outcome, an
    unsigned slip or one that names another facility, unfinished documents), StaleDocument, RequestTaken, RequestReused.
    """
    new = _plain(context, new)
    new.check(context.position.facility, grants.longest(context, GrantKind.RECEIVING))
    which = ReferralId(id_of("referral", context.position.person, context.request))
    grant = GrantId(id_of("grant", context.position.person, context.request))
    async with context.house.sessions() as session:
        await access.reached(session, context, record, "referral.send")
        again = await acts.claimed(session, context.request)
        chosen = [] if again else await _chosen(session, context, record, new)
        if chosen:
            await slips.check(session, context, record, chosen[0], new)
    items = await _frozen(context, record, chosen)
    words = await context.house.shelf.put(grant_key(grant), (new.note.strip() or "Chuyển cơ sở khám bệnh, chữa bệnh").encode())
    async with context.house.sessions.begin() as session:
        found = await records.record(session, record, lock=True)
        same = [record, new.receiver, new.elsewhere, new.documents, new.slip, new.days, new.may_copy, words]
        if await acts.claim(session, context.actor, "referral.send", which, same, context.now):
            demand(context.position, "referral.send", found.state, context.today)
            if not sends(context.position, found):
                raise OutOfReach("treating")
            check_send(found, [one.referral for one in await queries.of_record(session, record)], context.now)
            if await _chosen(session, context, record, new) != chosen:
                raise StaleDocument()
            sent = Referral(
                id=which,
                record=record,
                facility=found.facility,
                grant=grant,
                slip=chosen[0].document,
                receiver=new.receiver,
                elsewhere=new.elsewhere,
                sent_by=context.position.person,
                sent_at=context.now,
                until=context.now + timedelta(days=new.days),
                may_copy=new.may_copy,
            )
            await _keep(session, context, sent, items, words, new.days)
    return which


def sends(position: Position, record: Record) -> bool:
    """Whether it is this position's to say who else reads: the treating department's, and the records office's."""
    return position.role is Role.RECORDS_OFFICER or position.works_in(record.department)


def _plain(context: Context, new: NewReferral) -> NewReferral:
    """With the days the facility grants when none were chosen; what leaves the installation is a copy."""
    days = new.days or grants.longest(context, GrantKind.RECEIVING)
    return replace(new, elsewhere=new.elsewhere.strip(), days=days, may_copy=new.may_copy or new.receiver is None)


async def _chosen(session: AsyncSession, context: Context, record: RecordId, new: NewReferral) -> list[Candidate]:
    """What goes, the slip first. Raises: Incomplete."""
    if new.receiver:
        there = dict(await queries.receivers(session, RECEIVERS, context.position.facility, context.today))
        if new.receiver not in there:
            vi = "receiver: cơ sở này không có ai tiếp nhận người bệnh trên hệ thống; ghi tên cơ sở ở mục cơ sở khác"
            raise Incomplete(both(vi, "nobody takes patients in there by this system: name it as a facility elsewhere"))
    slips = frozenset(context.house.policies.slips)
    care = context.house.policies.care(context.position.facility, context.today)
    _, found = packed(await queries.candidates(session, record), slips, care.transfer_package_forms, new)
    return list(found)


async def _frozen(context: Context, record: RecordId, chosen: list[Candidate]) -> list[Item]:
    """Reads each file once: its digest and size are what the package holds."""
    found, key = [], bytes_key(record)
    for number, one in enumerate(chosen, 1):
        async with context.house.sessions() as session:
            newest = (await signatures.version(session, one.document, one.version)).newest
        size = len(await context.house.shelf.get(key, newest))
        found.append(Item(number, one.document, one.version, newest, size))
    return found


async def _keep(session: AsyncSession, context: Context, sent: Referral, items: list[Item], words: Sha256, days: int) -> None:
    """The rows, the audit and the notice of a package that goes."""
    slip = await signatures.document(session, sent.slip)
    to = (await people.facility(session, sent.receiver)).name if sent.receiver else sent.elsewhere
    who = Asker("", to, slip.code, context.today)
    granted = Grant(
        *(sent.grant, sent.facility, GrantKind.RECEIVING, Purpose.TREATMENT, sent.sent_by, context.now, days, sent.may_copy),
        asker=who,
        whole=False,
        decided_by=sent.sent_by,
        decided_at=context.now,
        granted=True,
        since=context.now,
        until=sent.until,
    )
    await grant_writes.ask(session, granted, [sent.record], words)
    await grant_writes.name_documents(session, sent.grant, [one.document for one in items])
    await writes.send(session, sent, items)
    facts = {"to": to, "documents": [str(one.document) for one in items], **access.by(granted)}
    await _note(session, context, "referral.send", sent, **facts)
    await incoming.expected(session, context, await queries.sent(session, sent.id))


async def hand_over(context: Context, which: ReferralId, taken: Taken) -> None:
    """Somebody took the package to a facility elsewhere, within its window.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, RequestTaken, RequestReused.
    """
    async with context.house.sessions() as session:
        await access.reached(session, context, (await queries.sent(session, which)).referral.record, "referral.hand_over")
    async with context.house.sessions.begin() as session:
        one = (await queries.locked(session, which)).referral
        await access.kept(session, one.record, "referral.hand_over")
        if await acts.claim(session, context.actor, "referral.hand_over", which, vars(taken), context.now):
            one.check_hand_over(context.now)
            before = [each.taken for each in await queries.taken(session, which)]
            taken.check(one.sent_at, context.now, before)
            number = len(before) + 1
            await writes.take(session, one, number, taken, context.position.person, context.now)
            await _note(session, context, "referral.hand_over", one, way=taken.way)


async def decline(context: Context, which: ReferralId, said: Decline) -> None:
    """The patient never came, or was not taken in: the sending facility is told, and the package shuts.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, RequestTaken, RequestReused.
    """
    demand(context.position, "referral.decline", "*", context.today)
    said.check()
    async with context.house.sessions.begin() as session:
        found = await queries.locked(session, which)
        one = found.referral
        if one.receiver != context.position.facility:
            raise NotFound("referral", which)
        await access.kept(session, one.record, "referral.decline")
        words = await context.house.shelf.put(grant_key(one.grant), said.words.strip().encode()) if said.words.strip() else None
        if await acts.claim(session, context.actor, "referral.decline", which, [said.why, words or ""], context.now):
            one.check_answer(context.position, context.now)
            await writes.decline(session, one, said.why, words, context.position.person, context.now)
            await _note(session, context, "referral.decline", one, declined=said.why)
            told = {one.sent_by, (await records.record(session, one.record)).doctor}
            link, key = f"/referrals/{which}", f"referral/{which}/answered"
            await notices.tell(session, key, told, "referral_declined", link, context.now, facility=found.receiver)


async def end(context: Context, which: ReferralId, reason: str) -> None:
    """The sending facility shuts the package before its time; the receiving one is told.

    Raises: NotFound, NotAllowed, WrongState, Malformed, RequestTaken, RequestReused.
    """
    async with context.house.sessions() as session:
        grant = (await queries.sent(session, which)).referral.grant
    await grants.end(context, grant, reason)


async def _note(session: AsyncSession, context: Context, act: str, one: Referral, **facts: object) -> None:
    """In the timeline of the record that sends."""
    await audit.note_act(session, context.now, context.actor, context.position, act, ("referral", one.id), one.record, **facts)
