"""A HIS level is declared by the facility's paper; the criteria it enters say how far it reaches."""

from domain.clock import day
from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach
from domain.levels import LevelCriterion
from domain.outside_papers import OutsidePaper
from services import levels, readiness
from services.levels import NewLevel, SystemView
from tests.care import refusal
from tests.people import YEN
from tests.preparing import Hospital, hospital
from tests.rollout import pdf
from tests.stack import Stack


def new(stack: Stack, level: str, *missing: str) -> NewLevel:
    lines = (("5", "31", "Kê đơn"), ("6", "41", "Bệnh án điện tử nội trú"), ("7", "55", "Hỗ trợ ra quyết định"))
    criteria = tuple(LevelCriterion(at, code, title, code not in missing) for at, code, title in lines)
    paper = OutsidePaper("412/QĐ-BV", day(stack.clock()), "Bệnh viện đa khoa tỉnh Hưng Yên")
    return NewLevel(level, paper, criteria, (pdf("Quyết định công bố mức HIS"),))


async def his(stack: Stack, of: Hospital) -> SystemView:
    (found,) = (await levels.read(stack.by(of.there.officer), of.there.track)).systems
    return found


async def test_a_missing_criterion_gives_the_next_lower_level(stack: Stack) -> None:
    of = await hospital(stack, "LV1")
    track = of.there.track
    assert ((await his(stack, of)).demanded, (await his(stack, of)).declared) == ("6", [])
    await levels.declare(stack.by(of.it_officer), track, "HIS", new(stack, "7", "41"))
    one = await his(stack, of)
    assert (one.declared[0].level, one.declared[0].reached, one.met) == ("7", "5", False)
    assert [each.code for each in one.declared[0].missing("6")] == ["41"]
    await levels.declare(stack.by(of.administrator, "LV1-hai"), track, "HIS", new(stack, "7", "55"))
    await levels.declare(stack.by(of.administrator, "LV1-hai"), track, "HIS", new(stack, "7", "55"))
    one = await his(stack, of)
    assert ([each.number for each in one.declared], one.declared[0].reached, one.met) == ([2, 1], "6", True)
    assert one.declared[1].files[0].name == "Quyết định công bố mức HIS.pdf"
    seen = (await readiness.read(stack.by(of.there.officer), track)).level
    assert seen
    assert seen.met


async def test_only_the_facility_declares_and_only_what_the_policy_knows(stack: Stack) -> None:
    of = await hospital(stack, "LV2")
    track = of.there.track
    await refusal(NotAllowed, levels.declare(stack.by(of.there.officer), track, "HIS", new(stack, "6")))
    await refusal(OutOfReach, levels.declare(stack.by(YEN), track, "HIS", new(stack, "6")))
    await refusal(NotFound, levels.declare(stack.by(of.it_officer), track, "LIS", new(stack, "6")))
    told = await refusal(Malformed, levels.declare(stack.by(of.it_officer), track, "HIS", new(stack, "9")))
    assert "chọn một trong các mức 1, 2, 3, 4, 5, 6, 7" in told
    assert (await his(stack, of)).declared == []
