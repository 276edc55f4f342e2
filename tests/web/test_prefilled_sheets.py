"""A new sheet stands filled with what the record knows: the same of an archived record as of an open one, and nothing else."""

from html import unescape
from re import DOTALL, search

from domain.clock import clock_time
from domain.records import Discharge, Outcome
from domain.sheets import NewSheet
from services import records, sheets
from store.ocfl import Ocfl
from tests.care import BETTER, archived, closed, completed, opened, sign, until
from tests.people import HUNG, LAN, NAM, OANH, SON
from tests.stack import Stack
from tests.web.desk import Desk, desk


def typed(page: str, name: str) -> str:
    """What stands in a field of the page, whatever kind it is."""
    area = search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, DOTALL)
    line = search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    found = area or line
    return unescape(found[1]).strip() if found else ""


def shown(here: Desk) -> dict[str, str]:
    names = ("admitted_for", "diagnosis", "course", "tests", "treatment", "condition", "advice", "purpose")
    return {name: said for name in names if (said := typed(here.page, name))}


async def test_of_an_archived_record_a_summary_stands_filled_with_what_its_object_says(stack: Stack) -> None:
    record, _, _ = await completed(stack)
    now = clock_time(stack.clock())
    data = {"opened_at": now, "discharged_at": now, "diagnosis": BETTER.diagnosis}
    data |= {"treatment": "Insulin nền, chỉnh liều theo đường huyết", "advice": "Tái khám sau 1 tháng"}
    paper = await sheets.write(stack.by(LAN), record, NewSheet("discharge-paper", LAN.id, stack.clock(), data))
    for one in (LAN, SON, OANH):
        await sign(stack, one, paper.document)
    closing = await closed(stack, record)
    at = (await records.read(stack.by(LAN), record)).page.record
    assert at.discharged_at
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.archived_at is not None, 40)
    async with desk(stack, NAM) as nam:
        await nam.open(f"/records/{record}/sheets/new?form=record-summary")
        assert shown(nam) == {
            "admitted_for": "Theo dõi đái tháo đường típ 2",
            "diagnosis": BETTER.diagnosis,
            "course": BETTER.summary,
            "treatment": data["treatment"],
            "condition": "Khỏi",
            "advice": data["advice"],
        }
        assert "Một số mục đã điền sẵn theo hồ sơ" in nam.page
        for moment in (at.opened_at, at.discharged_at):
            assert clock_time(moment)[:5] in nam.page, moment


async def test_of_an_open_record_only_what_is_known_stands_there(stack: Stack) -> None:
    record = await opened(stack)
    async with desk(stack, LAN) as lan:
        await lan.open(f"/records/{record}/sheets/new?form=record-summary")
        assert shown(lan) == {"admitted_for": "Theo dõi đái tháo đường típ 2"}
        await records.discharge(stack.by(LAN), record, Discharge(Outcome.IMPROVED, "Đái tháo đường típ 2", "Đường huyết ổn định"))
        await lan.open(f"/records/{record}/sheets/new?form=record-summary")
        assert shown(lan) == {
            "admitted_for": "Theo dõi đái tháo đường típ 2",
            "diagnosis": "Đái tháo đường típ 2",
            "course": "Đường huyết ổn định",
            "condition": "Đỡ, giảm",
        }


async def test_what_is_damaged_in_the_archive_is_left_to_be_typed(stack: Stack) -> None:
    record, _ = await archived(stack)
    Ocfl(stack.settings.archive).files(f"urn:hsba:record:{record}")["record.json.age"].write_bytes(b"damaged")
    async with desk(stack, NAM) as nam:
        await nam.open(f"/records/{record}/sheets/new?form=record-summary")
        assert nam.status == 200
        assert shown(nam) == {"condition": "Khỏi"}
        await nam.open(f"/records/{record}/sheets/new?form=record-summary&pdf=1")
        assert shown(nam) == {}, "a ready PDF says it itself"
