"""What is asked of things that are not there, without a request, or too large, gets a problem document."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from tests.api.asker import Asker, new_record
from tests.people import DUC, HIS, LAN, THUY

PROBLEM = "application/problem+json"


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
