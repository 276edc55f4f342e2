"""Communication on its page: planned, refused and given back, proved with an address and a picture, set aside."""

from datetime import timedelta

from domain.clock import day
from tests.preparing import hospital
from tests.stack import Stack
from tests.web.desk import desk
from tests.web.test_readiness_pages import words

PHOTO = ("Lễ.png", b"\x89PNG\r\n\x1a\n picture", "image/png")


async def test_a_ceremony_is_planned_and_proved_and_the_rest_set_aside(stack: Stack) -> None:
    of = await hospital(stack, "wcm1")
    track, today = f"/tracks/{of.there.track}", day(stack.clock())
    here, code = f"{track}/communications", "ceremony"
    async with desk(stack, of.administrator) as anh, desk(stack, of.there.officer) as tam:
        await anh.send(f"{here}/{code}/plans", {f"day-{code}": "", f"responsible-{code}": "", f"words-{code}": "Lễ công bố"})
        assert (anh.status, "họn ngày" in anh.told(), "Lễ công bố</textarea>" in anh.page) == (422, True, True)
        said = {f"responsible-{code}": str(of.it_officer.id), f"words-{code}": "Công bố bỏ giấy", f"place-{code}": "Hội trường tầng 2"}
        await anh.send(f"{here}/{code}/plans", said | {f"day-{code}": (today + timedelta(days=9)).isoformat()})
        assert "Đổi kế hoạch" in anh.page
        proof = {f"done-{code}": today.isoformat(), f"said-{code}": "Đã tổ chức", f"address-{code}": "bvdk.vn"}
        await anh.send(f"{here}/{code}/proofs", proof, files={f"proof-{code}": PHOTO})
        assert (anh.status, "https://…" in anh.told()) == (422, True)
        await anh.send(f"{here}/{code}/proofs", proof | {f"address-{code}": "https://bvdk.vn/tin"}, files={f"proof-{code}": PHOTO})
        await anh.send(f"{here}/consensus/set-aside", {"reason-consensus": ""})
        assert anh.status == 422
        await anh.send(f"{here}/consensus/set-aside", {"reason-consensus": "Kế hoạch của tỉnh không có"})
        await tam.open(here)
        for one in ("1/4", "đã có minh chứng", "Đã tổ chức", "https://bvdk.vn/tin", "Không làm: Kế hoạch của tỉnh không có"):
            assert one in words(tam.page)
        assert "Ghi kế hoạch" not in tam.page
        picture = tam.page.split(f'href="{track}/evidence/')[1].split('"')[0]
        await tam.open(f"{track}/evidence/{picture}")
        assert (tam.headers["content-type"], ".png" in tam.headers["content-disposition"]) == ("image/png", True)
        await tam.open(f"{track}/readiness")
        assert "1/4 việc đã có minh chứng, 0 quá ngày dự kiến" in words(tam.page)
        assert f'href="{here}"' in tam.page
