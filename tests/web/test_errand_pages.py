"""What waits beside signatures, as the inbox says it: a purchase's next step, a draft regulation."""

from datetime import timedelta

from domain.clock import day
from services import regulation_rounds
from services.regulations import NewRegulation
from tests.buying import buying
from tests.purchases import opened, proposed
from tests.regulating import begun, drafting
from tests.stack import Stack
from tests.web.desk import desk


async def test_a_purchase_waits_with_its_title_its_step_and_its_facility(stack: Stack) -> None:
    at = await buying(stack, "pew")
    which = await opened(stack, at)
    async with desk(stack, at.it) as it:
        await it.open("/")
        assert "Mua sắm: lập văn bản, trình ký" in it.page
        assert f'href="/procurement/{which}"' in it.page
    await proposed(stack, at, which)
    async with desk(stack, at.there.officer) as tam:
        await tam.open("/")
        assert "Mua sắm: ghi thẩm định, phê duyệt 1 gói" in tam.page
        assert "Máy chủ và thiết bị lưu trữ: Hội đồng ứng dụng công nghệ thông tin" in tam.page
        assert "Bệnh viện Đa khoa pew" in tam.page


async def test_a_draft_waits_for_the_unit_that_is_asked(stack: Stack) -> None:
    here = await drafting(stack, "rwe", signs=False)
    which = await begun(stack, here, NewRegulation("camera"))
    await regulation_rounds.ask(stack.by(here.administrator), which, (here.ward,), day(stack.clock()) + timedelta(days=5))
    async with desk(stack, here.head) as head, desk(stack, here.technician) as technician:
        await head.open("/")
        assert "Góp ý dự thảo quy chế" in head.page
        assert f'href="/regulations/{which}"' in head.page
        await technician.open("/")
        assert "Góp ý dự thảo" not in technician.page
