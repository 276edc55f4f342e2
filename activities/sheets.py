"""Drawing up a sheet of a record by its form, again and again until it is signed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from temporalio import activity

from activities import addenda, back_entries, codes, transfers
from activities.addenda import AddsTo
from activities.desk import Body, Desk, allowed_on_record
from activities.documents import Of, Paper, bytes_key, make
from activities.heads import episode, head
from activities.records import RecordStands, withdraw_closing
from domain import consents
from domain.clock import clock_time, day
from domain.codes import Code
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound
from domain.faults import both
from domain.filling import faults
from domain.foreign import beside_pdf
from domain.forms import Form, Kind, ids
from domain.moments import Episode, happened
from domain.names import DocumentId, PersonId, RecordId
from domain.people import Actor, Position
from domain.records import Record, RecordState
from domain.roles import Role
from domain.sheets import NewSheet, demand, right
from store.queries import people, records
from store.queries import signatures as papers
from store.queries.signatures import Version
from store.writes import acts, audit, notices


@dataclass(frozen=True)
class SheetAct:
    """A sheet of a record, new or again; its words lie on the shelf."""

    actor: Actor
    record: RecordId
    document: DocumentId
    body: Body


class Sheets:
    """Hands of the record workflow that draw up."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @activity.defn(name="sheet.write")
    async def write(self, act: SheetAct) -> RecordStands:
        """The first version of a sheet, or its next."""
        new = await self.desk.read(act.body, NewSheet)
        async with self.desk.act() as (session, now):
            record = await records.steady_record(session, act.record)
            if not await acts.claim(session, act.actor, "sheet.write", act.document, act.body.sha256, now):
                return RecordStands(record, Of(act.document, await papers.made_under(session, act.document, act.actor.request)))
            ways = self.desk.policies.care(record.facility, day(now)).consent_ways
            form = consents.offered(self.desk.policies.form(new.form, day(now)), ways)
            asked = right(form, bool(new.adds_to), record.state)
            position = await allowed_on_record(session, act.actor, asked, record.id, record.state, now)
            before = await self._before(session, act, new)
            base = await addenda.found(self.desk, session, record.id, new.adds_to, now) if new.adds_to else None
            writers = base.writers if base else frozenset(form.written_by)
            author = await self._author(session, position, form, writers, new.author, now)
            after = await back_entries.outage(session, record, new, author)
            new = after.filled(form, new)
            _check(form, new, base, await episode(self.desk, session, record, now), now, before is not None, after.faults)
            await transfers.check(session, record, form, new.data, author, now)
            paper, confirming = await self._paper(session, act.document, record, form, new, author, now, base)
            paper = replace(paper, data=paper.data | after.said)
            by = Actor(author.person, author.id, act.actor.request)
            of = await make(self.desk, session, paper, by, now)
            await codes.use(session, confirming, of)
            await back_entries.mark(session, self.desk.policies, record, after, new.acted_at, of, now)
            if before and not before.chain.ended and before.chain.step:
                theirs = {before.author, *(made.person for made in before.chain.signatures)} - {by.person}
                await notices.tell(session, f"replaced/{of.document}/{of.version}", theirs, "replaced", f"/documents/{of.document}", now)
            if record.state is RecordState.DISCHARGED:
                await withdraw_closing(session, record.id, act.actor, "Có phiếu mới sau khi lập", now)
            facts = {"version": of.version, **({"outage": new.outage} if new.outage else {})}
            await audit.note_act(session, now, act.actor, position, "sheet.write", ("document", of.document), record.id, **facts)
            return RecordStands(record, of)

    async def _before(self, session: AsyncSession, act: SheetAct, new: NewSheet) -> Version | None:
        """The version before, of the same form in the same record, adding to the same document; None for a new sheet. Raises: NotFound."""
        if await papers.newest_number(session, act.document) is None:
            return None
        document = await papers.document(session, act.document, lock=True)
        base = new.adds_to.document if new.adds_to else None
        if (document.record, document.form, document.subject_kind, document.adds_to) != (act.record, new.form, "sheet", base):
            raise NotFound("document", act.document)
        return await papers.version(session, act.document, document.current, lock=True)

    async def _author(
        self, session: AsyncSession, position: Position, form: Form, writers: frozenset[Role], named: PersonId, now: datetime
    ) -> Position:
        """People write in their own name and role; a machine names somebody who may. Raises: NotAllowed, Incomplete."""
        demand(form, position.role, writers)
        if position.role is not Role.INTEGRATOR:
            if named != position.person:
                raise NotAllowed(position.role, "sheet.write", form.code)
            return position
        posts = [post.position for post in await people.posts(session, named, day(now))]
        found = next((one for one in posts if one.facility == position.facility and one.role in writers), None)
        if found is None:
            raise Incomplete("author: không có chức danh lập phiếu này / holds no position that draws up this form")
        return found

    async def _paper(
        self,
        session: AsyncSession,
        which: DocumentId,
        record: Record,
        form: Form,
        new: NewSheet,
        author: Position,
        now: datetime,
        base: AddsTo | None,
    ) -> tuple[Paper, dict[str, Code]]:
        if base:
            new = replace(new, data=new.data | base.said)
        named = await self._named(session, form, new.data, author, now)
        confirming = await codes.confirmed(session, form, record.id, new.data)
        top = await head(session, record.id)
        written = {"author": (await people.person(session, author.person)).name, "acted_at": clock_time(new.acted_at)}
        kept = {name: codes.told(code) for name, code in confirming.items()}
        between = await transfers.departments(session, record, form, new.data, now)
        data = {**_with_names(form, new.data, named), **between, **kept, **top, **written, "entered_at": clock_time(now)}
        if acts_of_others := consents.acts(form, data, top["patient"]["name"], written["acted_at"]):
            data["acts"] = acts_of_others
        paper = Paper(
            which,
            record.facility,
            form.code,
            ("sheet", record.id),
            bytes_key(record.id),
            data,
            title=base.title if base else f"{form.name} {clock_time(new.acted_at)}",
            record=record.id,
            departments={"treating": record.department, "ordering": author.department, "performing": author.department},
            named={field.name: tuple(map(_person, ids(new.data.get(field.name)))) for field in form.fields if field.kind in NAMING},
            note=new.note,
            adds_to=base.of if base else None,
            pdf=new.pdf,
        )
        return paper, confirming

    async def _named(self, session: AsyncSession, form: Form, data: dict[str, Any], author: Position, now: datetime) -> dict[str, str]:
        """Id → name of everybody the fields name. Raises: Incomplete for one who holds no position in the facility today."""
        asked = {(field.name, one) for field in form.fields if field.kind in NAMING for one in ids(data.get(field.name))}
        posts = await people.colleagues(session, author.facility, day(now))
        here = {str(post.position.person): post.person for post in posts}
        strangers = sorted(name for name, one in asked if one not in here)
        if strangers:
            raise Incomplete(*(both(f"{name}: không phải người của cơ sở", "works elsewhere") for name in strangers))
        held = {(str(post.position.person), post.position.role) for post in posts}
        fields = (field for field in form.fields if field.roles)
        if unfit := [one.name for one in fields for who in ids(data.get(one.name)) if not any((who, role) in held for role in one.roles)]:
            raise Incomplete(*(both(f"{name}: không giữ chức danh cần có", "does not hold the position it takes") for name in unfit))
        return {one: here[one] for _, one in asked}


def _check(form: Form, new: NewSheet, base: AddsTo | None, bounds: Episode, now: datetime, again: bool, more: tuple[str, ...]) -> None:
    """Raises: Malformed with everything that is wrong, so that nobody mends one fault to meet the next."""
    data = new.data | base.said if base else new.data
    of_moments = happened(form, data, bounds, now)
    if wrong := (*new.faults(bounds, now, again), *more, *faults(beside_pdf(form) if new.pdf else form, data), *of_moments):
        raise Malformed(*wrong)


NAMING = frozenset({Kind.PERSON, Kind.PEOPLE})


def _person(text: str) -> PersonId:
    return PersonId(UUID(text))


def _with_names(form: Form, data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """People as the sheet keeps them: the id, and the name they had then."""
    found = dict(data)
    for field in form.fields:
        if field.kind in NAMING and data.get(field.name):
            people = [{"id": one, "name": names[one]} for one in ids(data[field.name])]
            found[field.name] = people if field.kind is Kind.PEOPLE else people[0]
    return found
