"""Leave without a substitute through the JSON interface."""

from datetime import timedelta

from domain.clock import day
from tests.api.asker import Asker
from tests.people import DUC, LAN
from tests.stack import Stack


async def test_it_is_entered_listed_and_ended(api: Asker, stack: Stack) -> None:
    today = day(stack.clock())
    days = {"person": DUC.login, "since": today.isoformat(), "until": (today + timedelta(days=2)).isoformat(), "reason": "Nghỉ phép"}
    made = await api.post(DUC, "/absences", request="absence-1", **days)
    assert made.status_code == 201
    which = made.json()["id"]
    (line,) = [one for one in await api.get(LAN, "/absences") if one["id"] == which]
    assert (line["person"]["name"], line["reason"]) == (DUC.name, "Nghỉ phép")
    assert (await api.post(LAN, f"/absences/{which}/endings", request="absence-2")).status_code == 403
    assert (await api.post(DUC, f"/absences/{which}/endings", request="absence-3")).status_code == 204
    assert which not in {one["id"] for one in await api.get(LAN, "/absences")}
