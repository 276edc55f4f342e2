"""Sessions through the interface: who comes in, as whom, for how long, and what every answer forbids."""

from tests.api.asker import Asker, new_record
from tests.people import HIS, HUNG, LAN, LIS, MAI, PASSWORD, YEN

PROBLEM = "application/problem+json"


async def test_nobody_unknown_comes_in(api: Asker) -> None:
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": "Basic eDp5"}, {"cookie": "hsba=wrong"}):
        answer = await api.client.get("/me", headers=headers)
        assert (answer.status_code, answer.headers["content-type"], answer.json()["refusal"]) == (401, PROBLEM, "SignInRefused")
        assert answer.headers["www-authenticate"].startswith("Bearer")
    wrong = await api.client.post("/sessions", json={"login": "bs.lan", "password": "không phải"})
    assert (wrong.status_code, wrong.json()["refusal"]) == (401, "SignInRefused")


async def test_a_year_long_session_is_for_machines(api: Asker) -> None:
    person = await api.client.post("/sessions", json={"login": LAN.login, "password": PASSWORD, "machine": True})
    assert person.status_code == 403
    machine = await api.client.post("/sessions", json={"login": HIS.login, "password": PASSWORD, "machine": True})
    assert machine.status_code == 201


async def test_signing_out_ends_the_session(api: Asker) -> None:
    token = (await api.client.post("/sessions", json={"login": HUNG.login, "password": PASSWORD})).json()["token"]
    head = {"authorization": f"Bearer {token}"}
    me = (await api.client.get("/me", headers=head)).json()
    assert (me["login"], me["acting"]["role"], me["acting"]["department"]["id"]) == (HUNG.login, "head", "33001/NOI")
    assert (await api.client.delete("/sessions/current", headers=head)).status_code == 204
    assert (await api.client.get("/me", headers=head)).status_code == 401


async def test_only_one_s_own_position_can_be_taken(api: Asker) -> None:
    own = await api.ask(LAN, "GET", "/me", headers={"x-position": str(LAN.position.id)})
    assert own.status_code == 200
    other = await api.ask(LAN, "GET", "/me", headers={"x-position": str(MAI.position.id)})
    assert (other.status_code, other.json()["refusal"]) == (403, "NotAllowed")
    shapeless = await api.ask(LAN, "GET", "/me", headers={"x-position": "trưởng khoa".encode()})
    assert shapeless.status_code == 422


async def test_the_cookie_of_the_pages_works_from_their_own_site_only(api: Asker) -> None:
    head = {"cookie": f"hsba={await api.token(LAN)}"}
    words = new_record("BAD-1")
    assert (await api.client.get("/me", headers=head)).status_code == 200
    for foreign in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.test"}):
        answer = await api.client.post("/records", json=words, headers=head | foreign)
        assert (answer.status_code, answer.json()["refusal"]) == (403, "NotAllowed")
    assert (await api.client.post("/records", json=words, headers=head | {"sec-fetch-site": "same-origin"})).status_code == 201


async def test_no_answer_is_kept_framed_or_taken_for_something_else(api: Asker) -> None:
    """The pages' cookie opens the interface in a browser of the ward, which must keep nothing of it."""
    answers = [
        await api.ask(LAN, "GET", "/me"),
        await api.client.get("/me"),
        await api.client.get("/nowhere"),
        await api.client.post("/sessions", content=b" " * (6 * 2**20)),
    ]
    assert [answer.status_code for answer in answers] == [200, 401, 404, 413]
    for answer in answers:
        assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_rights_follow_the_position(api: Asker) -> None:
    assert (await api.post(YEN, "/records", **new_record("BAD-5"))).status_code == 403
    assert (await api.ask(YEN, "GET", "/records")).status_code == 403
    assert (await api.ask(LIS, "GET", "/worklist")).status_code == 403
    listed = await api.get(MAI, "/worklist")
    assert all(line["state"] in ("ordered", "sampled", "rejected") for line in listed["lines"])
    names = {one["name"] for one in await api.get(LAN, "/people", role="technician")}
    assert MAI.name in names
    assert LAN.name not in names
    assert {"id": "33001/XN", "name": "Khoa Xét nghiệm"} in await api.get(LAN, "/departments")
