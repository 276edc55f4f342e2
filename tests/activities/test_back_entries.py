"""Entering a sheet with an outage's mark, and withdrawing, correcting, confirming and declaring one, wait for each other."""

import asyncio
from dataclasses import replace

from sqlalchemy import insert, update

from activities.documents import bytes_key
from activities.records import RecordAct, Records
from activities.sheets import SheetAct, Sheets
from domain.errors import Incomplete, Malformed, WrongState
from domain.names import DocumentId, OutageId, RecordId, Sha256, id_of
from domain.outages import NewOutage, Outage
from services import back_entries, notices, outages, sheets
from services.acts import body
from services.outages import tell_of_back_entries
from store.queries import back_entries as entries
from store.queries import outages as queries
from store.tables.records import RecordRow
from store.tables.signatures import DocumentRow
from store.writes import outages as writes
from tests.activities.test_locks import told, waits
from tests.care import patient, refusal, sign
from tests.outages import HOUR, Ward, down, entry, treated, ward
from tests.people import HOSPITAL, KHANH
from tests.stack import Stack


async def writing(stack: Stack, of: Ward, record: RecordId, which: OutageId, hours: float = 2) -> SheetAct:
    """A sheet with the mark, as the worker is asked for it."""
    context = stack.by(of.doctor)
    new = entry(stack, of, hours, which)
    return SheetAct(context.actor, record, DocumentId(id_of("document", context.request)), await body(context, bytes_key(record), new))


async def test_a_sheet_waits_for_the_withdrawal_and_does_not_carry_its_mark(stack: Stack) -> None:
    here = await ward(stack, "khóa-rút")
    record, which = await treated(stack, here, "95-0001"), await down(stack, here)
    act = await writing(stack, here, record, which)
    async with stack.sessions.begin() as session:
        await queries.outage(session, which, lock=True)
        await writes.withdraw(session, which, KHANH.id, Sha256("0" * 64), stack.clock())
        task = asyncio.create_task(Sheets(stack.desk).write(act))
        await waits(stack)
    assert await told(task) == "Malformed"


async def test_a_sheet_waits_for_corrected_times_and_is_judged_by_them(stack: Stack) -> None:
    here = await ward(stack, "khóa-sửa")
    record, which = await treated(stack, here, "95-0011"), await down(stack, here)
    act = await writing(stack, here, record, which, hours=1.5)
    async with stack.sessions.begin() as session:
        one = await queries.outage(session, which, lock=True)
        await writes.keep(session, replace(one, ended_at=stack.clock() - 2 * HOUR))
        task = asyncio.create_task(Sheets(stack.desk).write(act))
        await waits(stack)
    assert await told(task) == "Malformed"


async def test_who_withdraws_corrects_or_confirms_waits_for_a_sheet_that_is_being_written(stack: Stack) -> None:
    here = await ward(stack, "khóa-phiếu")
    record, which = await treated(stack, here, "95-0021"), await down(stack, here)
    act, now = await writing(stack, here, record, which), stack.clock()
    others = (
        (WrongState, outages.withdraw(stack.by(KHANH), which, "Khai nhầm")),
        (Incomplete, outages.correct(stack.by(KHANH), which, now - 1.5 * HOUR, now - HOUR)),
        (Malformed, outages.confirm(stack.by(here.head), which, record, nothing=True)),
    )
    async with stack.sessions.begin() as session:
        # Somebody else is making a document of the same id: the sheet stands still in the middle of its act.
        row = {"id": act.document, "facility": HOSPITAL, "form": "treatment-sheet", "title": "Dở dang", "code": str(act.document)[:20]}
        subject = {"subject_kind": "sheet", "subject": str(record), "record": record, "key": bytes_key(record), "current": 1}
        await session.execute(insert(DocumentRow).values(**row, **subject, created_at=now))
        sheet = asyncio.create_task(Sheets(stack.desk).write(act))
        await waits(stack)
        tasks = [(kind, asyncio.create_task(refusal(kind, other))) for kind, other in others]
        await asyncio.wait([task for _, task in tasks], timeout=1)
        assert not any(task.done() for _, task in tasks), "they count when the sheet is written or given up"
        await session.rollback()
    await sheet
    for _, task in tasks:
        await task
    async with stack.sessions() as session:
        counted = (await entries.back_entry(session, which, record)).entry
    assert (counted.sheets, counted.confirmed_at) == (1, None)


