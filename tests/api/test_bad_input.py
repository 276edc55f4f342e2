"""Wrong shapes: every one gets a problem document that says what to do, field by field, and no internals."""

import json
from uuid import uuid4

import pytest

from tests.api.asker import Asker, new_record
from tests.people import HIS, LIS

PROBLEM = "application/problem+json"
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
