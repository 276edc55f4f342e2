"""Bad requests: every one gets a problem document that says what to do, and no internals."""

import json
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from tests.api.asker import Asker, new_record
from tests.people import DUC, HIS, HUNG, LAN, LIS, MAI, PASSWORD, THUY, YEN

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


BAD = {
    "không phải JSON": (b'{"login": ', "body"),
    "không phải UTF-8": (b'{"login": "\xff"}', "body"),
    "không phải đối tượng": (b"[1]", "body"),
    "thiếu mục": (b'{"login": "bs.lan"}', "password: "),
    "thừa mục": (b'{"login": "bs.lan", "password": "x", "admin": true}', "admin: "),
    "sai kiểu": (b'{"login": 7, "password": "x"}', "login: "),
    "ký tự NUL": (b'{"login": "a\\u0000b", "password": "x"}', "login: "),
    "nửa ký tự": (b'{"login": "\\ud800", "password": "x"}', "login: "),
    "quá dài": (json.dumps({"login": "a" * 500, "password": "x"}).encode(), "login: "),
    "lồng quá sâu": (b'{"login":' + b"[" * 100_000, "body"),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_wrong_shape_is_named_field_by_field(api: Asker, name: str) -> None:
    body, where = BAD[name]
    answer = await api.client.post("/sessions", content=body, headers={"content-type": "application/json"})
    said = answer.json()
    assert (answer.status_code, answer.headers["content-type"], said["refusal"]) == (422, PROBLEM, "Malformed")
    assert said["facts"][0].startswith(where)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth", "17/04/1968"),
        ("birth", "2999-01-01"),
        ("sex", "nữ"),
        ("citizen_id", "12345"),
        ("patient", ""),
        ("doctor", ""),
        ("temporary_code", None),
    ],
)
async def test_a_record_with_a_fault_is_not_opened(api: Asker, field: str, value: object) -> None:
    answer = await api.post(HIS, "/records", **new_record("BAD-2", **{field: value}))
    assert answer.status_code == 422, answer.text
    named = "citizen_id" if field == "temporary_code" else field
    assert any(fact.startswith(f"{named}: ") for fact in answer.json()["facts"])


async def test_times_need_their_offset(api: Asker) -> None:
    at = "2026-11-21T08:05:00"
    words = {"request": "x", "lines": [1], "performer": "ktv.mai", "sampled_at": at, "received_at": at, "resulted_at": at}
    answer = await api.post(LIS, f"/orders/{uuid4()}/results", **words)
    assert answer.status_code == 422
    assert [fact.split(":")[0] for fact in answer.json()["facts"]] == ["sampled_at", "received_at", "resulted_at"]


@pytest.mark.parametrize("number", [1700000000, 1700006400.0, "1700000000", "1.7e9", True])
async def test_a_number_is_no_moment_and_no_day(api: Asker, number: object) -> None:
    for field in ("admitted_at", "birth"):
        answer = await api.post(HIS, "/records", **new_record("BAD-5", **{field: number}))
        assert (answer.status_code, [fact.split(":")[0] for fact in answer.json()["facts"]]) == (422, [field])


async def test_what_people_are_named_in_is_told_with_what_to_do(api: Asker) -> None:
    nobody = await api.post(HIS, "/records", **new_record("BAD-4", doctor="bs.khong-co"))
    assert nobody.status_code == 422
    told = "không có ai mang tên đăng nhập “bs.khong-co”, xem GET /api/people"
    assert nobody.json()["detail"] == f"Dữ liệu chưa đúng: doctor: {told}"
    stranger = await api.post(HIS, "/records", **new_record("BAD-4", doctor=str(uuid4())))
    assert (stranger.status_code, stranger.json()["facts"][0].split(":")[0]) == (409, "doctor")
    technician = await api.post(HIS, "/records", **new_record("BAD-4", doctor=MAI.login))
    assert (technician.status_code, technician.json()["facts"][0].split(":")[0]) == (409, "doctor")


async def test_choices_are_told_in_each_language(api: Asker) -> None:
    at = "2026-11-21T08:05:00+07:00"
    words = {"request": "x", "lines": [1], "performer": "ktv.mai", "sampled_at": at, "received_at": at, "resulted_at": at}
    values = [{"line": 1, "name": "Kali", "value": "6,9", "flag": "cao"}]
    said = (await api.post(LIS, f"/orders/{uuid4()}/results", **words, values=values)).json()
    assert said["detail"].endswith("values[0].flag: phải là một trong: '', 'H', 'L', 'critical' hoặc 'A'")
    assert said["detail_en"].endswith("values[0].flag: must be one of: '', 'H', 'L', 'critical' or 'A'")


