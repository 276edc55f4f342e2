"""Calendar addresses through the JSON interface: made, listed, revoked."""

from tests.api.asker import Asker
from tests.people import LAN
from tests.rollout import province
from tests.stack import Stack


async def test_an_address_is_made_once_listed_and_revoked(api: Asker, stack: Stack) -> None:
    there = await province(stack, "fa1")
    made = await api.done(there.administrator, "/feeds", request="fa1-make", kind="position")
    assert made["address"].startswith("http://hsba.test/feeds/")
    again = await api.post(there.administrator, "/feeds", request="fa1-make", kind="position")
    assert (again.status_code, again.json()["refusal"]) == (409, "Conflict")
    await api.done(there.administrator, "/feeds", request="fa1-track", kind="track", track=str(there.track))
    listed = await api.get(there.administrator, "/feeds")
    assert [(one["kind"], one["track"], one["read_at"]) for one in listed] == [("position", None, None), ("track", str(there.track), None)]
    assert "address" not in listed[0]
    await api.done(there.administrator, "/feeds/revocations", request="fa1-revoke", kind="position")
    assert [one["kind"] for one in await api.get(there.administrator, "/feeds")] == ["track"]


async def test_who_reads_no_track_has_no_calendar(api: Asker, stack: Stack) -> None:
    there, other = await province(stack, "fa2"), await province(stack, "fa3")
    assert (await api.post(LAN, "/feeds", request="fa2-1", kind="position")).status_code == 403
    elsewhere = await api.post(there.administrator, "/feeds", request="fa2-2", kind="track", track=str(other.track))
    assert elsewhere.status_code == 403
    assert (await api.post(there.administrator, "/feeds", request="fa2-3", kind="track")).status_code == 404
    assert (await api.post(there.administrator, "/feeds", request="fa2-4", kind="all")).status_code == 422
