"""After the decision the way on waits in the inbox: announce, let departments begin, choose for the inpatients."""

from datetime import timedelta

from domain.clock import day
from domain.cutovers import Choice, Chosen
from domain.golive_policies import Subject
from services import cutovers, errands, going_live, golive
from tests.golive import LETTER, appraised, decided, hospital, prepared, signed
from tests.people import Someone
from tests.stack import Stack


async def waits(stack: Stack, one: Someone) -> list[tuple[str, int]]:
    found = await errands.errands(stack.by(one))
    return [(each.kind, each.many) for each in found if each.kind.startswith("golive_")]


async def test_each_step_waits_for_whoever_takes_it(stack: Stack) -> None:
    here = await hospital(stack, "GER")
    await appraised(stack, here)
    await prepared(stack, here)
    admin, track, later = here.administrator, here.there.track, day(stack.clock()) + timedelta(days=2)
    assert await waits(stack, admin) == []
    await decided(stack, here, later)
    assert await waits(stack, admin) == [("golive_publish", 1)]
    letter = await golive.publish(stack.by(admin), track, LETTER)
    assert await waits(stack, admin) == [], "it is being signed"
    await signed(stack, letter, here.director, here.clerk)
    assert await waits(stack, admin) == [("golive_allow", 2)]
    assert await waits(stack, here.head) == []
    await going_live.allow(stack.by(admin), track, Subject.RECORD, here.ward, later)
    assert await waits(stack, admin) == [("golive_allow", 1)]
    assert await waits(stack, here.head) == [("golive_choose", 1)]
    assert await waits(stack, here.doctor) == []
    await cutovers.choose(stack.by(here.head), Chosen(Choice.FINISH, "Tủ 3"))
    assert await waits(stack, here.head) == []
    await going_live.allow(stack.by(admin), track, Subject.RECORD, here.surgery, later)
    assert await waits(stack, admin) == []
