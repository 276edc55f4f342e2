"""A chain of the hospital's own on pages: withdrawn with a reason, out of reach of others, and no stray key."""

from dataclasses import fields

from domain.signature_chains import Stage
from tests.own_rules import own_rules
from tests.stack import Stack
from tests.web.desk import desk
from web.drawing import CELLS


async def test_withdrawn_with_a_reason(stack: Stack) -> None:
    here = await own_rules(stack)
    which = await here.proposed()
    async with desk(stack, here.linh) as linh:
        await linh.send(f"/chains/{which}/withdrawal", {"why": " "})
        assert (linh.status, "Cần lý do" in linh.page) == (422, True)
        await linh.send(f"/chains/{which}/withdrawal", {"why": "Chưa có trong quy chế"})
        assert "đã rút trước khi áp dụng" in linh.page
        assert "Chưa có trong quy chế" in linh.page


async def test_nobody_else_finds_the_pages(stack: Stack) -> None:
    here, other = await own_rules(stack), await own_rules(stack)
    which = await here.proposed()
    async with desk(stack, here.hao) as hao:
        for address in ("/chains", "/chains/new", f"/chains/{which}"):
            await hao.open(address)
            assert hao.status == 403, address
        await hao.open("/")
        assert "/chains" not in hao.page
    async with desk(stack, other.linh) as stranger:
        await stranger.open(f"/chains/{which}")
        assert stranger.status == 404
        await stranger.open("/chains/not-an-id")
        assert stranger.status == 404


async def test_what_no_officer_sends_is_answered_with_a_sentence(stack: Stack) -> None:
    here = await own_rules(stack)
    async with desk(stack, here.anh) as anh:
        for content in (b"\xff\xfe\x00", b"", b"[" * 50_000, b"a" * 400_000, "form: x\u0000".encode()):
            await anh.send("/chains", {"act": "propose"}, files={"file": ("a.yaml", content, "application/yaml")})
            assert anh.status == 422, content[:10]
        await anh.open("/chains/new?form=no-such-form")
        assert anh.status == 404


def test_every_key_of_a_stage_is_said() -> None:
    assert {one.name for one in fields(Stage)} - {"name"} == set(CELLS)
