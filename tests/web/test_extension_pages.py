"""A last day that moves by a signed paper, on pages: drawn up, its state told where the day is, refused, drawn up again, in force."""

from tests.care import until
from tests.people import Someone
from tests.reminding import office, signed_dates
from tests.stack import Stack
from tests.web.desk import desk

SAID = {"code": "3.2-1", "to": "2027-01-15", "reason": "Nhà thầu giao chậm do bão số 12", "paper": "Tờ trình số 61/TTr-BV"}


async def _signs(stack: Stack, one: Someone, document: str, version: int) -> None:
    async with desk(stack, one) as here:
        await until(lambda: here.open("/"), lambda page: f'id="task-{document}"' in page)
        await here.sign(document, version)
        assert here.status == 200, here.told()


async def test_an_officer_draws_the_paper_up_and_the_unit_sees_that_it_is_being_signed(stack: Stack) -> None:
    there = await office(stack, "xw1")
    changes, unit = f"/plans/{there.there.plan}/changes", f"/tracks/{there.late.id}/milestones/3.2-1"
    with signed_dates(stack):
        async with desk(stack, there.officer) as here:
            await here.open(changes)
            assert "Lập văn bản, trình ký" in here.page
            assert "Hạn chỉ đổi khi văn bản điều chỉnh đã được ký đủ" in here.page
            await here.send(f"/plans/{there.there.plan}/dates", SAID | {"reason": ""})
            assert (here.status, 'value="2027-01-15"' in here.page) == (422, True), "what was typed is kept"
            await here.send(f"/plans/{there.there.plan}/dates", SAID)
            assert here.address.startswith("/documents/"), here.told()
            document = here.address.split("/")[2]
            await here.send(f"/plans/{there.there.plan}/dates", SAID)
            assert (here.status, "đang chờ ký" in here.told()) == (409, True)
            await here.open(changes)
            assert "Văn bản đổi hạn chưa có hiệu lực" in here.page
            await here.open(unit)
            assert "Đang trình ký văn bản đổi hạn sang 15/01/2027" in here.page
            assert f'href="/documents/{document}"' in here.page
        async with desk(stack, there.administrator) as here:
            await here.open(unit)
            assert "Đang trình ký văn bản đổi hạn sang 15/01/2027" in here.page
            assert f'href="/documents/{document}"' not in here.page, "its units read it once it is in force"
            await here.open(changes)
            assert document not in here.page


async def test_refused_it_is_drawn_up_again_from_its_own_page_and_everybody_hears_when_it_is_in_force(stack: Stack) -> None:
    there = await office(stack, "xw2")
    changes, unit = f"/plans/{there.there.plan}/changes", f"/tracks/{there.late.id}/milestones/3.2-1"
    with signed_dates(stack):
        async with desk(stack, there.officer) as here:
            await here.send(f"/plans/{there.there.plan}/dates", SAID)
            document = here.address.split("/")[2]
        async with desk(stack, there.head) as here:
            await until(lambda: here.open("/"), lambda page: f'id="task-{document}"' in page)
            await here.open(f"/documents/{document}/1")
            read = here.hidden("read")
            await here.send(f"/documents/{document}/1/refusal", {"read": read, "why": "other", "reason": "Nêu rõ ngày cam kết"})
        async with desk(stack, there.officer) as here:
            await here.open(unit)
            assert "Đang trình ký" not in here.page
            await here.open(f"/documents/{document}/1")
            assert f"{changes}?again={document}#move" in here.page
            await here.open(f"{changes}?again={document}")
            assert "Lập lại văn bản đổi hạn" in here.page
            assert "Hạn không đổi: " in here.page
            assert 'value="2027-01-15"' in here.page, "as it was drawn up before"
            await here.send(f"/plans/{there.there.plan}/dates", SAID | {"to": "2027-01-20", "again": document})
            assert here.address == f"/documents/{document}", here.told()
        for one in (there.head, there.clerk):
            await _signs(stack, one, document, 2)
        async with desk(stack, there.administrator) as here:
            await until(lambda: here.open("/"), lambda page: "Hạn của mốc được đổi sang 20/01/2027" in page)
            await here.open(unit)
            assert "Công văn số 01/SYT-NVY" in here.page
        async with desk(stack, there.officer) as here:
            await here.open("/")
            assert "Công văn số 01/SYT-NVY đã ký đủ: hạn của mốc đổi sang 20/01/2027" in here.page
            await here.open(changes)
            assert "Văn bản đổi hạn chưa có hiệu lực" not in here.page
