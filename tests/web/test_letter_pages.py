"""A letter to late units on pages: who is late, a look at it before, drawn up, signed, read by its unit."""

from datetime import timedelta

from domain.clock import day
from tests.care import until
from tests.people import Someone
from tests.reminding import Office, office
from tests.stack import Stack
from tests.web.desk import Desk, desk


def _words(stack: Stack) -> dict[str, str]:
    by_when = (day(stack.clock()) + timedelta(days=30)).isoformat()
    return {
        "opening": "Thực hiện Kế hoạch của tỉnh.",
        "closing": "Đề nghị thực hiện.",
        "by_when": by_when,
        "recipients": "Như trên\nLưu: VT",
    }


async def _signs(stack: Stack, one: Someone, document: str) -> None:
    async with desk(stack, one) as here:
        await until(lambda: here.open("/"), lambda page: f'id="task-{document}"' in page)
        await here.sign(document, 1)
        assert here.status == 200, here.told()


def _new(there: Office) -> str:
    return f"/plans/{there.there.plan}/letters/new"


async def test_the_officer_goes_from_the_board_to_the_letter_and_the_unit_reads_it(stack: Stack) -> None:
    there = await office(stack, "lw1")
    letters, unit = f"/plans/{there.there.plan}/letters", str(there.late.id)
    async with desk(stack, there.officer) as here:
        await here.open(f"/plans/{there.there.plan}")
        assert f'href="{letters}"' in here.page
        await here.open(letters)
        assert "Hôm nay 1 đơn vị có việc quá hạn." in here.page
        await here.open(_new(there))
        assert f'name="unit" value="{unit}" checked' in here.page
        await here.send(letters, _words(stack) | {"unit": unit, "as": "preview"})
        assert here.headers["content-type"] == "application/pdf"
        await here.send(letters, _words(stack) | {"unit": unit})
        assert here.address.startswith("/documents/"), here.told()
        document = here.address.split("/")[2]
        await here.open(_new(there))
        assert "công văn đang trình ký" in here.page
        assert "checked" not in here.page, "it warns, and is not proposed again"
        await here.send(letters, _words(stack) | {"unit": unit})
        assert here.status == 422
        assert "đã đôn đốc Bệnh viện Mắt cùng việc này" in here.told()
        assert f'name="besides" value="{document}"' in here.page, "a word is asked for that names it"
        await here.send(letters, _words(stack) | {"unit": unit, "recipients": " "})
        assert 'id="recipients-wrong"' in here.page
    for one in (there.head, there.clerk):
        await _signs(stack, one, document)
    async with desk(stack, there.administrator) as here:
        await until(lambda: here.open("/"), lambda page: "Công văn đôn đốc số 01/SYT-NVY" in page)
        await here.open(f"/tracks/{unit}/milestones/3.1-1")
        assert "công văn số 01/SYT-NVY" in here.page
        await here.open(f"/tracks/{unit}")
        assert f'href="/documents/{document}"' in here.page
        await here.open(f"/documents/{document}")
        assert here.status == 200
        await here.open(letters)
        assert here.status == 404


async def test_what_is_wrong_stands_at_its_field_and_ticks_are_kept(stack: Stack) -> None:
    there = await office(stack, "lw2")
    letters, unit = f"/plans/{there.there.plan}/letters", str(there.late.id)
    async with desk(stack, there.officer) as here:
        await here.send(letters, _words(stack) | {"by_when": "", "opening": "Mở đầu đã viết"})
        assert here.status == 422
        assert "Chọn ít nhất một đơn vị" in here.told()
        assert "Mở đầu đã viết" in here.page
        await here.send(letters, _words(stack) | {"unit": unit, "by_when": "2020-01-01"})
        assert 'id="by_when-wrong"' in here.page
        assert f'value="{unit}" checked' in here.page


async def test_a_refused_letter_is_drawn_up_again_from_its_own_page(stack: Stack) -> None:
    there = await office(stack, "lw3")
    letters, unit = f"/plans/{there.there.plan}/letters", str(there.late.id)
    async with desk(stack, there.officer) as officer, desk(stack, there.head) as head:
        await officer.send(letters, _words(stack) | {"unit": unit})
        document = officer.address.split("/")[2]
        await _refuses(head, document)
        await officer.open(f"/documents/{document}")
        assert f'href="/plans/{there.there.plan}/letters/new?again={document}"' in officer.page
        await officer.open(f"{_new(there)}?again={document}")
        assert "Ghi rõ số kế hoạch" in officer.page
        await officer.send(letters, _words(stack) | {"unit": unit, "again": document, "opening": "Thực hiện Kế hoạch số 156/KH-UBND."})
        assert officer.address == f"/documents/{document}", officer.told()
        assert "bản 2" in officer.page


async def _refuses(head: Desk, document: str) -> None:
    await until(lambda: head.open("/"), lambda page: f'id="task-{document}"' in page)
    await head.open(f"/documents/{document}/1")
    said = {"read": head.hidden("read"), "reason_code": "other", "reason": "Ghi rõ số kế hoạch"}
    await head.send(f"/documents/{document}/1/refusal", said)
    assert head.status == 200, head.told()
