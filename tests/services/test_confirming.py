"""A record is confirmed after an outage when what was entered of those hours is signed and marked."""

from dataclasses import replace

from domain.errors import Incomplete
from services import back_entries, outages, sheets, signatures
from tests.care import refusal, reviewed, sign
from tests.outages import HOUR, down, entry, owed, treated, ward
from tests.people import KHANH
from tests.stack import Stack


async def test_an_unsigned_sheet_of_those_hours_is_named(stack: Stack) -> None:
    here = await ward(stack, "ký-sau")
    record, which = await treated(stack, here, "90-1101"), await down(stack, here)
    made = await sheets.write(stack.by(here.doctor), record, entry(stack, here, 2, which))
    other = await sheets.write(stack.by(here.doctor), record, entry(stack, here, 1.5, which))
    title = (await signatures.read(stack.by(here.doctor), made.document)).document.title
    said = await refusal(Incomplete, outages.confirm(stack.by(here.doctor), which, record, nothing=False))
    assert f"{title}: chưa ký đủ; ký cho đủ, hoặc rút lại phiếu" in said
    assert said.count("chưa ký đủ") == 2, "every one"
    await sign(stack, here.doctor, made.document)
    await signatures.withdraw(stack.by(here.doctor), await reviewed(stack, here.doctor, other.document), "Nhập hai lần")
    await outages.confirm(stack.by(here.doctor), which, record, nothing=False)
    assert await owed(stack, here.doctor, which) == []


async def test_a_sheet_entered_afterwards_without_the_mark_is_named(stack: Stack) -> None:
    here = await ward(stack, "quên-đánh-dấu")
    record, which = await treated(stack, here, "90-1111"), await down(stack, here)
    made = await sheets.write(stack.by(here.doctor), record, entry(stack, here, 2, None))
    outside = await sheets.write(stack.by(here.doctor), record, entry(stack, here, 0.5, None))
    for one in (made, outside):
        await sign(stack, here.doctor, one.document)
    said = await refusal(Incomplete, outages.confirm(stack.by(here.head), which, record, nothing=True))
    assert "nhập sau gián đoạn mà chưa đánh dấu; lập bản mới của phiếu, chọn nhập bù sau gián đoạn này" in said
    assert said.count("chưa đánh dấu") == 1, "not one of another hour"
    again = replace(entry(stack, here, 2, which), note="Đánh dấu nhập bù")
    await sheets.write(stack.by(here.doctor), record, again, made.document)
    assert "chưa ký đủ" in await refusal(Incomplete, outages.confirm(stack.by(here.head), which, record, nothing=False))
    await sign(stack, here.doctor, made.document)
    await outages.confirm(stack.by(here.head), which, record, nothing=False)


async def test_what_was_entered_while_it_lasted_needs_no_mark(stack: Stack) -> None:
    here = await ward(stack, "vẫn-chạy")
    record, which = await treated(stack, here, "90-1121"), await down(stack, here, end=None)
    made = await sheets.write(stack.by(here.doctor), record, entry(stack, here, 2, None))
    await sign(stack, here.doctor, made.document)
    stack.clock.ahead = HOUR
    await outages.end(stack.by(KHANH), which)
    await outages.confirm(stack.by(here.doctor), which, record, nothing=True)
    (line,) = (await back_entries.read(stack.by(here.head), which)).entries
    assert line.line.entry.confirmed_by == here.doctor.id
