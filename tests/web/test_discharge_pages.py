"""The pages of the end of a treatment: when and how, and that told anew."""

from dataclasses import replace
from datetime import timedelta

from domain.clock import VIETNAM, clock_time
from domain.records import Outcome
from services import records
from tests import care
from tests.people import HUNG, LAN, MAI, NAM
from tests.stack import Stack
from tests.web.desk import Desk, desk, minute
from tests.web.test_record_pages import PATIENT, opened

OUT = {"outcome": "improved", "diagnosis": "Viêm phổi", "summary": "Kháng sinh 7 ngày"}


async def came(here: Desk, stack: Stack, code: str, days: int = 2) -> str:
    """A record of a patient who came days ago."""
    at = (stack.clock() - timedelta(days=days)).astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
    await here.send("/records", PATIENT | {"code": code, "admitted_at": at})
    return here.address


async def test_the_page_asks_when_the_patient_left_and_the_record_says_it(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        record = await came(lan, stack, "WEB-RV-1")
        head = lan.page[: lan.page.index("</dl>")]
        assert ("Ra viện" in head, "Kết quả điều trị" in head) == (False, False)
        await lan.open(f"{record}/discharge")
        assert f'name="discharged_at" type="datetime-local" value="{minute(stack)[:10]}' in lan.page
        early, late = ("1960-01-01T08:00", "Sớm hơn lúc vào viện"), ("2999-01-01T08:00", "Thời điểm ở tương lai")
        for wrong, said in (early, late, ("hôm qua", "Chọn ngày")):
            await lan.send(f"{record}/discharge", OUT | {"discharged_at": wrong})
            assert (lan.status, said in lan.page) == (422, True), wrong
        left = stack.clock() - timedelta(hours=3)
        typed = left.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")
        await lan.send(f"{record}/discharge", OUT | {"discharged_at": typed, "diagnosis_code": "J18.1"})
        assert lan.address == record, lan.told()
        head = lan.page[: lan.page.index("</dl>")]
        for one in ("Ra viện", clock_time(left).split()[0], "Đỡ, giảm", "J18.1"):
            assert one in head, one
        await lan.open(f"{record}/discharge")
        assert (lan.status, 'name="outcome"' in lan.page) == (409, False), "no form for what would be refused"


async def test_a_wrong_discharge_is_told_anew_on_a_page_filled_with_what_was_told(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, HUNG) as hung, desk(stack, MAI) as mai, desk(stack, NAM) as nam:
        record = await opened(lan, "WEB-RV-2")
        correction = f"{record}/discharge-correction"
        await lan.open(correction)
        assert lan.status == 409
        await lan.send(f"{record}/discharge", OUT | {"diagnosis_code": "J18.1", "cause_codes": "V23.4, Y96", "trait": "graft"})
        assert f'href="{correction}"' in lan.page
        await hung.open(record)
        assert f'href="{correction}"' in hung.page, "the head of the department too"
        await nam.open(record)
        assert f'href="{correction}"' not in nam.page
        await mai.open(correction)
        assert mai.status == 403
        await lan.open(correction)
        for kept in ('value="improved" required checked', "Viêm phổi</textarea>", 'value="V23.4, Y96"', 'value="graft" checked'):
            assert kept in lan.page, kept
        await lan.send(correction, {"outcome": "died", "diagnosis": "", "summary": "Hồi sức", "reason": ""})
        assert (lan.status, "Cần điền" in lan.page, "Cần nêu lý do" in lan.page) == (422, True, True)
        mended = OUT | {"outcome": "died", "discharged_at": minute(stack), "diagnosis_code": "J18.9"}
        await lan.send(correction, mended | {"reason": ""})
        assert (lan.status, "Cần nêu lý do" in lan.page) == (422, True)
        await lan.send(correction, mended | {"reason": "Ghi nhầm kết quả"})
        assert lan.address == record, lan.told()
        for one in ("Tử vong", "J18.9", "Sửa lúc ra viện"):
            assert one in lan.page, one


async def test_an_archived_record_still_says_how_it_ended(stack: Stack) -> None:
    """The clinical values left the rows; day, outcome and the code it is found by did not."""
    record = await care.opened(stack)
    dead = replace(care.BETTER, outcome=Outcome.DIED, diagnosis="Sốc nhiễm khuẩn", diagnosis_code="A41.9")
    left = await records.discharge(stack.by(LAN), record, dead)
    closing = await records.close(stack.by(LAN), record)
    assert closing
    assert left.discharged_at
    for one in (LAN, HUNG, NAM):
        await care.sign(stack, one, closing)
    await care.until(lambda: records.read(stack.by(NAM), record), lambda seen: seen.page.record.archived_at is not None)
    async with desk(stack, NAM) as nam:
        await nam.open(f"/records/{record}")
        head = nam.page[: nam.page.index("</dl>")]
        for words in (clock_time(left.discharged_at).split()[0], "Tử vong", "A419"):
            assert words in head, words
        assert "Sốc nhiễm khuẩn" not in head
