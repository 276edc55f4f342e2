"""A hospital signs by its own quy chế: proposed, checked, approved by another person, in force from a day, or withdrawn."""

import asyncio
import json
import subprocess
import sys
from dataclasses import replace

from sqlalchemy import update

from domain.editions import EditionState
from domain.errors import (
    Incomplete,
    Malformed,
    NotAllowed,
    NotFound,
    PinRefused,
    RequestReused,
    RequestTaken,
    SamePerson,
    WrongState,
)
from domain.names import EditionId
from domain.roles import Role
from services import chains, editions, notices, sheets, signatures
from store.tables.people import PositionRow
from store.writes import people as writes
from tests.care import newcomer, refusal, sign
from tests.own_rules import OwnRules, own_rules
from tests.people import LAN, PIN, SON, YEN
from tests.stack import Stack


async def state(here: OwnRules, which: EditionId) -> EditionState:
    return (await chains.read(here.stack.by(here.anh), which)).standing.state


async def chain(here: OwnRules, form: str = "treatment-sheet") -> str:
    """The edition by which the form is signed today."""
    found = next(one.chain for one in await chains.listing(here.stack.by(here.hieu)) if one.form.code == form)
    assert found
    return found.edition


async def test_what_the_director_approved_rules_the_next_sheet_and_not_the_one_before(stack: Stack) -> None:
    here = await own_rules(stack)
    await here.enrol(here.hao, here.hieu, here.linh)
    record = await here.record()
    old = await sheets.write(stack.by(here.hao), record, here.entry())
    which = await here.proposed()
    assert (await state(here, which), await chain(here)) == (EditionState.PROPOSED, "2026-01")
    await editions.approve(stack.by(here.linh), which, here.today(), PIN)
    assert (await state(here, which), await chain(here)) == (EditionState.IN_FORCE, "2026-12")

    new = await sheets.write(stack.by(here.hao), record, here.entry())
    view = await signatures.read(stack.by(here.hao), new.document)
    assert (view.newest.chain.edition, view.newest.chain.regulation) == ("2026-12", "45/QC-BV ngày 15/01/2026")
    assert [step.name for step in view.newest.chain.steps] == ["written", "seen"]

    await sign(stack, here.hao, old.document)
    done = (await signatures.read(stack.by(here.hao), old.document)).newest.chain
    assert (done.edition, done.complete) == ("2026-01", True), "a running chain keeps the edition it began with"
    await sign(stack, here.hao, new.document)
    await sign(stack, here.hieu, new.document)
    assert (await signatures.read(stack.by(here.hao), new.document)).newest.chain.complete


async def test_a_new_version_begins_by_the_edition_of_its_own_day(stack: Stack) -> None:
    here = await own_rules(stack)
    record = await here.record()
    made = await sheets.write(stack.by(here.hao), record, here.entry())
    await here.approved()
    await sheets.write(stack.by(here.hao), record, here.entry("Sửa y lệnh"), made.document)
    versions = (await signatures.read(stack.by(here.hao), made.document)).versions
    assert [one.chain.edition for one in versions] == ["2026-01", "2026-12"]


async def test_one_edition_after_the_other_each_from_its_day(stack: Stack) -> None:
    here = await own_rules(stack)
    first = await here.approved("A")
    second = await here.approved("B", ahead=10)
    standing = (await chains.read(stack.by(here.linh), first)).standing
    assert (standing.state, standing.ends) == (EditionState.IN_FORCE, here.today(9))
    assert await state(here, second) is EditionState.APPROVED
    assert await chain(here) == "A"
    assert (await chains.read(stack.by(here.linh), second)).before is not None


async def test_other_hospitals_keep_theirs(stack: Stack) -> None:
    here = await own_rules(stack)
    which = await here.approved()
    listed = {one.form.code: one for one in await chains.listing(stack.by(YEN))}
    assert not listed["treatment-sheet"].editions
    assert listed["treatment-sheet"].chain is not None
    assert listed["treatment-sheet"].chain.edition == "2026-01"
    await refusal(NotFound, chains.read(stack.by(YEN), which))
    await refusal(NotFound, editions.approve(stack.by(SON), which, here.today(), PIN))
    await refusal(NotFound, editions.withdraw(stack.by(SON), which, "Nhầm"))


async def test_every_fault_is_named_with_line_and_place_and_nothing_is_kept(stack: Stack) -> None:
    here = await own_rules(stack)
    text = here.text(stages="  - {name: seen, titel: Trưởng khoa, who: {role: nurse}, reason: Xem, needed: two}\n")
    told = await refusal(Malformed, editions.propose(stack.by(here.anh), text))
    assert "dòng 9, stages[1].titel: không có khóa 'titel'" in told
    assert "dòng 9, stages[1].needed: phải là số nguyên" in told
    checked = await chains.look(stack.by(here.anh), here.text(stages="  - {name: x, title: X, who: {role: nurse}, reason: X}\n"), "a.yaml")
    assert [(fault.file, fault.line, fault.path) for fault in checked.faults] == [("a.yaml", 9, "stages[1].who.role")]
    assert "không ai giữ vai trò 'nurse'" in checked.faults[0].vi
    assert all(not one.editions for one in await chains.listing(stack.by(here.anh)))


