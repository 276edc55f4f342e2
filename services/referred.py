"""What a person may read of transfers to other facilities: those expected here, one with its package, its documents and its file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.heads import head
from domain.clock import day
from domain.errors import NotFound, OutOfReach
from domain.names import FacilityId, PersonId, RecordId, ReferralId, grant_key
from domain.packages import Package, Sheet
from domain.people import demand, may
from domain.referrals import Candidate, Referral, ReferralState
from services import access, slips
from services.archive import packed
from services.context import Context
from services.incoming import RECEIVERS
from services.packages import files, frozen
from store.queries import grants, people, records, signatures
from store.queries import referrals as queries
from store.queries.referrals import Packed, Sent, Shown, TakenBy

PAGE = queries.PAGE


@dataclass(frozen=True)
class IncomingView:
    """A page of the patients sent to a facility."""

    lines: Sequence[Sent]
    tallies: Mapping[Shown, int]
    more: bool


@dataclass(frozen=True)
class PackageView:
    """One transfer and what this person may do with it now."""

    sent: Sent
    here: bool
    """Whether it is shown to the receiving facility, else to the sending one."""
    items: Sequence[Packed]
    """Nothing for the receiving facility once the package is shut to this position."""
    taken: Sequence[TakenBy]
    note: str
    declined: str
    names: Mapping[PersonId, str]
    reaches: bool
    """Whether this position reaches the record opened for the patient; at the sending facility, the record that sends."""
    may_receive: bool = field(default=False, kw_only=True)
    may_decline: bool = field(default=False, kw_only=True)
    may_copy: bool = field(default=False, kw_only=True)
    may_hand_over: bool = field(default=False, kw_only=True)
    may_end: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Sending:
    """What whoever sends a package chooses from."""

    candidates: Sequence[Candidate]
    slips: Sequence[Candidate]
    """Drawn up, signed or not, the newest last."""
    where: str
    """Where the newest slip says the patient goes."""
    chosen: Sequence[Candidate]
    """What goes when nobody chooses."""
    receivers: Sequence[tuple[FacilityId, str]]
    longest: int


@dataclass(frozen=True)
class Expected:
    """Who comes, as a record is opened for them."""

    sent: Sent
    name: str
    birth: date
    sex: str
    citizen_id: str
    diagnosis: str = field(default="", repr=False)


@dataclass(frozen=True)
class PackageFile:
    """The package as one zip file that is made while it is sent."""

    code: str
    """Of the slip."""
    chunks: Iterator[bytes]


async def listing(context: Context, shown: Shown = Shown.WAITING, after: ReferralId | None = None) -> IncomingView:
    """Patients sent to the acting position's facility. Raises: NotAllowed, NotFound."""
    demand(context.position, "referral.read", "*", context.today)
    facility = context.position.facility
    async with context.house.sessions() as session:
        last = (await queries.sent(session, after)).referral if after else None
        if last and last.receiver != facility:
            raise NotFound("referral", last.id)
        found = await queries.incoming(session, facility, context.now, shown, last)
        return IncomingView(found[:PAGE], await queries.tallies(session, facility, context.now), len(found) > PAGE)


async def expected(context: Context) -> int | None:
    """How many patients are expected here; None for whoever takes nobody in."""
    if not may(context.position.role, "referral.read"):
        return None
    async with context.house.sessions() as session:
        return (await queries.tallies(session, context.position.facility, context.now, (Shown.WAITING,)))[Shown.WAITING]


async def sending(context: Context, record: RecordId) -> Sending:
    """Raises: NotFound, NotAllowed, OutOfReach."""
    policies, facility = context.house.policies, context.position.facility
    care = policies.care(facility, context.today)
    async with context.house.sessions() as session:
        await access.reached(session, context, record, "referral.send")
        found = await queries.candidates(session, record)
        drawn = [one for one in found if one.form in policies.slips]
        defaults = [one for one in found if one.form in care.transfer_package_forms and one.version]
        there = await queries.receivers(session, RECEIVERS, facility, context.today)
        where = await slips.where(session, context, record, drawn[-1]) if drawn else ""
    return Sending(found, drawn, where, defaults, there, care.transfer_package_days)


async def read(context: Context, which: ReferralId) -> PackageView:
    """By whoever reaches the record that sends, or by the receiving facility; audited there. Raises: NotFound, NotAllowed, OutOfReach."""
    demand(context.position, "referral.read", "*", context.today)
    async with context.house.sessions.begin() as session:
        found = await queries.sent(session, which)
        mine = found.referral.facility == context.position.facility
        return await (_of_sender(session, context, found) if mine else _of_receiver(session, context, found))


async def _of_sender(session: AsyncSession, context: Context, found: Sent) -> PackageView:
    one, role = found.referral, context.position.role
    await access.reached(session, context, one.record, "referral.read")
    await _note(session, context, "referral.read", found)
    opens = one.open(context.now)
    ends = may(role, "grant.end") and (one.sent_by == context.position.person or may(role, "grant.read"))
    hands = opens and one.receiver is None and may(role, "referral.hand_over")
    told = {"may_copy": hands, "may_hand_over": hands, "may_end": opens and ends}
    return await _view(session, context, found, here=False, reaches=True, items=True, **told)


async def _of_receiver(session: AsyncSession, context: Context, found: Sent) -> PackageView:
    one, role = found.referral, context.position.role
    one.check_receiver(context.position)
    await access.kept(session, one.record, "referral.read")
    reaches = await _reaches(session, context, one)
    opens = one.open(context.now) and (one.linked is None or reaches)
    await _note(session, context, "referral.read", found)
    waits = one.state(context.now) is ReferralState.SENT
    return await _view(
        session,
        context,
        found,
        here=True,
        reaches=reaches,
        items=opens,
        may_receive=waits and may(role, "referral.receive"),
        may_decline=waits and may(role, "referral.decline"),
        may_copy=opens and one.may_copy,
    )


