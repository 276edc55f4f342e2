"""Communication through the interface: planned, proved, set aside, read by the department."""

from datetime import timedelta

from domain.clock import day
from tests.api.asker import Asker
from tests.preparing import hospital
from tests.stack import Stack

PDF = ("Bài báo.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")


async def test_it_is_planned_proved_and_set_aside(stack: Stack, api: Asker) -> None:
    of = await hospital(stack, "acm1")
    here, today = f"/tracks/{of.there.track}/communications", day(stack.clock())
    plan = {"day": (today + timedelta(days=5)).isoformat(), "responsible": str(of.it_officer.id), "words": "Đăng bài"}
    for _ in range(2):
        await api.done(of.administrator, f"{here}/portal/plans", request="acm1-1", **plan)
    past = await api.post(of.administrator, f"{here}/portal/plans", request="acm1-2", **plan | {"day": "2026-01-01"})
    assert (past.status_code, past.json()["refusal"]) == (422, "Malformed")
    form = {"request": "acm1-3", "day": today.isoformat(), "words": "Báo tỉnh đã đăng"}
    made = await api.ask(of.administrator, "POST", f"{here}/mass_media/proofs", data=form, files=[("file", PDF)])
    assert made.status_code == 204, made.text
    await api.done(of.it_officer, f"{here}/consensus/set-aside", request="acm1-4", reason="Tỉnh không yêu cầu")
    found = await api.get(of.there.officer, here)
    states = {one["code"]: one["state"] for one in found["communications"]}
    assert (found["proved"], found["wanted"], found["late"]) == (1, 4, 0)
    assert (states["portal"], states["mass_media"], states["consensus"]) == ("planned", "proved", "set_aside")
    (proof,) = next(one["proofs"] for one in found["communications"] if one["code"] == "mass_media")
    assert (proof["words"], proof["files"][0]["name"]) == ("Báo tỉnh đã đăng", "Bài báo.pdf")
    assert (await api.get(of.there.officer, f"/tracks/{of.there.track}/readiness"))["communication"] == [1, 4]
