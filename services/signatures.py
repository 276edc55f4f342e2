"""What a person may ask about documents and signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities import staffing
from activities.desk import may_on_document
from activities.documents import Of
from activities.signatures import Claiming, RefusalWords, Refuse, SignRequest
from domain.batches import request_of
from domain.copies import PROVISIONAL, Status, status
from domain.errors import Incomplete, Refusal, Unavailable
from domain.grants import Grant
from domain.names import DocumentId, PersonId, Sha256, signature_workflow
from domain.outages import Outage
from domain.people import demand
from domain.reasons import OTHER, check_length, told
from domain.shortcomings import NewShortcoming, check
from domain.signatures import Chain, Method, Signature
from services import access, batches, reviewing
from services.acts import body, tell
from services.certificates import unchecked
from services.context import Context
from signing.tickets import Reviewed as Reviewed
from signing.tickets import Unchecked
from store.queries import audit, earlier, held, outages, people, tasks
from store.queries import inbox as lists
from store.queries import returned as refusals
from store.queries import signatures as queries
from store.queries.audit import TimelineLine
from store.queries.inbox import InboxLine
from store.queries.inbox import Shown as Shown
from store.queries.returned import Returned
from store.queries.signatures import Document, Version
from workflows.signatures import SignatureWorkflow

UNRELEASED: Mapping[Status, str] = {
    **dict.fromkeys(PROVISIONAL, "CHUA-DUYET-chi-de-tham-khao-"),
    Status.REPLACED: "DA-THAY-THE-",
    Status.REFUSED: "BI-TU-CHOI-",
    Status.WITHDRAWN: "DA-RUT-",
}
"""What the name of a downloaded file says of a clinical document that is not, or no longer, what counts; signed bytes say nothing else."""


@dataclass(frozen=True)
class DocumentView:
    """Everything a document's page shows; versions oldest first."""

    document: Document
    versions: list[Version]
    waits_for: list[tuple[PersonId, str]]
    """Whom the newest version waits for."""
    mine: bool
    """Whether the person who asks made the newest version."""
    my_step: str | None
    """The step for which the person who asks has an open task."""
    names: dict[PersonId, str]
    timeline: list[TimelineLine]
    asker: PersonId
    """Who asks."""
    earlier: Mapping[tuple[str, str], Sequence[str]]
    """Of a result: service and name of a value → what it was before in this record."""
    left: frozenset[PersonId]
    """Whom the newest version waits for although they hold no post any more in which they could sign it."""
    held: bool = False
    """A hold keeps its record from disposal."""
    grant: Grant | None = None
    """By which it is read, when not by right."""
    marks: Mapping[tuple[DocumentId, int], Outage] = field(default_factory=dict)
    """(document, version) → the outage after which it was entered."""

    @property
    def newest(self) -> Version:
        return self.versions[-1]


@dataclass(frozen=True)
class Outcome:
    """What became of one document of a set: a signature or a refusal."""

    reviewed: Reviewed
    signature: Signature | None
    refusal: Refusal | None


async def inbox(
    context: Context, after: tuple[datetime, UUID] | None = None, limit: int = 51, shown: Shown = Shown.WAITING
) -> list[InboxLine]:
    """What waits for the person who asks, most urgent first; without what they put aside, unless that is asked for."""
    async with context.house.sessions() as session:
        return await lists.inbox(session, context.position.person, context.now, after, limit, shown)


async def returned(context: Context) -> list[Returned]:
    """Refused sheets of records that the person who asks made or was asked to sign, and that nobody has made again."""
    async with context.house.sessions() as session:
        return await refusals.to_person(session, context.position.person, context.position.facility)