async def test_nobody_approves_their_own_and_few_may_at_all(stack: Stack) -> None:
    here = await own_rules(stack)
    which = await here.proposed()
    await refusal(NotAllowed, editions.approve(stack.by(here.anh), which, here.today(), PIN))
    await refusal(NotAllowed, editions.propose(stack.by(here.hao), here.text("B")))
    await refusal(NotAllowed, chains.look(stack.by(here.linh), here.text("B")))
    await refusal(NotAllowed, chains.listing(stack.by(here.hao)))
    as_administrator = replace(here.linh, role=Role.ADMINISTRATOR)
    async with stack.sessions.begin() as session:
        await writes.position(session, as_administrator.position)
    own = await editions.propose(stack.by(as_administrator), here.text("B"))
    told = await refusal(SamePerson, editions.approve(stack.by(here.linh), own, here.today(), PIN))
    assert "người khác" in told


async def test_the_pin_is_asked_and_a_wrong_one_puts_nothing_in_force(stack: Stack) -> None:
    here = await own_rules(stack)
    await here.enrol(here.linh)
    which = await here.proposed()
    assert "còn 4 lần thử" in await refusal(PinRefused, editions.approve(stack.by(here.linh), which, here.today(), "000000"))
    assert await state(here, which) is EditionState.PROPOSED
    await editions.approve(stack.by(here.linh), which, here.today(), PIN)


async def test_the_same_request_counts_once(stack: Stack) -> None:
    here = await own_rules(stack)
    await here.enrol(here.linh)
    text = here.text()
    which = await editions.propose(stack.by(here.anh, "chain-1"), text)
    assert await editions.propose(stack.by(here.anh, "chain-1"), text) == which
    await refusal(RequestReused, editions.propose(stack.by(here.anh, "chain-1"), here.text("B")))
    for _ in range(2):
        await editions.approve(stack.by(here.linh, "chain-2"), which, here.today(), PIN)
    await refusal(RequestReused, editions.approve(stack.by(here.linh, "chain-2"), which, here.today(1), PIN))
    other = await here.proposed("B", first=here.today(5))
    for _ in range(2):
        await editions.withdraw(stack.by(here.anh, "chain-3"), other, "Nhầm")
    await refusal(RequestTaken, editions.withdraw(stack.by(here.linh, "chain-3"), other, "Nhầm"))
    view = await chains.read(stack.by(here.anh), which)
    assert [line.act for line in view.timeline] == ["chain.propose", "chain.approve"]


async def test_a_name_and_a_first_day_are_used_once(stack: Stack) -> None:
    here = await own_rules(stack)
    await here.approved("A")
    assert "tên phiên bản 'A' đã dùng" in await refusal(Malformed, editions.propose(stack.by(here.anh), here.text("A")))
    assert "cùng có hiệu lực" in await refusal(Malformed, editions.propose(stack.by(here.anh), here.text("B")))
    other = await here.proposed("B", first=here.today(3))
    told = await refusal(Incomplete, editions.approve(stack.by(here.linh), other, here.today(), PIN))
    assert "cũng bắt đầu ngày này" in told
    await refusal(Malformed, editions.approve(stack.by(here.linh), other, here.today(-1), PIN))