async def test_what_must_be_given_is_told_alike_for_texts_and_lists(api: Asker) -> None:
    words = {"form": "consent", "data": {}, "phone": " "}
    said = (await api.post(LAN, f"/records/{uuid4()}/codes", request="x", **words)).json()
    assert said["facts"] == ["phone: cần điền / must be given"]


async def test_every_act_needs_one_request_id(api: Asker) -> None:
    words = new_record("BAD-3")
    without = {name: value for name, value in words.items() if name != "request"}
    assert (await api.ask(HIS, "POST", "/records", json=without)).json()["facts"][0].startswith("request: ")
    both = await api.ask(HIS, "POST", "/records", json=words, headers={"idempotency-key": "another"})
    assert both.status_code == 422
    long = await api.ask(HIS, "POST", "/records", json=without, headers={"idempotency-key": "x" * 121})
    assert long.status_code == 422
    first = await api.ask(HIS, "POST", "/records", json=without, headers={"idempotency-key": "bad-3"})
    again = await api.ask(HIS, "POST", "/records", json=without, headers={"x-request-id": "bad-3"})
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    taken = await api.ask(LAN, "POST", "/records", json=without, headers={"idempotency-key": "bad-3"})
    assert (taken.status_code, taken.json()["refusal"]) == (409, "RequestTaken")


async def test_unknown_things_and_addresses(api: Asker) -> None:
    for path in (f"/records/{uuid4()}", f"/documents/{uuid4()}", f"/orders/{uuid4()}", f"/documents/{uuid4()}/versions/1/pdf"):
        answer = await api.ask(LAN, "GET", path)
        assert (answer.status_code, answer.json()["refusal"]) == (404, "NotFound"), path
    gone = await api.ask(LAN, "GET", f"/orders/{uuid4()}")
    assert gone.json()["detail"].startswith("Không tìm thấy phiếu chỉ định này, hoặc anh/chị không được xem.")
    assert (await api.ask(LAN, "GET", "/records/7")).status_code == 422
    assert (await api.ask(LAN, "GET", "/documents/x/versions/0/pdf")).status_code == 422
    assert (await api.ask(LAN, "GET", "/records", params={"before": "yesterday"})).status_code == 422
    assert (await api.ask(LAN, "GET", "/records", params={"words": "a\0b"})).status_code == 422
    gone = await api.ask(LAN, "GET", "/nowhere")
    assert (gone.status_code, gone.headers["content-type"]) == (404, PROBLEM)
    wrong = await api.ask(LAN, "PUT", "/me")
    assert (wrong.status_code, wrong.headers["content-type"]) == (405, PROBLEM)


@pytest.mark.parametrize("bounds", [{"department": "khong-co"}, {"department": "33012/XN"}, {"forms": ["khong-co"]}])
async def test_a_substitution_bounded_by_what_is_not_there(api: Asker, bounds: dict[str, object]) -> None:
    days = {"since": "2026-12-01", "until": "2026-12-02", "paper_day": "2026-11-20"}
    asked = {"absent": THUY.login, "substitute": DUC.login, "paper_kind": "authorisation", "paper_number": "12/UQ-BV", **days}
    told = await api.post(THUY, "/substitutions", request=f"bounds-{bounds}", **asked, **bounds)
    assert (told.status_code, told.json()["refusal"]) == (409, "Incomplete")
    assert await api.get(THUY, "/substitutions") == []


async def test_a_week_out_of_the_calendar(api: Asker) -> None:
    for monday in ("9999-12-31", "0001-01-01", "1764460800"):
        told = await api.ask(LAN, "GET", "/duties", params={"monday": monday})
        assert (told.status_code, told.json()["refusal"]) == (422, "Malformed"), monday


async def test_a_body_too_large_is_refused_whatever_its_head_says(api: Asker) -> None:
    large = b'{"login": "' + b"a" * (5 * 2**20) + b'"}'
    told = await api.client.post("/sessions", content=large, headers={"content-type": "application/json"})

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 2**18):
            yield large[start : start + 2**18]

    untold = await api.client.post("/sessions", content=pieces(), headers={"content-type": "application/json"})
    for answer in (told, untold):
        assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)


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


@pytest.mark.parametrize(("path", "name"), [("/inbox", "after"), ("/records", "before")])
async def test_a_garbled_place_is_told_under_the_name_it_was_sent_by(api: Asker, path: str, name: str) -> None:
    for word in ("xx", f"2026-11-21T08:05:00_{uuid4()}"):
        answer = await api.ask(LAN, "GET", path, params={name: word})
        assert (answer.status_code, answer.json()["facts"][0].partition(":")[0]) == (422, name)
