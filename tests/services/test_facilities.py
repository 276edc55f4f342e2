"""Facilities and departments of health that are brought in: by whom, all or none, with a first account; out again after a mistake."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from domain.errors import Malformed, NotAllowed, NotFound, WrongState
from domain.facilities import DEPARTMENTS, FirstAccount, NewFacility
from domain.names import FacilityId, PersonId, RequestId, id_of
from domain.roles import Role
from services import authorities, facilities, facility_units, mergers, people, plan_editions
from services.authorities import NewAuthority
from services.context import Context
from store.queries import people as rows
from store.tables.acts import AuditRow
from store.tables.people import PositionRow
from tests.care import newcomer, refusal
from tests.people import PASSWORD
from tests.rollout import Province, province
from tests.stack import Stack

EYES = NewFacility("90101", "Bệnh viện Mắt", "hospital", "Hưng Yên", "Quyết định số 1205/QĐ-UBND ngày 20/5/2014")
TOWN = replace(EYES, code="90102", name="Trung tâm Y tế Phố Nối", kind="centre", unit="phường Phố Hiến")
LAM_DONG = NewFacility("68", "Sở Y tế tỉnh Lâm Đồng", "health_department", "Lâm Đồng", "Quyết định số 3/QĐ-UBND ngày 02/01/2025")
LOAN = FirstAccount("qt.loan.fa", "Đỗ Thị Loan", PASSWORD, "246810", "Quyết định số 9/QĐ-BV ngày 02/11/2026")


async def administrator(stack: Stack, there: Province) -> Context:
    """Of the department of health itself."""
    return stack.by(await newcomer(stack, f"qt.syt.{there.department}", "Lê Quang Vinh", Role.ADMINISTRATOR, there.department))


async def test_an_officer_brings_facilities_in_and_a_running_plan_takes_them(stack: Stack) -> None:
    there = await province(stack, "VA")
    codes = await facilities.add(stack.by(there.officer), [replace(EYES, published=True), replace(TOWN, account=LOAN)])
    assert codes == ("90101", "90102")
    lines = {one.facility.id: one for one in (await facilities.read(stack.by(there.officer))).lines}
    assert (lines[FacilityId("90101")].facility.published, lines[FacilityId("90101")].accounts) == (True, 0)
    assert (lines[FacilityId("90102")].unit, lines[FacilityId("90102")].accounts) == ("phường Phố Hiến", 1)
    assert lines[FacilityId("90102")].basis == EYES.basis
    assert {one.unit for one in (await facility_units.read(stack.by(there.officer))).lines} >= {"phường Phố Hiến"}
    await plan_editions.join(stack.by(there.officer), there.plan, codes)
    assert {one.plans for one in (await facilities.read(stack.by(there.officer))).lines} == {1}
    loan = (await people.who(stack.house, await people.sign_in(stack.house, LOAN.login, PASSWORD))).context(stack.house, "fa-loan")
    assert loan.position.role is Role.ADMINISTRATOR
    assert len(await people.departments(loan)) == len(DEPARTMENTS["centre"])
    async with stack.sessions() as session:
        assert await rows.credential(session, "90102"), "it can issue papers"
        assert await rows.credential(session, str(loan.position.person))
        assert await rows.credential(session, "90101") is None, "nobody is there yet who could"
    await refusal(NotAllowed, facilities.read(loan))


async def test_all_or_none_and_each_refusal_says_which(stack: Stack) -> None:
    there = await province(stack, "VB")
    first = replace(EYES, code="90111")
    request = RequestId("fb-1")
    assert await facilities.add(stack.by(there.officer, request), [first]) == ("90111",)
    assert await facilities.add(stack.by(there.officer, request), [first]) == ("90111",), "a second click is the same act"
    wrong = [
        replace(first, name="Bệnh viện Mắt mới"),
        replace(TOWN, code="90112", basis="Quyết định"),
        replace(TOWN, code="90113", kind="trạm"),
        replace(TOWN, code="9011", account=replace(LOAN, login="Loan", pin="12", password="ngắn")),
        replace(TOWN, code="90114"),
        replace(TOWN, code="90114"),
    ]
    told = await refusal(Malformed, facilities.add(stack.by(there.officer), wrong, lambda one: f"{one.n}.{one.field}: {one.vi} / {one.en}"))
    for said in (
        "0.code: mã 90111 đã có: Bệnh viện Mắt (Sở Y tế tỉnh VB)",
        "1.basis",
        "2.kind",
        "3.code",
        "3.login",
        "3.pin",
        "3.password",
    ):
        assert said in told
    assert "4.code: mã 90114 có hơn một lần" in told
    assert [one.facility.id for one in (await facilities.read(stack.by(there.officer))).lines] == ["90111", "VB001"]
    await refusal(NotAllowed, facilities.add(stack.by(there.administrator), [replace(TOWN, code="90115")]))


async def test_one_without_an_account_is_given_one_later_and_only_once(stack: Stack) -> None:
    there, other = await province(stack, "VC"), await province(stack, "VD")
    await facilities.add(stack.by(there.officer), [replace(EYES, code="90121")])
    which, hai = FacilityId("90121"), replace(LOAN, login="qt.hai.fc", person="Trịnh Văn Hải")
    assert (await facilities.one(stack.by(there.officer), which)).may_account
    await refusal(NotFound, facilities.give_account(stack.by(other.officer), which, hai))
    await refusal(Malformed, facilities.give_account(stack.by(there.officer), which, replace(hai, pin="1")))
    await facilities.give_account(stack.by(there.officer), which, hai)
    assert await people.sign_in(stack.house, hai.login, PASSWORD)
    assert not (await facilities.one(stack.by(there.officer), which)).may_account
    await refusal(WrongState, facilities.give_account(stack.by(there.officer), which, replace(hai, login="qt.khac.fc")))
    await refusal(WrongState, facilities.remove(stack.by(there.officer), which, "Nhập nhầm"))


async def test_where_people_once_were_no_account_comes_from_outside(stack: Stack) -> None:
    """Whoever came in that way would find the records of those who left."""
    there = await province(stack, "VJ")
    await facilities.add(stack.by(there.officer), [replace(EYES, code="90161")])
    which, hai = FacilityId("90161"), replace(LOAN, login="qt.hai.fj", person="Trịnh Văn Hải")
    person = await facilities.give_account(stack.by(there.officer), which, hai)
    async with stack.sessions.begin() as session:
        left = stack.by(there.officer).today - timedelta(days=1)
        await session.execute(update(PositionRow).where(PositionRow.person == person).values(since=left, until=left))
    assert not (await facilities.one(stack.by(there.officer), which)).may_account
    told = await refusal(WrongState, facilities.give_account(stack.by(there.officer), which, replace(hai, login="qt.moi.fj")))
    assert "từng có" in told


async def test_a_key_of_an_earlier_try_is_taken_only_with_its_own_pin(stack: Stack) -> None:
    there = await province(stack, "VK")
    await facilities.add(stack.by(there.officer), [replace(EYES, code="90171")])
    which, nga = FacilityId("90171"), replace(LOAN, login="qt.nga.fk", person="Đỗ Thị Nga")
    await stack.house.signer.enrol(PersonId(id_of("person", which, nga.login)), nga.pin, nga.person, EYES.name, "person")
    other = facilities.give_account(stack.by(there.officer), which, replace(nga, pin="135790"))
    assert "ghi đúng PIN ấy" in await refusal(Malformed, other)
    await facilities.give_account(stack.by(there.officer), which, nga)
    assert await people.sign_in(stack.house, nga.login, PASSWORD)


async def test_another_department_is_its_administrators_to_bring_in_and_mergers_find_it(stack: Stack) -> None:
    there = await province(stack, "VE")
    told = await refusal(NotAllowed, facilities.add(stack.by(there.officer), [LAM_DONG]))
    assert "quản trị tại một Sở Y tế" in told
    khoa = replace(LOAN, login="qt.khoa.fe", person="Trần Đăng Khoa")
    await facilities.add(await administrator(stack, there), [replace(LAM_DONG, account=khoa)])
    assert LAM_DONG.name in {one.name for one in (await mergers.read(stack.by(there.officer))).others}
    lam_dong = (await people.who(stack.house, await people.sign_in(stack.house, khoa.login, PASSWORD))).context(stack.house, "fe-khoa")
    await facilities.add(lam_dong, [replace(EYES, code="90131", name="Bệnh viện Đa khoa Lâm Đồng")])
    told = await refusal(Malformed, facilities.add(stack.by(there.officer), [replace(EYES, code="90131")]))
    assert "Bệnh viện Đa khoa Lâm Đồng (Sở Y tế tỉnh Lâm Đồng)" in told
    await refusal(NotAllowed, facilities.give_account(stack.by(there.officer), FacilityId("68"), replace(khoa, login="qt.fe2")))


async def test_a_department_that_was_merged_is_no_longer_offered_and_gets_no_account(stack: Stack) -> None:
    old, new = await province(stack, "vh"), await province(stack, "vi")
    which = await mergers.enter(stack.by(old.officer), new.department, stack.by(old.officer).today, "Nghị quyết số 202/2025/QH15")
    before = stack.by(old.officer)
    await mergers.accept(stack.by(new.officer), which)
    administrator_there = await administrator(stack, new)
    assert old.department not in {one.facility.id for one in (await facilities.read(administrator_there)).others}
    view = await facilities.one(administrator_there, old.department)
    assert (view.may_account, view.may_remove) == (False, False)
    told = await refusal(WrongState, facilities.give_account(administrator_there, old.department, LOAN))
    assert "đã hợp nhất" in told
    await refusal(NotAllowed, facilities.add(before, [replace(EYES, code="90151")]))


async def test_what_was_entered_by_mistake_is_taken_out_with_its_reason_while_nothing_rests_on_it(stack: Stack) -> None:
    there = await province(stack, "VG")
    await facilities.add(stack.by(there.officer), [replace(TOWN, code="90141"), replace(EYES, code="90142")])
    which = FacilityId("90141")
    await refusal(Malformed, facilities.remove(stack.by(there.officer), which, " "))
    await facilities.remove(stack.by(there.officer), which, "Gõ nhầm mã")
    await refusal(NotFound, facilities.one(stack.by(there.officer), which))
    async with stack.sessions() as session:
        kept = (
            await session.execute(select(AuditRow.facts).where(AuditRow.act == "facility.remove", AuditRow.subject == which))
        ).scalar_one()
    assert (kept["name"], kept["reason"]) == (TOWN.name, "Gõ nhầm mã")
    await facilities.add(stack.by(there.officer), [replace(TOWN, code="90141", kind="clinic")])
    await plan_editions.join(stack.by(there.officer), there.plan, (which,))
    await refusal(WrongState, facilities.remove(stack.by(there.officer), which, "Gõ nhầm mã"))
    unit = await authorities.add(stack.by(there.officer), NewAuthority("CAVG", "Công an", "cong-an-tinh", "Hưng Yên"))
    await facilities.remove(stack.by(there.officer), unit, "Nhập nhầm đơn vị")
    assert "cong-an-tinh" in (await authorities.read(stack.by(there.officer))).units
