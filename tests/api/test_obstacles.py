"""Obstacles through the interface."""

from datetime import timedelta

from domain.clock import day
from tests.api.asker import Asker
from tests.rollout import province
from tests.stack import Stack


async def test_raised_passed_up_answered_with_a_paper_and_confirmed(stack: Stack, api: Asker) -> None:
    there = await province(stack, "va1")
    today = day(stack.clock())
    later = (today + timedelta(days=14)).isoformat()
    known = await api.get(there.administrator, f"/tracks/{there.track}/lifters")
    assert {"code": "bo-y-te", "name": "Bộ Y tế"} in known
    words = {"title": "Chưa có hướng dẫn", "cause": "Thông tư chưa nói", "proposal": "Bộ hướng dẫn", "wanted_by": later}
    for _ in range(2):
        made = await api.done(there.administrator, f"/tracks/{there.track}/obstacles", request="va-1", milestones=["3.2-1"], **words)
    here = f"/obstacles/{made['id']}"
    found = await api.get(there.officer, here)
    assert (found["state"], found["lifter"]["code"], found["due"], found["milestones"]) == ("asked", "department", later, ["3.2-1"])
    assert found["acts"] == ["obstacle.answer", "obstacle.close", "obstacle.pass"]
    paper = {"number": "15/SYT-NVY", "day": today.isoformat(), "issuer": "Sở Y tế"}
    await api.done(there.officer, f"{here}/pass", request="va-2", to="bo-y-te", paper=paper, due=later)
    refused = await api.post(there.officer, f"{here}/answer", request="va-3", words="Theo Thông tư 13")
    assert (refused.status_code, refused.json()["refusal"]) == (422, "Malformed")
    from_above = {"number": "900/BYT-K2ĐT", "day": today.isoformat(), "issuer": "Bộ Y tế"}
    await api.done(there.officer, f"{here}/answer", request="va-4", words="Theo Thông tư 13", paper=from_above)
    listed = await api.get(there.administrator, "/obstacles", show="answered", lifter="bo-y-te", plan=str(there.plan))
    assert ([one["id"] for one in listed["obstacles"]], listed["counts"]["answered"], listed["next"]) == ([made["id"]], 1, None)
    await api.done(there.administrator, f"{here}/reopen", request="va-5", reason="Chưa rõ", wanted_by=later)
    await api.done(there.officer, f"{here}/close", request="va-6", words="Bộ đã tập huấn", paper=from_above)
    assert (await api.post(there.administrator, f"{here}/confirm", request="va-7")).json()["refusal"] == "WrongState"
    await api.done(there.administrator, f"{here}/reopen", request="va-8", reason="Còn một điểm", wanted_by=later)
    await api.done(there.administrator, f"{here}/withdraw", request="va-9", reason="Đã tự làm rõ")
    found = await api.get(there.administrator, here)
    kinds = ["raised", "passed", "answered", "reopened", "closed", "reopened", "withdrawn"]
    assert [one["kind"] for one in found["steps"]] == kinds
    assert (found["steps"][2]["paper"], found["steps"][0]["paper"]) == (from_above, None)
