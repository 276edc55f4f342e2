"""What is wrong with a record is told at its field, in each language, under the name it was sent by."""

from uuid import uuid4

import pytest

from tests.api.asker import Asker, new_record
from tests.people import HIS, LAN, LIS, MAI


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


@pytest.mark.parametrize(("path", "name"), [("/inbox", "after"), ("/records", "before")])
async def test_a_garbled_place_is_told_under_the_name_it_was_sent_by(api: Asker, path: str, name: str) -> None:
    for word in ("xx", f"2026-11-21T08:05:00_{uuid4()}"):
        answer = await api.ask(LAN, "GET", path, params={name: word})
        assert (answer.status_code, answer.json()["facts"][0].partition(":")[0]) == (422, name)