async def read(context: Context, which: DocumentId, number: int | None = None) -> DocumentView:
    """A document's page; that this version (the newest) was read is audited. Raises: NotFound, OutOfReach."""
    async with context.house.sessions.begin() as session:
        document, grant = await access.opened(session, context, which, number)
        versions = await queries.versions(session, which)
        waits = await tasks.task_people(session, which, document.current)
        involved = {v.author for v in versions} | {s.person for v in versions for s in v.chain.signatures}
        involved |= {v.ended_by for v in versions if v.ended_by} | {p for v in versions for step in v.chain.steps for p in step.people}
        involved |= {p for v in versions for step in v.chain.steps for one in step.substitutes for p in (one.person, one.absent)}
        involved |= {made.place for v in versions for made in v.chain.signatures}
        return DocumentView(
            document,
            versions,
            waits,
            versions[-1].author == context.position.person,
            await tasks.open_task(session, which, document.current, context.position.person),
            await people.names(session, involved),
            await audit.of_subject(session, "document", which),
            context.position.person,
            await _earlier(session, document, versions[-1]) if grant is None or grant.whole else {},
            await staffing.left(session, document, versions[-1].chain, context.today),
            bool(document.record and await held.among(session, [document.record])),
            grant,
            await outages.marks(session, [document.id]) if document.record else {},
        )


async def _earlier(session: AsyncSession, document: Document, newest: Version) -> Mapping[tuple[str, str], Sequence[str]]:
    if document.subject_kind != "result" or document.record is None:
        return {}
    return await earlier.values(session, document.record, document.id, newest.made_at)


@dataclass(frozen=True)
class File:
    """The newest bytes of a version, under a name that says when they are not released."""

    content: bytes
    name: str


async def pdf(context: Context, which: DocumentId, number: int) -> bytes:
    """The newest bytes of a version; the read is audited. Raises: NotFound, OutOfReach."""
    return (await file(context, which, number)).content


async def file(context: Context, which: DocumentId, number: int) -> File:
    """As `pdf`, with the name it is downloaded under."""
    async with context.house.sessions.begin() as session:
        document = await access.document(session, context, which, number)
        version = await queries.version(session, which, number)
    how = status(version.chain, queries.outdated(document, version)) if document.record else Status.RELEASED
    said = UNRELEASED.get(how, "")
    return File(await context.house.shelf.get(document.key, version.newest), f"{said}{document.code}-{number}.pdf")


async def sign(context: Context, reviewed: Sequence[Reviewed], pin: str, warned: bool = False) -> list[Outcome]:
    """Signs what the person reviewed with one PIN: each document its own act and outcome; a repeated click is the same act.

    `warned`: the person has read that nobody can say whether the certificate is still good, and signs all the same.

    Several are a batch, which is waited for here. Raises: as `batches.begin`; for a set of one its own refusal too.
    """
    if len(reviewed) != 1:
        return await _together(context, reviewed, pin, warned)
    demand(context.position, "document.sign", "*", context.today)
    (one,) = reviewed
    return [Outcome(one, await _alone(context, one, pin, warned), None)]


async def _together(context: Context, reviewed: Sequence[Reviewed], pin: str, warned: bool) -> list[Outcome]:
    which = await batches.begin(context, reviewed, pin, warned)
    lines = {line.document: line for line in (await batches.settled(context, which)).lines}
    async with context.house.sessions() as session:
        found = await queries.with_documents(session, [(one.document, one.version) for one in reviewed])
    outcomes = []
    for one in reviewed:
        request = request_of(context.request, one.document, one.version)
        kept = found.get((one.document, one.version))
        made = kept[1].chain.made_by(context.position.person, request) if kept else None
        # What still waits when nobody waits any longer is signed all the same: the same request tells later.
        refusal = None if made else batches.why(lines[one.document]) or Unavailable("signer")
        outcomes.append(Outcome(one, made, refusal))
    return outcomes


