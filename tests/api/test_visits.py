"""Inspection visits through the interface."""

import json
from datetime import timedelta

from domain.clock import day
from tests.api.asker import Asker
from tests.rollout import province
from tests.stack import Stack

PDF = ("Biên bản.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")


async def test_planned_recorded_mended_and_accepted_by_another_officer(stack: Stack, api: Asker) -> None:
    there = await province(stack, "va9")
    today = day(stack.clock())
    later = (today + timedelta(days=7)).isoformat()
    asked = {"day": later, "subject": "Hạ tầng", "officers": [str(there.officer.id)], "milestones": ["3.2-1"]}
    made = await api.done(there.officer, f"/tracks/{there.track}/visits", request="vi-1", **asked)
    here = f"/visits/{made['id']}"
    await api.done(there.officer, f"{here}/move", request="vi-2", day=today.isoformat(), reason="Trùng họp")
    form = {"request": "vi-3", "number": "12/BB-SYT", "held_on": today.isoformat(), "conclusion": "Còn một việc"}
    wrong = await api.ask(there.officer, "POST", f"{here}/minutes", data=form | {"findings": "[{"}, files=[("file", PDF)])
    assert (wrong.status_code, wrong.json()["refusal"]) == (422, "Malformed")
    found = json.dumps([{"milestone": "3.2-1", "verdict": "not_met", "words": "Thiếu nghiệm thu"}])
    for _ in range(2):
        kept = await api.ask(there.officer, "POST", f"{here}/minutes", data=form | {"findings": found}, files=[("file", PDF)])
        assert kept.status_code == 204, kept.text
    task = {"what": "Lập biên bản nghiệm thu", "due": later, "milestone": "3.2-1"}
    assert await api.done(there.officer, f"{here}/remedies", request="vi-4", **task) == {"number": 1}
    done = {"request": "vi-5", "done_on": today.isoformat(), "words": "Đã lập"}
    told = await api.ask(there.administrator, "POST", f"{here}/remedies/1/reports", data=done, files=[("file", PDF)])
    assert told.status_code == 204, told.text
    await api.done(there.officer, f"{here}/remedies/1/return", request="vi-6", reason="Thiếu chữ ký")
    paper = {"paper_number": "9/BB-BV", "paper_day": today.isoformat(), "paper_issuer": "Bệnh viện"}
    told = await api.ask(there.administrator, "POST", f"{here}/remedies/1/reports", data=done | paper | {"request": "vi-7"})
    assert told.status_code == 204, told.text
    await api.done(there.colleague, f"{here}/remedies/1/acceptance", request="vi-8")
    visit = await api.get(there.administrator, here)
    assert (visit["state"], visit["undone"], visit["findings"][0]["verdict"]) == ("recorded", 0, "not_met")
    assert [one["kind"] for one in visit["remedies"][0]["steps"]] == ["set", "reported", "sent_back", "reported", "accepted"]
    sha = visit["minutes"]["files"][0]["sha256"]
    file = await api.ask(there.administrator, "GET", f"/tracks/{there.track}/evidence/{sha}")
    assert file.content == PDF[1]
    listed = await api.get(there.officer, "/visits", show="done", plan=str(there.plan))
    assert ([one["id"] for one in listed["visits"]], listed["counts"]["done"]) == ([made["id"]], 1)
    other = await api.done(there.officer, f"/tracks/{there.track}/visits", request="vi-9", **asked)
    await api.done(there.officer, f"/visits/{other['id']}/call-off", request="vi-10", reason="Bão")
    assert (await api.get(there.officer, f"/visits/{other['id']}"))["reason"] == "Bão"
