"""A patient's page is one step from the record, for the records office alone."""

import re

from tests.people import LAN, NAM
from tests.stack import Stack
from tests.web.desk import desk
from tests.web.test_record_pages import opened

WORDS = "Người bệnh: số định danh, nhập hoặc tách hồ sơ"


async def test_from_the_record_to_its_patient(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        record = await opened(lan, "WEB-0977")
        assert WORDS not in lan.page, "no way to what is not theirs"
        await nam.open(record)
        way = re.search(rf'<a href="(/patients/[^"<]+)">{WORDS}</a>', nam.page)
        assert way
        await nam.open(way[1])
        assert nam.status == 200
        assert "WEB-0977" in nam.page
