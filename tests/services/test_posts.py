"""Which posts a facility can give, and that what is judged from above is judged at the department of health."""

from dataclasses import replace

import pytest
from temporalio.exceptions import ApplicationError

from activities.plans import NewPlan, PlanAct, Plans, plan_key
from activities.tracks import JudgeWords, TrackAct, Tracks, track_key
from app.devstack import demo_people
from domain.errors import Malformed, NotAllowed
from domain.names import FacilityId
from domain.posts import POSTS
from domain.roles import Role
from services import people, plans, tracks
from services.acts import body
from services.founding import KINDS, Founding, administrator
from services.people import NewPerson
from tests.care import newcomer, refusal
from tests.people import TAM, YEN
from tests.rollout import CODE, declared, in_force, province, reported
from tests.stack import Stack
from tests.web.desk import desk

NEW = NewPerson("syt.gia", "Lò Văn Giả", "mật-khẩu-mới", "246810", Role.HEALTH_OFFICER, None, "QĐ 9/QĐ-BV ngày 20/11/2026")


async def test_a_hospital_brings_in_no_officer_of_the_department_of_health(stack: Stack) -> None:
    spare = (await stack.house.signer.status())["spare"]
    told = await refusal(Malformed, people.bring_in(stack.by(YEN), NEW))
    assert told == "Dữ liệu chưa đúng: role: cơ sở thuộc loại này không có chức vụ đó"
    assert (await stack.house.signer.status())["spare"] == spare
    async with desk(stack, YEN) as here:
        await here.open("/people/new")
        assert 'value="doctor"' in here.page
        assert 'value="health_officer"' not in here.page
        fields = {
            "name": NEW.name,
            "role": "health_officer",
            "login": NEW.login,
            "password": NEW.password,
            "pin": NEW.pin,
            "basis": NEW.basis,
        }
        await here.send("/people", fields)
        assert here.status == 422
        assert "Cơ sở thuộc loại này không có chức vụ đó" in here.page


async def test_a_department_of_health_brings_in_its_officers_and_nobody_who_treats(stack: Stack) -> None:
    one = await newcomer(stack, "qt.so", "Giàng Thị Sở", Role.ADMINISTRATOR, TAM.facility)
    assert Role.HEALTH_OFFICER in await people.roles(stack.by(one))
    await people.bring_in(stack.by(one), replace(NEW, login="syt.that"))
    for role in (Role.DOCTOR, Role.NURSE, Role.RECORDS_OFFICER):
        await refusal(Malformed, people.bring_in(stack.by(one), replace(NEW, login="bs.so", role=role)))


async def test_an_officer_held_at_a_hospital_neither_opens_nor_judges(stack: Stack) -> None:
    """A row from before posts were checked gives nothing: the act asks where the post is held, also in its own transaction."""
    there = await province(stack, "PO")
    await declared(stack, there.administrator, there.track, "3.1-2")
    await reported(stack, there.administrator, there.track, "3.1-2")
    false = await newcomer(stack, "syt.trong", "Mạc Văn Trong", Role.HEALTH_OFFICER, there.hospital)
    told = await refusal(NotAllowed, tracks.accept(stack.by(false), there.track, "3.1-2"))
    assert "Chỉ chuyên viên giữ vị trí tại Sở Y tế phụ trách" in told
    await refusal(NotAllowed, tracks.send_back(stack.by(false), there.track, "3.1-2", "Thiếu"))
    await refusal(NotAllowed, plans.open_plan(stack.by(false), CODE, (), in_force(stack)))
    for asked in (plans.known(stack.by(false)), plans.facilities(stack.by(false))):
        await refusal(NotAllowed, asked)
    assert not await plans.may_open(stack.by(false))
    async with desk(stack, false) as here:
        await here.open("/plans")
        assert (here.status, 'action="/plans"' in here.page) == (200, False)
        await here.open(f"/tracks/{there.track}/milestones/3.1-2")
        assert (here.status, "acceptance" in here.page) == (200, False)
    assert (await tracks.accept(stack.by(there.officer), there.track, "3.1-2")).of("3.1-2").accepted_by == there.officer.id


async def test_the_act_itself_asks_where_the_post_is_held(stack: Stack) -> None:
    """The activities judge without the services' asking before them."""
    there = await province(stack, "PQ")
    await declared(stack, there.administrator, there.track, "3.1-2")
    await reported(stack, there.administrator, there.track, "3.1-2")
    context = stack.by(await newcomer(stack, "syt.ngoai", "Mạc Thị Ngoài", Role.HEALTH_OFFICER, there.hospital))
    judged = TrackAct(context.actor, there.track, await body(context, track_key(there.track), JudgeWords("Thiếu")), "3.1-2")
    opened = PlanAct(context.actor, there.plan, await body(context, plan_key(there.plan), NewPlan(CODE)))
    for act in (Tracks(stack.desk).accept(judged), Tracks(stack.desk).send_back(judged), Plans(stack.desk).open(opened)):
        with pytest.raises(ApplicationError) as refused:
            await act
        assert refused.value.type == "NotAllowed"


def test_every_kind_has_its_posts_and_the_demo_keeps_them() -> None:
    assert set(KINDS) <= set(POSTS)
    kinds = {one.id: one.kind for one in demo_people.FACILITIES}
    held = [(post.facility, post.role) for one in demo_people.PEOPLE for post in one.positions]
    assert [post for post in held if post[1] not in POSTS[kinds[FacilityId(post[0])]]] == []


def test_a_founding_gives_a_post_its_kind_has() -> None:
    who = administrator("qt.moi", "Tên Mới", "mật-khẩu-mới", "246810", "QĐ 1")
    new = Founding("33077", "Bệnh viện Mới", "hospital", "Hưng Yên", (("KB", "Khoa Khám bệnh"),), replace(who, role=Role.HEALTH_OFFICER))
    with pytest.raises(Malformed, match="role: "):
        new.check()
    replace(new, administrator=who).check()
