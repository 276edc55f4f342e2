"""What a person reads when a page is stale, or something is pressed twice or could not have been pressed."""

from uuid import uuid4

import pytest

from services import results
from tests.care import delivered, glucose, sign
from tests.people import DUC, LAN, LIS, MAI, PIN
from tests.stack import Stack
from tests.web.desk import desk


async def test_a_second_click_on_signing_is_the_same_signature(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    async with desk(stack, MAI) as mai:
        click = uuid4().hex
        for _ in range(2):
            await mai.open(f"/documents/{seen.document}/1")
            fields = {"read": seen.content, "pin": PIN}
            await mai.send(f"/documents/{seen.document}/1/signatures", fields, click)
            assert mai.status == 200, mai.told()
            assert mai.page.count("đã ký <time") == 1
        await mai.send(f"/documents/{seen.document}/1/signatures", fields)
        assert mai.status == 409
        assert "Anh/chị đã ký" in mai.told()


async def test_a_stale_page_signs_nothing(stack: Stack) -> None:
    _, order, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    async with desk(stack, DUC) as duc:
        await duc.open(f"/documents/{seen.document}/1")
        read = duc.hidden("read")
        await results.deliver(stack.by(LIS), order, glucose(stack, "8,1"))
        await duc.send(f"/documents/{seen.document}/1/signatures", {"read": read, "pin": PIN})
        assert duc.status == 409
        assert "Hãy mở bản mới nhất" in duc.told()
        await duc.send(f"/documents/{seen.document}/2/signatures", {"read": read, "pin": PIN})
        assert duc.status in (403, 409)
        assert duc.told() != ""


@pytest.mark.parametrize("tick", ["", "x", "a/b/c", "0/1/2", "-" * 36 + "/1/" + "0" * 64])
async def test_a_tick_nobody_could_have_made_is_refused(stack: Stack, tick: str) -> None:
    async with desk(stack, MAI) as mai:
        await mai.send("/signatures", {"reviewed": tick, "pin": PIN})
        assert mai.status == 422
        assert "không đọc được" in mai.told()


async def test_a_set_names_what_it_signed_without_reading_again(stack: Stack) -> None:
    _, _, one = await delivered(stack)
    async with desk(stack, MAI) as mai:
        tick = f"{one.document}/{one.version}/{one.content}"
        await mai.send("/signatures", {"reviewed": tick, "pin": PIN}, "web-set")
        assert "Đã ký 1/1 văn bản" in mai.page
        assert "Kết quả: Định lượng Glucose" in mai.page
        await mai.send("/signatures", {"reviewed": tick, "pin": PIN}, "web-set")
        assert "Đã ký 1/1 văn bản" in mai.page


async def test_what_was_told_is_marked_as_seen(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        await delivered(stack)
        await lan.open("/")
        assert "Kết quả mới, chưa ký đủ" in lan.page
        assert "N.T.T.H." in lan.page
        await lan.send("/notices/seen", {})
        assert lan.address == "/"
        assert "Kết quả mới, chưa ký đủ" not in lan.page
