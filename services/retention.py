"""What a person may ask about how long a record is kept, and why."""

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from pydantic import TypeAdapter

from activities.documents import bytes_key
from activities.records import RecordAct
from activities.retention import decision_document, standing
from activities.terms import proposal
from domain.clock import day
from domain.errors import NotFound
from domain.incidents import Incident
from domain.names import DocumentId, PersonId, RecordId, Sha256, record_workflow
from domain.people import may
from domain.records import Record
from domain.retention import RetentionClass, Schedule
from domain.retention_signs import Facts, Ground, Source, equivalent, propose
from domain.retention_terms import CHOICES, How, NewClass, Term, confirmable_anew, confirmed
from services import access
from services.acts import body, tell
from services.context import Context
from store.queries import incidents, people, records, signatures
from store.queries import retention as queries
from store.queries.records import RecordPage
from store.queries.signatures import Document, Version
from workflows.records import RecordWorkflow

CODED = frozenset({Source.DIAGNOSIS, Source.CAUSE, Source.PROCEDURE})
"""Sources whose codes are clinical."""


@dataclass(frozen=True)
class TermView:
    """One term with the words around it."""

    term: Term
    schedule: Schedule
    one: RetentionClass
    reason: str = ""


@dataclass(frozen=True)
class RetentionView:
    """Everything the page that says why a record is kept shows."""

    page: RecordPage
    terms: tuple[TermView, ...]
    """In the order in which they were set; the last one counts."""
    grounds: tuple[Ground, ...]
    """Of the newest proposal; with the codes that were read, while the rows still have them."""
    others: tuple[RetentionClass, ...]
    """What else applied, and is kept no longer."""
    equivalent: bool
    """No row names this kind of record."""
    proposed: tuple[Schedule, RetentionClass]
    """What the records office confirms, by the schedule of today."""
    decisions: list[tuple[Document, Version]]
    incidents: tuple[Incident, ...]
    names: dict[PersonId, str]
    may_confirm: bool
    """Nobody did yet."""
    may_confirm_anew: bool
    """The records office may still take back its own choice."""
    may_raise: bool
    may_decide: bool
    today: Schedule
    """By which a later event is judged."""

    @property
    def longer(self) -> tuple[RetentionClass, ...]:
        """What a later event may raise the record to."""
        return tuple(one for one in self.today.choices if one.rank > self.now.one.rank)

    @property
    def other(self) -> tuple[RetentionClass, ...]:
        """What a decision may correct it to."""
        return tuple(one for one in self.now.schedule.choices if one.code != self.now.one.code)

    @property
    def confirmed(self) -> TermView | None:
        """What the records office stands for since the class was last proposed; of a version before it was asked, what came first."""
        stood_for = list(takewhile(lambda one: one.term.how is not How.PROPOSED, reversed(self.terms)))
        chosen = (one for one in stood_for if one.term.how in CHOICES)
        return next(chosen, stood_for[-1]) if stood_for else None

    @property
    def now(self) -> TermView:
        return self.terms[-1]


async def confirm(context: Context, which: RecordId, words: NewClass) -> Record:
    """The proposed class, or another one; until the record is archived anew, for a reason.

    Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, Incomplete while a decision is being signed.
    """
    return await _act(context, which, "record.confirm_class", RecordWorkflow.confirm_class, words)


async def raise_class(context: Context, which: RecordId, words: NewClass) -> Record:
    """A later event. Raises: NotFound, NotAllowed, OutOfReach, WrongState, Malformed, Incomplete."""
    return await _act(context, which, "record.raise_class", RecordWorkflow.raise_class, words)


async def decide(context: Context, which: RecordId, words: NewClass) -> DocumentId:
    """Draws up the decision that corrects an error. Raises: as `raise_class`; ChainUnfillable."""
    await _act(context, which, "record.decide_class", RecordWorkflow.decide_class, words)
    return decision_document(which, context.actor)


async def read(context: Context, which: RecordId) -> RetentionView:
    """Why the record is kept, and until when; the read is audited.

    Raises: NotFound (also while the record is open: nothing is decided before the discharge), NotAllowed, OutOfReach, WrongState.
    """
    async with context.house.sessions.begin() as session:
        await access.record(session, context, which)
        await access.kept(session, which, "retention.read")
        page = await records.page(session, which)
        terms = await queries.terms(session, which)
        if not terms:
            raise NotFound("retention", which)
        files = await incidents.of_record(session, which) if may(context.position.role, "incident.read") else ()
        decisions = await signatures.subject_documents(session, "retention", which)
        concerned = {one.by for one in terms if one.by}
        names = await people.names(session, concerned)
    return await _view(context, page, terms, files, decisions, names)


async def _view(
    context: Context,
    page: RecordPage,
    terms: tuple[Term, ...],
    files: tuple[Incident, ...],
    decisions: list[tuple[Document, Version]],
    names: dict[PersonId, str],
) -> RetentionView:
    shown = tuple([await _term(context, page.record.id, one) for one in terms])
    last = next(one for one in reversed(terms) if one.how is How.PROPOSED)
    schedule = context.house.policies.retention_edition(last.edition)
    grounds = _coded(context, page, last)
    stands, role, state = confirmed(terms), context.position.role, page.record.state
    waits = any(not version.completed_at and not version.chain.ended for _, version in decisions)
    kept = {one.trait for one in grounds}
    return RetentionView(
        page,
        shown,
        grounds,
        tuple(one for one in schedule.choices if one.code != last.code and (one.traits & kept or one.code == schedule.ordinary)),
        equivalent(shown[-1].schedule, shown[-1].one, page.record.kind),
        proposal(terms, context.house.policies, context.today),
        decisions,
        files,
        names,
        not stands and may(role, "record.confirm_class", state),
        confirmable_anew(state, terms) and not waits and may(role, "record.confirm_class", state),
        stands and not waits and may(role, "record.raise_class", state),
        stands and not waits and may(role, "record.decide_class", state),
        context.house.policies.retention(context.today),
    )


async def _term(context: Context, which: RecordId, one: Term) -> TermView:
    schedule, of = standing(context.house.policies, one)
    return TermView(one, schedule, of, await _reason(context, which, one.reason) if one.reason else "")


async def _reason(context: Context, which: RecordId, words: Sha256) -> str:
    """What somebody gave as the reason: the words of their act."""
    said = TypeAdapter(NewClass).validate_json(await context.house.shelf.get(bytes_key(which), words))
    return said.reason


def _coded(context: Context, page: RecordPage, proposed: Term) -> tuple[Ground, ...]:
    """The grounds as they were kept, each with the code it was read from while the rows have the codes."""
    told: dict[str, Any] = page.clinical or {}
    codes = (told.get("diagnosis_code", ""), tuple(told.get("cause_codes", ())), tuple(told.get("procedure_codes", ())))
    book, record = context.house.policies, page.record
    table = book.retention_signs(record.facility, day(proposed.at))
    again = propose(book.retention_edition(proposed.edition), table, Facts(record.kind, record.outcome, *codes)).grounds
    read_from = {(one.trait, one.source, one.title): one.code for one in again if one.source in CODED}
    return tuple(replace(one, code=read_from.get((one.trait, one.source, one.title), "")) for one in proposed.grounds)


async def _act(context: Context, which: RecordId, right: str, update: object, words: NewClass) -> Record:
    async with context.house.sessions() as session:
        await access.reached(session, context, which, right)
    act = RecordAct(context.actor, which, await body(context, bytes_key(which), words))
    stands = await tell(context, RecordWorkflow.run, record_workflow(which), which, update, act)
    found: Record = stands.record
    return found
