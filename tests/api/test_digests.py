"""Mail digests through the JSON interface."""

from tests.api.asker import Asker
from tests.people import LAN
from tests.rollout import province
from tests.stack import Stack


async def test_everybody_chooses_their_own_and_administrators_set_their_peoples(api: Asker, stack: Stack) -> None:
    there = await province(stack, "da1")
    assert await api.get(there.officer, "/me/digest") == {"mail": "", "rhythm": "daily"}
    await api.done(there.officer, "/me/digest", request="da1-1", mail="tam@soyte.gov.vn", rhythm="weekly")
    assert await api.get(there.officer, "/me/digest") == {"mail": "tam@soyte.gov.vn", "rhythm": "weekly"}
    await api.done(there.administrator, f"/people/{there.administrator.id}/mail", request="da1-2", mail="anh@bvdk.vn")
    listed = await api.get(there.administrator, "/people/digests")
    assert [(one["name"], one["mail"]) for one in listed["people"]] == [(there.administrator.name, "anh@bvdk.vn")]
    assert listed["letters"] == []
    wrong = await api.post(there.officer, "/me/digest", request="da1-3", mail="tam", rhythm="hourly")
    assert (wrong.status_code, wrong.json()["refusal"]) == (422, "Malformed")
    assert (await api.ask(LAN, "GET", "/people/digests")).status_code == 403
    stranger = await api.post(there.administrator, f"/people/{there.officer.id}/mail", request="da1-4", mail="x@y.vn")
    assert stranger.status_code == 404
