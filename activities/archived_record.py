"""Everything the rows say of a record that is to be archived, read in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from activities.heads import head
from domain.clock import day
from domain.copies import Copy
from domain.cutovers import RecordMedium
from domain.names import RecordId, Sha256
from domain.records import Record
from domain.signature_chains import ChainPolicy
from store.queries import (
    audit,
    back_entries,
    comments,
    copies,
    cutovers,
    editions,
    patients,
    people,
    records,
    referrals,
    retention,
    shortcomings,
)
from store.queries import signatures as papers
from store.queries.audit import TimelineLine
from store.queries.comments import Said
from store.queries.records import RecordPage
from store.queries.referrals import Sent
from store.queries.signatures import Document, Version

CHAIN = TypeAdapter(ChainPolicy)


@dataclass(frozen=True)
class Sheet:
    """One version of one document."""

    document: Document
    version: Version
    stands: bool
    """Whether it is what counts of its document."""

    @property
    def stem(self) -> str:
        """Where its files lie in the object, without their suffix."""
        return f"documents/{self.document.form}-{self.document.code}/v{self.version.number}"

    @property
    def path(self) -> str:
        return f"{self.stem}.pdf.age"

    @property
    def ready(self) -> bool:
        """Whether nothing is added to it any more: it is preserved, or ended without."""
        return bool(self.version.chain.preserved or self.version.chain.ended)

    @property
    def finished(self) -> bool:
        """Whether everybody signed it, also if another version stands now."""
        return self.version.completed_at is not None


@dataclass(frozen=True)
class ArchivedRecord:
    """What goes into the object, still as rows; the bytes lie on the shelf."""

    record: Record
    page: RecordPage
    top: dict[str, Any]
    """What stands at the head of the record's sheets."""
    sheets: tuple[Sheet, ...]
    comments: tuple[tuple[Document, Said], ...]
    names: dict[Any, str]
    """Of those who commented."""
    copies: tuple[Copy, ...]
    timeline: tuple[TimelineLine, ...]
    shortcomings: tuple[dict[str, Any], ...]
    came_from: dict[str, Any] | None
    """Where the patient was transferred from."""
    referrals: tuple[dict[str, Any], ...]
    """To which facilities the patient was transferred, with what package."""
    terms: tuple[dict[str, Any], ...]
    """How long it is kept: what was proposed, confirmed and changed."""
    moves: tuple[dict[str, str], ...]
    """From which patient to which it went."""
    outages: tuple[dict[str, Any], ...]
    """Those in which it was under treatment: who confirmed that all is entered, and what was entered afterwards."""
    chains: tuple[dict[str, Any], ...]
    """The chain editions that the documents were signed by, whole."""
    kept_on: RecordMedium | None
    """Of a record that was begun on paper: since which day it is kept on what, and where its paper lies."""


async def gathered(desk: Desk, session: AsyncSession, record: RecordId) -> ArchivedRecord:
    """Raises: NotFound."""
    page = await records.page(session, record)
    documents = [document for document, _ in await papers.record_documents(session, record)]
    sheets = [one for document in documents for one in await _sheets(session, document)]
    said = await comments.of_documents(session, [one.id for one in documents])
    told = [(document, one) for document in documents for one in said.get(document.id, ())]
    lacked = await shortcomings.of_record(session, record)
    return ArchivedRecord(
        page.record,
        page,
        await head(session, record),
        tuple(sheets),
        tuple(told),
        await people.names(session, {one.comment.person for _, one in told}),
        tuple([copy for document in documents for copy in await copies.of_document(session, document.id)]),
        tuple(await audit.timeline(session, record, reads=None)),
        tuple(asdict(one) for one in lacked),
        asdict(origin) if (origin := await referrals.origin(session, record)) else None,
        tuple([await _referral(session, one) for one in await referrals.of_record(session, record)]),
        tuple([asdict(one) for one in await retention.terms(session, record)]),
        tuple(await patients.moves_of(session, record)),
        await back_entries.told_of(session, record),
        tuple(await _chains(desk, session, sheets)),
        await cutovers.medium(session, record),
    )


async def _referral(session: AsyncSession, one: Sent) -> dict[str, Any]:
    """Of the other facility its name, and the code of the record it opened: nothing it found."""
    said = {"to": one.receiver, "record_there": one.linked_code, "slip_code": one.slip_code}
    items = [asdict(held.item) for held in await referrals.items(session, one.referral.id)]
    taken = [asdict(line) for line in await referrals.taken(session, one.referral.id)]
    return {**asdict(one.referral), **said, "documents": items, "taken": taken}


async def _sheets(session: AsyncSession, document: Document) -> list[Sheet]:
    return [Sheet(document, version, version.stands) for version in await papers.versions(session, document.id)]


async def _chains(desk: Desk, session: AsyncSession, sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """Each edition once, from the facility's rows or the files."""
    wanted = {(one.document.form, one.version.chain.edition): one.document.facility for one in sheets}
    own = [edition.policy for place in set(wanted.values()) for edition in await editions.of_facility(session, place)]
    found = {(one.form, one.edition): one for one in (*desk.policies.chains, *own)}
    return [CHAIN.dump_python(found[each], mode="json") for each in sorted(wanted.keys() & found.keys())]


def digests(sheets: Sequence[Sheet]) -> set[Sha256]:
    """Of every revision of these versions: each lies whole in the newest."""
    chains = [one.version.chain for one in sheets]
    revisions = {digest for chain in chains for made in chain.signatures for digest in (made.base, made.sha256)}
    return revisions | {chain.content for chain in chains} | {one.version.newest for one in sheets}


def editions_of(desk: Desk, of: ArchivedRecord) -> dict[str, Any]:
    """What ruled the record: retention class, forms, chains. Nothing of the person."""
    forms = {one.document.form: desk.policies.form(one.document.form, day(one.document.created_at)) for one in of.sheets}
    said = [{"form": code, "name": form.name, "edition": form.edition, "basis": form.basis} for code, form in sorted(forms.items())]
    return {"retention": _retention(desk, of), "forms": said, "chains": list(of.chains), "policies_sha256": desk.policies.edition}


def _retention(desk: Desk, of: ArchivedRecord) -> dict[str, Any] | None:
    if not of.page.retention_class or not of.page.retention_edition:
        return None
    schedule = desk.policies.retention_edition(of.page.retention_edition)
    return {"edition": schedule.edition, "basis": schedule.basis, "class": asdict(schedule.of(of.page.retention_class))}
