"""Papers that got their number outside hsba are entered in the register; one of them may be a regulation."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from activities.regulations import put_in_force, regulation_key, tell_issued
from domain import issuing as rules
from domain.errors import Malformed
from domain.evidence import check_file
from domain.issuing import OutsideNumber
from domain.names import FacilityId, RegulationId, id_of
from domain.people import demand
from domain.regulations import Regulation, RegulationState
from services.context import Context
from services.evidence import Upload
from services.regulations import templates
from store.queries import regulations
from store.writes import acts, audit
from store.writes import issuing as writes
from store.writes import regulations as regulation_writes


@dataclass(frozen=True)
class NewOutside:
    """A paper issued outside hsba; with a subject it is the facility's regulation on it."""

    number: str
    day: date | None
    title: str
    recipient: str = ""
    subject: str = ""
    """Code of the template whose subject it rules; empty for any other paper."""
    begins: date | None = None
    """Of a regulation: its first day in force; None: the day of the paper."""
    file: Upload | None = None
    """The paper as PDF; a regulation has one."""
    confirmed: bool = False
    """The number is right although it lies far beyond the newest of its series."""


async def enter(context: Context, new: NewOutside) -> RegulationId | None:
    """Enters a paper with the number it has; the series goes on after it. Gives the regulation it is, if it is one.

    Raises: NotAllowed, Malformed (also when the number is in the register, or far beyond its newest), Incomplete (its successor is
    being signed), RequestTaken, RequestReused.
    """
    demand(context.position, "issuing.enter", "*", context.today)
    paper = rules.outside(new.number, new.day, new.title, context.today, new.recipient)
    if new.subject and new.subject not in {one.code for one in templates(context)}:
        raise Malformed("subject: chọn trong danh sách / choose one of the list")
    if new.begins and new.begins < paper.day:
        raise Malformed("begins: trước ngày của văn bản / before the day of the paper")
    which = RegulationId(id_of("regulation", context.position.person, context.request)) if new.subject else None
    kept = await _kept(context, which, new) if which else ""
    facility = context.position.facility
    async with context.house.sessions.begin() as session:
        same = [paper.written, paper.day, paper.title, paper.recipient, new.subject, new.begins, kept]
        if await acts.claim(session, context.actor, "issuing.enter", facility, same, context.now):
            if which:
                await _regulation(session, context, which, paper, new, kept)
            await writes.enter(session, facility, paper, which, context.position.person, context.now, new.confirmed)
            about = ("regulation", which) if which else ("facility", facility)
            facts = {"number": paper.written, "paper": paper.title}
            await audit.note_act(session, context.now, context.actor, context.position, "issuing.enter", about, None, **facts)
    return which


async def _kept(context: Context, which: RegulationId, new: NewOutside) -> str:
    """The paper laid on the shelf: nobody takes the clerk's word for a regulation. Raises: Malformed."""
    if new.file is None:
        raise Malformed("file: gửi kèm quy chế đã ban hành, tệp PDF / add the issued regulation as PDF")
    check_file(new.file.name, new.file.content)
    return await context.house.shelf.put(regulation_key(which), new.file.content)


async def _regulation(
    session: AsyncSession, context: Context, which: RegulationId, paper: OutsideNumber, new: NewOutside, kept: str
) -> None:
    """It rules its subject from its day; nothing of the subject is being signed meanwhile. Raises: Incomplete."""
    facility, by = FacilityId(context.position.facility), context.position.person
    await regulation_writes.alone(session, facility, new.subject)
    being = await regulations.being_drafted(session, facility, new.subject)
    one = Regulation(which, facility, new.subject, paper.title, RegulationState.ISSUED, by, context.now, version=0, outside=True)
    one.check_alone(being.title if being and being.state is RegulationState.SIGNING else "")
    # As the paper writes it, not as hsba would: other papers cite it so.
    number = " ".join(new.number.split())
    issued = Regulation(**{**vars(one), "number": number, "issued_on": paper.day, "begins": new.begins or paper.day})
    issued = replace(issued, file_sha256=kept, file_name=new.file.name.strip() if new.file else "")
    await regulation_writes.put(session, issued)
    await tell_issued(session, await put_in_force(session, issued, context.now), context.now)
