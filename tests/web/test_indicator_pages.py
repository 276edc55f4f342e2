"""The page of a plan's indicators: reported on it, over a hundred per cent marked, contradictions side by side."""

from tests.people import LAN
from tests.rollout import province
from tests.stack import Stack
from tests.web.desk import desk


async def test_an_officer_reports_and_sees_what_contradicts(stack: Stack) -> None:
    there = await province(stack, "wi1")
    here_is = f"/plans/{there.plan}/indicators"
    today = stack.by(there.officer).today.isoformat()
    fields = {"unit": there.department, "numerator": "56", "denominator": "54", "day": today, "origin": "paper", "source": "BC 412"}
    async with desk(stack, there.officer) as here:
        assert f'href="{here_is}"' in await here.open(f"/plans/{there.plan}")
        page = await here.open(here_is)
        assert "Bảo đảm 100%" in page
        assert "hsba đếm" in page
        await here.send(f"{here_is}/trien-khai/reports", fields)
        assert (here.status, "56/54 = 103,7 %" in here.page, "trên 100 %" in here.page) == (200, True, True)
        await here.send(f"{here_is}/trien-khai/reports", {**fields, "numerator": "49", "origin": "system", "source": "Cổng của Bộ Y tế"})
        assert "các nguồn nói khác nhau" in here.page
        assert "số liệu mâu thuẫn" in here.page
        await here.send(f"{here_is}/trien-khai/reports", {**fields, "numerator": "mười", "source": " "})
        assert (here.status, "Cần số nguyên từ 0 trở lên" in here.page, 'value="mười"' in here.page) == (422, True, True)
        await here.send(f"{here_is}/trien-khai/reports", {**fields, "day": ""})
        assert here.status == 422
    async with desk(stack, there.administrator) as facility:
        page = await facility.open(here_is)
        assert "56/54" in page
        assert "hsba đếm" not in page
        await facility.send(f"{here_is}/trien-khai/reports", fields)
        assert (facility.status, "số liệu của cơ sở mình" in facility.page) == (403, True)
    async with desk(stack, LAN) as elsewhere:
        await elsewhere.open(here_is)
        assert elsewhere.status == 403