async def _view(
    session: AsyncSession, context: Context, found: Sent, *, here: bool, reaches: bool, items: bool, **may_do: bool
) -> PackageView:
    one = found.referral
    taken = await queries.taken(session, one.id) if not here else []
    acted = {who for who in (one.sent_by, one.answered_by, *(line.by for line in taken)) if who}
    key, told = grant_key(one.grant), (await grants.grant(session, one.grant)).reason
    return PackageView(
        sent=found,
        here=here,
        items=await queries.items(session, one.id) if items else [],
        taken=taken,
        note=(await context.house.shelf.get(key, told)).decode() if items else "",
        declined=(await context.house.shelf.get(key, found.words)).decode() if found.words else "",
        names=await people.names(session, acted),
        reaches=reaches,
        **may_do,
    )


async def _reaches(session: AsyncSession, context: Context, one: Referral) -> bool:
    return one.linked is not None and await records.reaches(session, context.position, one.linked, context.now)


async def content(context: Context, which: ReferralId, number: int) -> bytes:
    """One document of the package as it was sent, to be read; audited in the record that sent it, with the grant.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState.
    """
    async with context.house.sessions() as session:
        record = (await _opened(session, context, which)).referral.record
        item = next((one.item for one in await queries.items(session, which) if one.item.number == number), None)
    if item is None:
        raise NotFound("document", f"{which}/{number}")
    read = await frozen(context.house, record, item)
    async with context.house.sessions.begin() as session:
        found = await _opened(session, context, which)
        await _note(session, context, "document.read", found, ("document", item.document), version=item.version)
    return read


async def package(context: Context, which: ReferralId) -> PackageFile:
    """The package as a file, while it is open: the sending facility hands it to one elsewhere, the receiving one takes it if it may copy.

    Audited as copying. Raises: NotFound, NotAllowed, OutOfReach, WrongState.
    """
    async with context.house.sessions() as session:
        found = await _copied(session, context, which)
        items = await queries.items(session, which)
        said = await _said(session, context, found, items)
    held = [(item, await frozen(context.house, found.referral.record, item.item)) for item in items]
    async with context.house.sessions.begin() as session:
        await _note(session, context, "referral.copy", await _copied(session, context, which))
    return PackageFile(found.slip_code, packed(files(said, held)))


async def _copied(session: AsyncSession, context: Context, which: ReferralId) -> Sent:
    """A package this position may take away now. Raises: NotFound, NotAllowed, OutOfReach, WrongState."""
    found = await _opened(session, context, which)
    one = found.referral
    if one.facility == context.position.facility:
        demand(context.position, "referral.hand_over", "*", context.today)
        one.check_hand_over(context.now)
    elif not one.may_copy:
        raise OutOfReach("package")
    return found


async def _opened(session: AsyncSession, context: Context, which: ReferralId) -> Sent:
    """A package this position may open now. Raises: NotFound, NotAllowed, OutOfReach, WrongState."""
    demand(context.position, "referral.read", "*", context.today)
    found = await queries.sent(session, which)
    one = found.referral
    if one.facility == context.position.facility:
        await access.reached(session, context, one.record, "referral.read")
    else:
        one.check_read(context.position, await _reaches(session, context, one), context.now)
        await access.kept(session, one.record, "referral.read")
    return found


async def _said(session: AsyncSession, context: Context, found: Sent, items: Sequence[Packed]) -> Package:
    one, top = found.referral, await head(session, found.referral.record)
    slip = await signatures.version(session, one.slip, items[0].item.version)
    form = context.house.policies.form(items[0].form, day(slip.made_at))
    told = slip.data or {}
    fields = [{"name": f.name, "label": f.label, "value": told[f.name]} for f in form.fields if f.name in told]
    sheets = [Sheet(p.item.number, p.form, p.title, p.code, p.item.version, p.item.sha256, p.item.size, p.state) for p in items]
    return Package(
        sender=found.sender,
        sender_code=one.facility,
        record=found.code,
        receiver=found.receiver,
        patient=top["patient"],
        sent_at=one.sent_at,
        until=one.until,
        may_copy=one.may_copy,
        slip=fields,
        sheets=sheets,
    )


async def prefilled(context: Context, which: ReferralId) -> Expected:
    """Who comes, for the form that opens their record. Raises: NotFound, NotAllowed, OutOfReach, WrongState."""
    demand(context.position, "referral.receive", "*", context.today)
    async with context.house.sessions.begin() as session:
        found = await queries.sent(session, which)
        found.referral.check_answer(context.position, context.now)
        await access.kept(session, found.referral.record, "referral.read")
        patient = (await records.page(session, found.referral.record)).patient
        slip = (await queries.items(session, which))[0].item
        data = (await signatures.version(session, slip.document, slip.version)).data or {}
        await _note(session, context, "referral.read", found)
    return Expected(found, patient.name, patient.birth, patient.sex, patient.citizen_id or "", str(data.get("diagnosis", "")))


async def _note(
    session: AsyncSession, context: Context, act: str, found: Sent, subject: tuple[str, object] | None = None, **facts: object
) -> None:
    """In the record that sent it; by whom of another facility the grant says."""
    one = found.referral
    told = (await grants.grant(session, one.grant)).grant
    by = {**access.by(told), "at_facility": found.receiver} if context.position.facility != one.facility else {}
    await access.note(session, context, act, subject or ("referral", one.id), one.record, **by, **facts)
