"""The board of a day, who is behind, and progress reports through the JSON interface."""

from datetime import timedelta

from domain.clock import day
from tests.api.asker import Asker
from tests.people import LAN
from tests.rollout import declared, province
from tests.stack import Stack


async def test_a_report_is_made_read_and_taken_away(api: Asker, stack: Stack) -> None:
    there = await province(stack, "ra1")
    await declared(stack, there.administrator, there.track)
    today, here = day(stack.clock()), f"/plans/{there.plan}"
    made = await api.post(there.officer, f"{here}/reports", request="ra1-1", on=today.isoformat())
    assert made.status_code == 201
    assert (await api.post(there.officer, f"{here}/reports", request="ra1-1", on=today.isoformat())).json() == made.json()
    listed = await api.get(there.officer, f"{here}/reports")
    assert ([one["id"] for one in listed["reports"]], listed["cadence"]) == ([made.json()["id"]], None)
    whole = await api.get(there.officer, f"{here}/reports/{made.json()['id']}")
    assert (whole["as_of"], whole["content"]["units"], whole["content"]["authority"]) == (today.isoformat(), 2, "Sở Y tế tỉnh ra1")
    book = await api.ask(there.officer, "GET", f"{here}/reports/{made.json()['id']}/file?format=xlsx")
    assert book.content.startswith(b"PK")
    entered = await api.post(there.officer, f"{here}/reports/cadence", request="ra1-2", every="week", day=5)
    assert entered.status_code == 204
    assert (await api.get(there.officer, f"{here}/reports"))["cadence"]["every"] == "week"
    assert (await api.ask(LAN, "GET", f"{here}/reports")).status_code == 403
    assert (await api.post(there.administrator, f"{here}/reports", request="ra1-3", on=today.isoformat())).status_code == 403


async def test_the_board_of_a_day_and_who_is_behind(api: Asker, stack: Stack) -> None:
    there = await province(stack, "ra2")
    await declared(stack, there.administrator, there.track)
    today, here = day(stack.clock()), f"/plans/{there.plan}"
    then = await api.get(there.officer, f"{here}/board", on=today.isoformat())
    now = await api.get(there.officer, f"{here}/board")
    assert (then["on"], then["authority"], now["on"]) == (today.isoformat(), "Sở Y tế tỉnh ra2", None)
    assert (then["rows"], then["columns"]) == (now["rows"], now["columns"])
    late = await api.ask(there.officer, "GET", f"{here}/board?on={today + timedelta(days=1)}")
    assert (late.status_code, late.json()["refusal"]) == (422, "Malformed")
    behind = await api.get(there.officer, f"{here}/behind", part="3.1-1")
    assert ([one["facility"]["name"] for one in behind["units"]], behind["next"]) == (["Bệnh viện Đa khoa ra2"], None)
    assert behind["units"][0]["works"][0]["why"] == "doing"
