"""Dropping paper through the JSON interface: gates, papers, departments, who is missing."""

from datetime import timedelta

from domain.clock import day
from tests.api.asker import Asker
from tests.golive import BACK, appraised, decided, hospital, published
from tests.rollout import DECISION
from tests.stack import Stack


async def test_a_machine_reads_the_gates_and_does_what_a_page_does(api: Asker, stack: Stack) -> None:
    here = await hospital(stack, "ga")
    admin, officer, track = here.administrator, here.there.officer, f"/tracks/{here.there.track}"
    record, today = f"{track}/golive/record", day(stack.clock())
    await appraised(stack, here)
    lacking = [one["code"] for one in (await api.get(admin, record))["gates"] if not one["holds"]]
    assert lacking == ["security", "restore", "pilot", "rehearsal"]
    refused = await api.post(admin, f"{record}/decision", request="ga-0", data={**DECISION, "starts_on": today.isoformat()})
    assert (refused.status_code, len(refused.json()["facts"])) == (409, 4)
    missing = await api.get(officer, f"/plans/{here.there.plan}/golive")
    assert (missing["total"], missing["live"], [one["state"] for one in missing["units"]]) == (1, 0, ["preparing"])
    assert "Diễn tập: chưa có" in [one["sentence"] for one in missing["units"][0]["lacking"]]

    paper = {"number": "12/QĐ", "day": today.isoformat(), "issuer": "Sở Khoa học và Công nghệ"}
    for code in ("security", "restore"):
        await api.done(admin, f"{record}/papers", request=f"ga-{code}", code=code, paper=paper)
    assert (await api.post(admin, f"{record}/pilot", request="ga-1", well=True)).status_code == 403
    await api.done(officer, f"{record}/pilot", request="ga-2", well=True)
    held = {"held_on": today.isoformat(), "well": True, "words": "Một ngày ở khoa Nội"}
    for _ in range(2):
        await api.done(admin, f"{record}/rehearsals", request="ga-3", **held)
    assert (await api.get(admin, record))["state"] == "rehearsed"
    assert (await api.get(admin, f"{track}/golive/film"))["state"] == "preparing"
    assert (await api.ask(admin, "GET", f"{track}/golive/khác")).status_code == 422

    tomorrow = today + timedelta(days=1)
    await decided(stack, here, tomorrow)
    await published(stack, here)
    begins = {"department": here.ward, "on": tomorrow.isoformat()}
    await api.done(admin, f"{record}/departments", request="ga-4", **begins)
    found = await api.get(officer, record)
    assert {one["id"]: one["begins"] for one in found["departments"]} == {here.ward: tomorrow.isoformat(), here.surgery: None}
    assert [one["state"] for one in await api.get(admin, f"{track}/states")] == ["decided", "published"]
    await api.done(admin, f"{track}/states", request="ga-5", state="listed", on=today.isoformat(), paper=paper)
    early = await api.post(admin, f"{record}/confirmation", request="ga-6", words="Ổn định")
    assert (early.status_code, early.json()["refusal"]) == (409, "WrongState")
    back = {"data": {**BACK, "starts_on": today.isoformat()}, "department": here.surgery}
    refused = await api.post(admin, f"{record}/reversal", request="ga-7", **back)
    assert "Khoa này chưa được cho bắt đầu" in refused.json()["detail"]

    own = await api.get(here.head, "/cutover")
    assert (own["name"], own["day"], own["records"]) == ("Khoa Nội tổng hợp", tomorrow.isoformat(), [])
    chosen = await api.done(here.head, "/cutover", request="ga-8", choice="convert", place="Tủ số 2")
    assert chosen == {"records": 0}
