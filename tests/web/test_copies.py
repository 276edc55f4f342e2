"""Copies of an archived record on its page: for the records office alone, readable, and noted."""

import io
import zipfile

from services import archive
from tests.care import archived, opened
from tests.people import LAN, NAM
from tests.stack import Stack
from tests.web.desk import desk


async def test_the_records_office_takes_copies_from_the_record_s_page(stack: Stack) -> None:
    record, _ = await archived(stack)
    async with desk(stack, NAM) as nam:
        await nam.open(f"/records/{record}")
        assert "Trích sao hồ sơ" in nam.page
        answer = await nam.client.post(
            f"/records/{record}/copies", data={"request": nam.hidden("request")}, headers={"sec-fetch-site": "same-origin"}
        )
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/zip"
        assert answer.headers["content-disposition"].endswith(".zip")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as copies:
            assert copies.testzip() is None
            taken = {name: copies.read(name) for name in copies.namelist()}
        assert taken == await archive.export(stack.by(NAM), record)
        assert [content[:5] for name, content in taken.items() if name.endswith(".pdf")] == [b"%PDF-"] * 4, "three sheets and the contents"
        await nam.open(f"/records/{record}")
        assert nam.page.count("Xuất bản sao hồ sơ") == 2, "both takings are in the timeline"


async def test_nobody_else_and_nothing_that_is_not_archived(stack: Stack) -> None:
    record, _ = await archived(stack)
    still = await opened(stack)
    async with desk(stack, LAN) as lan, desk(stack, NAM) as nam:
        await lan.open(f"/records/{record}")
        assert "Trích sao hồ sơ" not in lan.page
        await lan.send(f"/records/{record}/copies", {})
        assert lan.status == 403
        await nam.open(f"/records/{still}")
        assert "Trích sao hồ sơ" not in nam.page
        await nam.send(f"/records/{still}/copies", {})
        assert nam.status == 409
