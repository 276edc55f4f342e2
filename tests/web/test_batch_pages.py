"""A reviewed set on its page: it goes on by itself, and says what became of each document."""

import re
from uuid import UUID

from domain.names import RecordId
from domain.roles import Role
from tests.care import newcomer, until
from tests.people import LAN, PIN, WARD
from tests.services.test_batches import entries
from tests.stack import Stack
from tests.web.desk import Desk, desk
from tests.web.test_record_pages import opened


async def _ended(lan: Desk, address: str) -> str:
    return await until(lambda: lan.open(address, **{"hx-request": "true"}), lambda page: "hx-trigger" not in page)


async def test_a_set_is_signed_while_the_doctor_works_on(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = (await opened(lan, "TAP-01")).rsplit("/", 1)[1]
        chosen = await entries(stack, RecordId(UUID(record)), 3)
        ticks = [f"{one.document}/{one.version}/{one.content}" for one in chosen]
        stale = f"{ticks[0].rsplit('/', 1)[0]}/{chosen[1].content}"
        await lan.send("/signatures", {"reviewed": [stale, *ticks[1:]], "pin": PIN})
        assert lan.address.startswith("/batches/")
        page = await _ended(lan, lan.address)
        assert "Đã ký 2/3 văn bản" in page
        assert "<html" not in page, "only what moves"
        assert page.index("Tờ điều trị") < page.index('class="small">'), "what was not signed stands first, with its reason"
        assert len(re.findall(r"(?:\w\.)+ \d{4} · TAP-01", page)) == 3, "every line says whose it is"
        await lan.open("/")
        assert "Đã ký xong tập văn bản: 2 đã ký, 1 trả lại hộp việc" in lan.page


async def test_a_wrong_pin_keeps_the_set(stack: Stack) -> None:
    """Nothing that was in it has to be opened again."""
    huy = await newcomer(stack, "bs.huy", "Đinh Quang Huy", Role.DOCTOR, department=WARD, signs=True)
    async with desk(stack, LAN) as lan, desk(stack, huy) as here:
        record = (await opened(lan, "TAP-02")).rsplit("/", 1)[1]
        chosen = await entries(stack, RecordId(UUID(record)), 2, huy)
        ticks = [f"{one.document}/{one.version}/{one.content}" for one in chosen]
        await here.send("/signatures", {"reviewed": ticks, "pin": "000000"})
        assert here.status == 403
        assert here.page.count('name="reviewed"') == 2
        assert "PIN không đúng" in here.told()


async def test_somebody_elses_set_is_not_found(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await lan.open("/batches/00000000-0000-5000-8000-000000000000")
        assert lan.status == 404
        await lan.open("/batches/tập")
        assert lan.status == 404
