"""The report that evaluates going live is begun only once there is something to evaluate."""

from tests.golive import hospital
from tests.stack import Stack
from tests.web.desk import desk


async def test_before_any_department_has_begun_the_form_is_not_offered(stack: Stack) -> None:
    here = await hospital(stack, "gevp")
    async with desk(stack, here.administrator) as anh:
        await anh.open(f"/tracks/{here.there.track}/golive/record/evaluation")
        assert anh.status == 409
        assert "chưa có gì để đánh giá" in anh.page