async def test_a_declaration_waits_for_a_record_that_is_being_opened(stack: Stack) -> None:
    here = await ward(stack, "khóa-mở")
    record, now = await treated(stack, here, "95-0031", hours=0), stack.clock()
    declared = NewOutage(now - 3 * HOUR, "Mất điện", now - HOUR, departments=(here.department,))
    async with stack.sessions.begin() as session:
        # As if it were being opened: until this ends nobody sees that the patient came two hours ago.
        await writes.opening(session, HOSPITAL)
        await session.execute(update(RecordRow).where(RecordRow.id == record).values(opened_at=now - 2 * HOUR))
        declaring = asyncio.create_task(outages.declare(stack.by(KHANH), declared))
        await waits(stack)
        assert await writes.owe_record(session, record, now) == [], "it is not declared yet"
    which = await declaring
    async with stack.sessions() as session:
        assert (await entries.back_entry(session, which, record)).code == "BA-95-0031"


async def test_a_record_that_is_opened_waits_for_the_declaration_and_owes(stack: Stack) -> None:
    here = await ward(stack, "khóa-khai")
    context, now = stack.by(here.doctor), stack.clock()
    new = patient("95-0036", department=here.department, doctor=here.doctor.id, admitted_at=now - 2 * HOUR)
    record = RecordId(id_of("record", context.request))
    act = RecordAct(context.actor, record, await body(context, bytes_key(record), new))
    which = OutageId(id_of("outage", context.request))
    made = Outage(which, HOSPITAL, (here.department,), now - 3 * HOUR, now - HOUR, False, KHANH.id, now, due_at=now + 23 * HOUR)
    async with stack.sessions.begin() as session:
        await writes.declare(session, made, Sha256("0" * 64))
        await writes.owe(session, made, now)
        opening = asyncio.create_task(Records(stack.desk).open(act))
        await waits(stack)
    await opening
    async with stack.sessions() as session:
        assert (await entries.back_entry(session, which, record)).code == "BA-95-0036"


async def test_a_sheet_entered_after_the_confirmation_opens_it_again(stack: Stack) -> None:
    """A paper that was found late is still entered, and said to be; what was confirmed was not all."""
    here = await ward(stack, "mở-lại")
    record, which = await treated(stack, here, "95-0041"), await down(stack, here)
    first = await sheets.write(stack.by(here.doctor), record, entry(stack, here, 2, which))
    await sign(stack, here.doctor, first.document)
    await outages.confirm(stack.by(here.head), which, record, nothing=False)
    async with stack.sessions() as session:
        assert (await entries.back_entry(session, which, record)).entry.confirmed_by == here.head.id
    words = replace(entry(stack, here, 2, which), note="Sai liều")
    await sheets.write(stack.by(here.doctor), record, words, first.document)
    async with stack.sessions() as session:
        assert (await entries.back_entry(session, which, record)).entry.confirmed_by, "mending a sheet that was counted opens nothing"
    other = await sheets.write(stack.by(here.doctor), record, entry(stack, here, 2.5, which))
    for one in (first, other):
        await sign(stack, here.doctor, one.document)
    (line,) = (await back_entries.read(stack.by(here.head), which)).entries
    assert (line.line.entry.confirmed_at, line.line.entry.sheets, line.may_confirm) == (None, 2, True)
    kinds = {one.kind for one in await notices.unseen(stack.by(here.head)) if one.link == f"/outages/{which}"}
    assert "back_entry_reopened" in kinds
    await outages.confirm(stack.by(here.head), which, record, nothing=False)
    async with stack.sessions() as session:
        assert (await entries.back_entry(session, which, record)).entry.sheets == 2


async def test_who_comes_to_owe_late_is_told_and_reminded_like_everybody(stack: Stack) -> None:
    here = await ward(stack, "muộn")
    record, which = await treated(stack, here, "95-0051"), await down(stack, here)
    await outages.confirm(stack.by(here.doctor), which, record, nothing=True)
    await tell_of_back_entries(stack.sessions, stack.house.policies, stack.clock)
    stack.clock.ahead = 30 * HOUR
    await tell_of_back_entries(stack.sessions, stack.house.policies, stack.clock)
    context = stack.by(here.doctor)
    new = patient("95-0052", department=here.department, doctor=here.doctor.id, admitted_at=stack.clock() - 32 * HOUR)
    late = RecordId(id_of("record", context.request))
    await Records(stack.desk).open(RecordAct(context.actor, late, await body(context, bytes_key(late), new)))

    async def kinds(of: str) -> list[str]:
        who = here.doctor if of == "doctor" else here.head
        return [one.kind for one in await notices.unseen(stack.by(who)) if one.link == f"/outages/{which}"]

    assert (await kinds("doctor"), await kinds("head")) == (["back_entry_late"], ["back_entry_late"]), "the term is over already"
    for hours in (30, 80):
        stack.clock.ahead = hours * HOUR
        await tell_of_back_entries(stack.sessions, stack.house.policies, stack.clock)
    assert len(await kinds("doctor")) == 2, "its reminders go on"
    await outages.confirm(stack.by(here.doctor), which, late, nothing=True)