async def test_two_directors_at_once_put_one_edition_in_force_a_day(stack: Stack) -> None:
    here = await own_rules(stack)
    await here.enrol(here.linh)
    one, other = await here.proposed("A", first=here.today(1)), await here.proposed("B", first=here.today(2))
    acts = [editions.approve(stack.by(here.linh), which, here.today(4), PIN) for which in (one, other)]
    answers = await asyncio.gather(*acts, return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["Incomplete", "NoneType"]


async def test_one_name_proposed_twice_at_once_is_kept_once(stack: Stack) -> None:
    here = await own_rules(stack)
    acts = [editions.propose(stack.by(here.anh), here.text()) for _ in range(3)]
    answers = await asyncio.gather(*acts, return_exceptions=True)
    assert sorted(isinstance(answer, Malformed) for answer in answers) == [False, True, True]


async def test_withdrawn_before_its_day_it_never_rules_and_its_name_is_free_again(stack: Stack) -> None:
    here = await own_rules(stack)
    which = await here.approved("A", ahead=7)
    await refusal(Malformed, editions.withdraw(stack.by(here.anh), which, " "))
    await editions.withdraw(stack.by(here.anh), which, "Chờ bổ sung trưởng khoa")
    view = await chains.read(stack.by(here.anh), which)
    assert (view.standing.state, view.standing.edition.withdrawn_reason) == (EditionState.WITHDRAWN, "Chờ bổ sung trưởng khoa")
    await here.approved("A")
    assert await chain(here) == "A"


async def test_in_force_it_is_ended_by_another_edition_only(stack: Stack) -> None:
    here = await own_rules(stack)
    which = await here.approved()
    told = await refusal(WrongState, editions.withdraw(stack.by(here.anh), which, "Nhầm"))
    assert "đang áp dụng" in told
    await refusal(WrongState, editions.approve(stack.by(here.linh), which, here.today(1), PIN))


async def test_who_left_since_it_was_proposed_is_told_before_it_rules(stack: Stack) -> None:
    here = await own_rules(stack)
    nurse = await newcomer(stack, f"dd.{here.facility}", "Lý Thị Nga", Role.NURSE, here.facility, here.ward)
    stages = "  - {name: seen, title: Điều dưỡng, who: {role: nurse, department: treating}, reason: Xem}\n"
    which = await here.proposed(stages=stages)
    async with stack.sessions.begin() as session:
        left = update(PositionRow).where(PositionRow.id == nurse.position.id).values(until=here.today(-1))
        await session.execute(left)
    assert [fault.path for fault in (await chains.read(stack.by(here.linh), which)).faults] == ["stages[1].who.role"]
    told = await refusal(Incomplete, editions.approve(stack.by(here.linh), which, here.today(), PIN))
    assert "không ai giữ vai trò 'nurse'" in told
    assert await state(here, which) is EditionState.PROPOSED


async def test_whoever_is_to_decide_and_whoever_asked_are_told(stack: Stack) -> None:
    here = await own_rules(stack)
    await here.enrol(here.linh)
    which = await here.proposed("A")
    (told,) = await notices.unseen(stack.by(here.linh))
    assert (told.kind, told.link) == ("chain_proposed", f"/chains/{which}")
    await editions.approve(stack.by(here.linh), which, here.today(), PIN)
    assert [one.kind for one in await notices.unseen(stack.by(here.anh))] == ["chain_approved"]
    other = await here.proposed("B", first=here.today(2))
    await editions.withdraw(stack.by(here.linh), other, "Chưa có trong quy chế")
    assert [one.kind for one in await notices.unseen(stack.by(here.anh))] == ["chain_withdrawn", "chain_approved"]


async def test_the_chain_in_force_is_written_out_to_be_changed(stack: Stack) -> None:
    here = await own_rules(stack)
    chain_now, text = await chains.begun(stack.by(here.anh), "lab-result")
    assert chain_now.edition == "2026-01"
    assert "differs_from" in text
    await refusal(NotFound, chains.begun(stack.by(here.anh), "no-such-form"))
    await refusal(NotAllowed, chains.begun(stack.by(LAN), "lab-result"))


async def test_a_department_by_its_code_is_meant(stack: Stack) -> None:
    here = await own_rules(stack)
    stages = f"  - {{name: seen, title: Trưởng khoa, who: {{role: head, department: {here.ward}}}, reason: Xem}}\n"
    await here.approved(stages=stages)
    made = await sheets.write(stack.by(here.hao), await here.record(), here.entry())
    steps = (await signatures.read(stack.by(here.hao), made.document)).newest.chain.steps
    assert [step.people for step in steps] == [{here.hao.id}, {here.hieu.id}]


async def test_an_operator_is_told_which_chains_a_hospital_cannot_sign(stack: Stack) -> None:
    here = await own_rules(stack)
    nurse = await newcomer(stack, f"dd2.{here.facility}", "Lý Thị Nga", Role.NURSE, here.facility, here.ward)
    await here.proposed("A", stages="  - {name: seen, title: Điều dưỡng, who: {role: nurse}, reason: Xem}\n")
    faults, findings = await chains.judged(stack.sessions, stack.house.policies, here.facility, here.today())
    assert faults == ()
    assert any("discharge-paper" in one.about and "clerk" in one.en for one in findings), "no clerk here"
    async with stack.sessions.begin() as session:
        left = update(PositionRow).where(PositionRow.id == nurse.position.id).values(until=here.today(-1))
        await session.execute(left)
    faults, _ = await chains.judged(stack.sessions, stack.house.policies, here.facility, here.today())
    assert [(one.file, one.line, one.path) for one in faults] == [(f"{here.facility}/treatment-sheet A", 9, "stages[1].who.role")]
    command = [sys.executable, "-m", "app", "policies", "check", "--facility", here.facility, "--data", str(stack.settings.data), "--json"]
    told = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
    assert told.returncode == 1, told.stderr
    assert [one["path"] for one in json.loads(told.stdout)["faults"]] == ["stages[1].who.role"]
    command[command.index(here.facility)] = "nowhere"
    unknown = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
    assert (unknown.returncode, "Không có cơ sở nowhere" in unknown.stderr) == (2, True)
