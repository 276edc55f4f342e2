"""Making signatures: hands beside the token; only the signer process builds them."""

import asyncio
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities.completions import completed
from activities.desk import Desk, may_on_document
from activities.failures import refusals_told
from activities.marks import InPlace, box_of, in_place, mark_of, uncovered
from activities.signatures import SignRequest
from activities.sittings import CredentialsOnce, Knows, Redeems, TicketsOnce, Trust, TrustOnce
from activities.staffing import check_holds
from domain.care import UnknownStatus
from domain.clock import day
from domain.errors import CertificateRefused, NotAllowed, NotFound, Refusal, Unavailable
from domain.forms import Paper
from domain.names import FacilityId, Sha256
from domain.people import Actor, Position
from domain.signatures import Chain, Method, Signature, Step
from signing.confirmations import Confirmation
from signing.credentials import Credential, open_key
from signing.heads import check_last
from signing.pades import SignatureMark, Stamper, grew, sign, stamp
from signing.tickets import Capacity, Reviewed, Tickets
from signing.tokens import Tokens
from store.queries import people
from store.queries import signatures as queries
from store.queries.people import Facility
from store.queries.signatures import Document, Version
from store.queries.signing import held
from store.queries.subjects import hold_subject
from store.writes import acts, audit, issuing
from store.writes import signatures as writes

STAMP_WITHIN = timedelta(seconds=2)
"""How long a signer waits for the time stamp before it is left for later."""


class HeadMoved(Exception):
    """Another signature was kept first: the next try signs the new head."""


@dataclass(frozen=True)
class Room:
    """The signing room as the signer has it."""

    tickets: Redeems
    tokens: Tokens
    credentials: Knows
    stamper: Stamper
    trust: Trust

    def sitting(self) -> "Room":
        """The room for one chunk of a batch."""
        tickets = TicketsOnce(self.tickets) if isinstance(self.tickets, Tickets) else self.tickets
        return replace(self, tickets=tickets, credentials=CredentialsOnce(self.credentials), trust=TrustOnce(self.trust))


@dataclass(frozen=True)
class Job:
    """What one signature needs to know, read in one short transaction."""

    act: SignRequest
    document: Document
    version: Version
    step: Step
    name: str
    position: Position
    facility: str
    place: str

    @property
    def chain(self) -> Chain:
        return self.version.chain

    @property
    def apart(self) -> str:
        """What parts the fields of a ready PDF from those it may have come with."""
        return f"{self.document.code}-{self.version.number}-" if self.version.pdf else ""


@dataclass(frozen=True)
class About:
    """What is the same for every document that one person signs."""

    position: Position
    name: str
    facilities: Mapping[FacilityId, Facility]


