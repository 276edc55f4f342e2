"""Sheets and sets through the JSON interface: a HIS brings entries for a doctor, who signs them with one PIN."""

import json

import pytest
from pydantic import TypeAdapter, ValidationError

from api.faults import lines
from api.shapes.shape import FormData
from tests.api.asker import Asker, new_record
from tests.people import HIS, LAN, MAI, PIN


def entry(seen: dict[str, str], request: str, **data: object) -> dict[str, object]:
    words = {"progress": "Tỉnh, đỡ mệt.", "orders": "Theo dõi."} | data
    return {"request": request, "form": "treatment-sheet", "author": LAN.login, "acted_at": seen["opened_at"], "data": words}


async def test_a_doctor_signs_what_a_his_brought_with_one_pin(api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("BAT-1")))["id"]
    seen = await api.get(LAN, f"/records/{record}")
    brought = [await api.done(HIS, f"/records/{record}/documents", **entry(seen, f"bat-{n}")) for n in range(3)]
    assert await api.done(HIS, f"/records/{record}/documents", **entry(seen, "bat-0")) == brought[0]
    assert {one["version"] for one in brought} == {1}
    read = [(await api.get(LAN, f"/documents/{one['document']}"))["versions"][0]["content"] for one in brought]
    chosen = [{"document": one["document"], "version": 1, "read": content} for one, content in zip(brought, read, strict=True)]
    chosen[1]["read"] = read[0]
    begun = await api.post(LAN, "/batches", request="bat-sign", pin=PIN, set=chosen)
    assert begun.status_code == 202, begun.text
    which = begun.json()["id"]
    ended = await api.until(LAN, f"/batches/{which}", lambda found: bool(found["ended_at"]))
    assert (ended["signed"], ended["handed_back"], ended["waiting"]) == (2, 1, 0)
    assert ended["lines"][1]["problem"]["refusal"] == "StaleDocument"
    assert (await api.ask(MAI, "GET", f"/batches/{which}")).status_code == 404


async def test_forms_tell_what_they_ask_for(api: Asker) -> None:
    forms = {one["code"]: one for one in (await api.get(LAN, "/forms"))["forms"]}
    assert [field["name"] for field in forms["prescription"]["fields"] if field["kind"] == "lines"] == ["medicines"]
    assert forms["prescription"]["certainty"] == "I"
    assert forms["prescription"]["english"]["Thuốc điều trị"] == "Medicines"
    assert "nursing-sheet" not in forms


@pytest.mark.parametrize("said", ["1e999", "NaN", "-Infinity", '"a\\ud800"'])
async def test_what_json_cannot_hold_is_refused_and_nothing_is_lost_in_silence(said: str) -> None:
    """A number too large became an empty field, and half a character an answer that told nobody what to do."""
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(FormData).validate_python(json.loads(f'{{"temperature": {said}}}'))
    (told,) = lines(refused.value.errors())
    assert "hãy sửa / has a number that is not finite" in told


async def test_what_does_not_fill_its_form_says_where(api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("BAT-2")))["id"]
    seen = await api.get(LAN, f"/records/{record}")
    answer = await api.post(HIS, f"/records/{record}/documents", **entry(seen, "bat-9", orders="", pulse="nhanh"))
    assert (answer.status_code, answer.json()["refusal"]) == (422, "Malformed")
    said = answer.json()
    assert said["facts"] == [
        "Mạch: phải là số nguyên, không âm / Pulse: must be a whole number, not negative",
        "Chỉ định: hãy điền / Orders: fill it in",
    ]
    assert said["detail"] == "Dữ liệu chưa đúng: Mạch: phải là số nguyên, không âm; Chỉ định: hãy điền"
    assert said["detail_en"] == "The data is not right: Pulse: must be a whole number, not negative; Orders: fill it in"
    unknown = await api.post(HIS, f"/records/{record}/documents", **entry(seen, "bat-10") | {"form": "đơn-lạ"})
    assert unknown.status_code == 404