async def _alone(context: Context, one: Reviewed, pin: str, warned: bool) -> Signature:
    """What is certain from the rows is said before any PIN is asked."""
    async with context.house.sessions() as session:
        chain = await queries.chain(session, one.document, one.version)
        if made := chain.made_by(context.position.person, context.request):
            return made
        document = await queries.document(session, one.document)
        # A stranger learns nothing of how far it is.
        may_on_document(context.position, "document.sign", document, context.now)
        chain.check_meant(context.position.person, one.content)
        step = chain.check(context.position.person, one.content)
        capacity = document.facility if step.method is Method.ORGANISATION else None
    await reviewing.check(context, [one], together=False)
    # Who only confirms uses no key: nobody has to be warned of its certificate.
    unknown = Unchecked.REFUSE if step.method is Method.CONFIRMED else unchecked(context, warned)
    ticket = await context.house.signer.ticket(context.position.person, pin, [one], capacity, unknown)
    of = Of(one.document, one.version)
    act = SignRequest(of, context.actor, one.content, ticket)
    after: Chain = await tell(
        context, SignatureWorkflow.run, signature_workflow(one.document, one.version), of, SignatureWorkflow.sign, act
    )
    made = after.made_by(context.position.person, context.request)
    if made is None:
        raise Unavailable("signer")
    return made


async def refuse(context: Context, one: Reviewed, reason: str, code: str = OTHER, shortcomings: tuple[NewShortcoming, ...] = ()) -> Chain:
    """Refuses with a reason of the list and words; the author gets it back, and of a closing sheet each what they owe the record.

    Raises: Malformed (a reason not in the list), Incomplete (it needs words),
    StaleDocument, NotYourTurn, VersionEnded, ChainComplete, NotAllowed, Unavailable.
    """
    async with context.house.sessions() as session:
        (await queries.chain(session, one.document, one.version)).check_meant(context.position.person, one.content)
        document = await queries.document(session, one.document)
    demand(context.position, "document.refuse", "*", context.today)
    words = told(context.house.policies.reasons(document.form, document.facility, context.today), code, reason)
    check(shortcomings, context.now)
    return await _end(context, one, words, SignatureWorkflow.refuse, code, shortcomings)


async def claim(context: Context, one: Reviewed) -> Chain:
    """Takes a task upon oneself: it rests for the others until signed or released.

    Raises: StaleDocument, NotYourTurn, Claimed, VersionEnded, ChainComplete, NotAllowed, Unavailable.
    """
    async with context.house.sessions() as session:
        (await queries.chain(session, one.document, one.version)).check_meant(context.position.person, one.content)
    return await _claim(context, one, context.position.person, released=False)


async def release(context: Context, one: Reviewed, whose: PersonId) -> Chain:
    """Gives a task back, one's own or, as head of the department, a colleague's. Raises: WrongState, NotAllowed, Unavailable."""
    return await _claim(context, one, whose, released=True)


async def _claim(context: Context, one: Reviewed, whose: PersonId, released: bool) -> Chain:
    demand(context.position, "document.release" if released else "document.claim", "*", context.today)
    of = Of(one.document, one.version)
    act = Claiming(of, context.actor, Sha256(one.content), whose, released)
    workflow = signature_workflow(one.document, one.version)
    chain: Chain = await tell(context, SignatureWorkflow.run, workflow, of, SignatureWorkflow.claim, act)
    return chain


async def withdraw(context: Context, one: Reviewed, reason: str) -> Chain:
    """Its author takes a version back before the last signature; who signed or was asked to is told.

    Raises: as `refuse`.
    """
    async with context.house.sessions() as session:
        version = await queries.version(session, one.document, one.version)
        version.chain.check_author(version.author, context.position.person, one.content)
    demand(context.position, "document.withdraw", "*", context.today)
    check_length(reason)
    if not reason.strip():
        raise Incomplete("reason: cần nêu lý do / give a reason")
    return await _end(context, one, reason, SignatureWorkflow.withdraw)


async def _end(
    context: Context, one: Reviewed, reason: str, update: object, code: str = "", shortcomings: tuple[NewShortcoming, ...] = ()
) -> Chain:
    of = Of(one.document, one.version)
    async with context.house.sessions() as session:
        document = await queries.document(session, one.document)
        if document.record:
            await access.kept(session, document.record, "document.refuse")
    words = await body(context, document.key, RefusalWords(reason.strip(), shortcomings))
    act = Refuse(of, context.actor, Sha256(one.content), words, code)
    workflow = signature_workflow(one.document, one.version)
    chain: Chain = await tell(context, SignatureWorkflow.run, workflow, of, update, act)
    return chain