class Signing:
    """Hands that hold keys."""

    def __init__(self, desk: Desk, room: Room) -> None:
        self.desk = desk
        self.room = room

    @activity.defn(name="signature.sign")
    async def sign(self, act: SignRequest) -> Chain:
        """Signs the newest revision once per request; a lost race is tried again on the new head.

        Raises: whatever `Chain.check` does, TicketRefused, CertificateRefused, RequestTaken, RequestReused.
        """
        with refusals_told():
            return await self.once(act)

    async def once(self, act: SignRequest) -> Chain:
        """One try of one document. Raises: as `sign`, HeadMoved."""
        (found,) = await self.read([act])
        return await self.make(found)

    def sitting(self) -> "Signing":
        """The same hands for one chunk of a batch."""
        seated = copy(self)
        seated.room = self.room.sitting()
        return seated

    async def read(self, acts: Sequence[SignRequest]) -> list["Job | Chain | Refusal"]:
        """What each needs to be signed, in few questions for all of one person: a job, the chain that has it, or why not."""
        async with self.desk.sessions() as session:
            found = await queries.with_documents(session, [(act.of.document, act.of.version) for act in acts])
            try:
                about = await self._about(session, acts[0].actor, {document.facility for document, _ in found.values()})
            except Refusal as no:
                return [no for _ in acts]
        return [self._job(act, found.get((act.of.document, act.of.version)), about) for act in acts]

    async def make(self, found: "Job | Chain | Refusal") -> Chain:
        """Signs and keeps, for the page and for a batch. Raises: as `sign`, HeadMoved."""
        if isinstance(found, Refusal):
            raise found
        return await self._sign_and_keep(found) if isinstance(found, Job) else found

    async def _about(self, session: AsyncSession, actor: Actor, facilities: set[FacilityId]) -> "About":
        position = await people.position(session, actor)
        name = (await people.person(session, actor.person)).name
        return About(position, name, {one: await people.facility(session, one) for one in sorted(facilities)})

    def _job(self, act: SignRequest, found: tuple[Document, Version] | None, about: "About") -> "Job | Chain | Refusal":
        try:
            if found is None:
                raise NotFound("version", f"{act.of.document}/{act.of.version}")
            document, version = found
            if version.chain.made_by(act.actor.person, act.actor.request):
                return version.chain
            may_on_document(about.position, "document.sign", document, self.desk.clock())
            step = version.chain.check(act.actor.person, act.read)
        except Refusal as no:
            return no
        facility = about.facilities[document.facility]
        return Job(act, document, version, step, about.name, about.position, facility.name, facility.place)

    async def _sign_and_keep(self, job: Job) -> Chain:
        now = self.desk.clock()
        act, chain = job.act, job.chain
        capacity = self.room.tickets.redeem(act.ticket, act.actor.person, Reviewed(act.of.document, act.of.version, chain.content), now)
        self._check_capacity(job, capacity)
        if job.step.method is Method.CONFIRMED:
            # The ticket says that the PIN was right; the next digital signature writes it into the file.
            return await self._keep(job, self._signature(job, chain.head, self._size(chain), now, now))
        head = await self.desk.shelf.get(job.document.key, chain.head)
        await self._check_head(chain, head, job.document.facility)
        credential = await self.room.credentials.of(capacity.organisation or str(act.actor.person))
        unchecked = await self._check_status(job, capacity, credential, now)
        mark = await self._mark(job, now)
        signed = await asyncio.to_thread(self._seal, head, mark, credential, capacity.secret)
        signed, stamped_at = await self._stamp(signed)
        sha256 = await self.desk.shelf.put(job.document.key, signed)
        made = replace(self._signature(job, sha256, len(signed), now, stamped_at), unchecked=unchecked)
        return await self._keep(job, made)

    def _check_capacity(self, job: Job, capacity: Capacity) -> None:
        wanted = job.document.facility if job.step.method is Method.ORGANISATION else None
        if capacity.organisation != wanted:
            raise NotAllowed("", "document.sign", job.step.method)

    async def _check_status(self, job: Job, capacity: Capacity, credential: Credential, now: datetime) -> bool:
        """Whether the key is used though nobody can say if its certificate is still good: the facility lets it, the person was warned.

        Raises: CertificateRefused.
        """
        care = self.desk.policies.care(job.document.facility, day(now))
        fresh = timedelta(minutes=care.status_fresh_minutes)
        try:
            await self.room.trust.check_certificate(credential.certificate, credential.chain, now, fresh)
        except CertificateRefused as no:
            if no.facts[0] == "status_unknown" and capacity.warned and care.unknown_status is UnknownStatus.WARN:
                return True
            whose = ("organisation",) if capacity.organisation else ()
            raise CertificateRefused(*no.facts, *whose) from no
        return False

    async def _check_head(self, chain: Chain, head: bytes, facility: FacilityId) -> None:
        """Rows are written by others too: what the key signs is looked at here. Raises: TicketRefused("bytes")."""
        grew(head, chain.content, chain.size, [(s.sha256, s.size) for s in chain.signatures])
        if last := next((made for made in reversed(chain.signatures) if made.method is not Method.CONFIRMED), None):
            organisation = any(step.name == last.step and step.method is Method.ORGANISATION for step in chain.steps)
            check_last(head, await self.room.credentials.of(facility if organisation else str(last.person)))

    def _seal(self, head: bytes, mark: SignatureMark, credential: Credential, secret: str) -> bytes:
        with open_key(self.room.tokens, credential, secret) as key:
            return sign(head, mark, key)

    async def _stamp(self, signed: bytes) -> tuple[bytes, datetime | None]:
        """The stamp at once when the service is well; else later, without person or key."""
        try:
            stamped = await asyncio.wait_for(stamp(signed, self.room.stamper), STAMP_WITHIN.total_seconds())
        except (Unavailable, TimeoutError):
            return signed, None
        return stamped, self.desk.clock()

    async def _mark(self, job: Job, now: datetime) -> SignatureMark:
        number = len(job.chain.signatures)
        organisation = job.step.method is Method.ORGANISATION
        stands, confirmed = await self._beside(job)
        where = {"location": job.place, "box": box_of(job.version, number)}
        mark = partial(mark_of(job.step, number, stands, job.apart), name=job.name, time=now, confirmed=confirmed, **where)
        if not organisation:
            return mark()
        issued, on = await self._issue(job, now)
        written = f"{job.place}, ngày {on.day:02} tháng {on.month:02} năm {on.year}"
        return mark(on_behalf_of=job.facility, number=issued, date=written)

    async def _beside(self, job: Job) -> tuple[InPlace | None, tuple[Confirmation, ...]]:
        """In whose place the person signs, and what their signature covers: asked only where there is something to ask."""
        if not job.chain.uncovered and job.chain.capacity(job.position.person) is None:
            return None, ()
        official = self.desk.policies.form(job.document.form, day(job.version.made_at)).paper is Paper.OFFICIAL
        async with self.desk.sessions() as session:
            stands = await in_place(session, job.chain, job.step, job.position, official)
            return stands, await uncovered(session, job.version)

    async def _issue(self, job: Job, now: datetime) -> tuple[str, date]:
        """The clerk takes the next number, in a transaction of its own; a repeated try has the same one and its day (NĐ 30/2020 Đ15)."""
        series = job.version.series
        if not series:
            return "", day(now)
        of = job.act.of
        async with self.desk.sessions.begin() as session:
            number, on = await issuing.issue(session, of.document, of.version, job.document.facility, series, now)
        return f"{number:02}/{series}", on

    def _signature(self, job: Job, sha256: Sha256, size: int, now: datetime, stamped_at: datetime | None) -> Signature:
        actor, stands = job.act.actor, job.chain.capacity(job.act.actor.person)
        absent, substitution = stands or (None, None)
        made = (actor.person, actor.position, job.step.name, job.chain.head, sha256, size, now, actor.request, stamped_at)
        return Signature(*made, job.step.method, absent, substitution)

    def _size(self, chain: Chain) -> int:
        return chain.signatures[-1].size if chain.signatures else chain.size

    async def _keep(self, job: Job, made: Signature) -> Chain:
        act, of = job.act, job.act.of
        async with self.desk.sessions.begin() as session:
            now = self.desk.clock()
            if job.chain.sign(made).complete:
                await hold_subject(session, job.document)
            version, position = await held(session, of.document, of.version, act.actor)
            kept = version.chain
            if not await acts.claim(session, act.actor, "document.sign", f"{of.document}/{of.version}", act.read, now):
                return kept
            # A confirmation moves no byte: what was kept meanwhile shows in the number of signatures too.
            if kept.head != made.base or len(kept.signatures) != len(job.chain.signatures):
                raise HeadMoved(kept.head)
            may_on_document(position, "document.sign", job.document, now)
            after = kept.sign(made)
            await check_holds(session, made.substitution, made.step, now)
            await writes.sign(session, of.document, of.version, after, now)
            await self._note(session, job, version, position, made, now)
            if after.complete:
                await completed(self.desk, session, of, now)
        return after

    async def _note(self, session: AsyncSession, job: Job, version: Version, position: Position, made: Signature, now: datetime) -> None:
        actor, about = job.act.actor, ("document", job.document.id)
        facts = {"version": version.number, "step": made.step, "sha256": made.sha256, "method": made.method}
        if made.absent:
            facts |= {"absent": str(made.absent), "substitution": str(made.substitution)}
        if made.unchecked:
            facts |= {"unchecked": True}
        said = "document.confirm" if made.method is Method.CONFIRMED else "document.sign"
        await audit.note_act(session, now, actor, position, said, about, job.document.record, **facts)
        if job.step.method is Method.ORGANISATION and version.issue_number:
            number = f"{version.issue_number:02}/{version.series}"
            await audit.note_act(session, now, actor, position, "document.issue", about, job.document.record, number=number)
