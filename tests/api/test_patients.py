"""Patients through the interface: a number for a temporary code, two who are one, records taken apart."""

from tests.api.asker import Asker, new_record
from tests.people import HIS, LAN, NAM
from tests.stack import Stack


async def test_a_his_tells_the_number_and_the_records_office_joins_and_parts(stack: Stack, api: Asker) -> None:
    brought = new_record("API-P1", patient_code="PX-1", citizen_id=None, temporary_code="TAM-PX-1")
    record = (await api.done(HIS, "/records", **brought))["id"]
    await api.done(HIS, "/records", **new_record("API-P2", patient_code="PX-2", citizen_id="033081000002"))
    told = await api.post(HIS, "/patients/PX-1/identity", request="p-1", citizen_id="033081000002", reason="CCCD")
    assert (told.status_code, told.json()["refusal"], "PX-2" in told.text) == (409, "Incomplete", True)
    await api.done(NAM, "/patients/PX-1/join", request="p-2", to="PX-2", reason="Một người, đã xem căn cước")
    found = await api.get(NAM, "/patients/PX-2")
    assert sorted(one["code"] for one in found["records"]) == ["API-P1", "API-P2"]
    assert [(one["source"], one["whole"], one["reason"]) for one in found["moves"]] == [("PX-1", True, "Một người, đã xem căn cước")]
    await api.done(NAM, "/patients/PX-2/moves", request="p-3", to="PX-1", records=[record], reason="Nhập nhầm")
    assert [one["code"] for one in (await api.get(NAM, "/patients/PX-1"))["records"]] == ["API-P1"]
    await api.done(HIS, "/patients/PX-1/identity", request="p-4", citizen_id="033081000009", reason="CCCD")
    assert (await api.get(NAM, "/patients/PX-1"))["citizen_id"] == "033081000009"
    assert (await api.post(LAN, "/patients/PX-1/join", request="p-5", to="PX-2", reason="x")).status_code == 403


async def test_a_known_number_needs_no_code_and_takes_no_other_name(stack: Stack, api: Asker) -> None:
    number = {"citizen_id": "033068000011", "temporary_code": None}
    await api.done(HIS, "/records", **new_record("API-P3", patient_code="PX-3", **number))
    again = new_record("API-P4", **number)
    del again["patient_code"]
    await api.done(HIS, "/records", **again)
    other = again | {"request": "p-6", "code": "API-P5", "patient": "Trần Văn Khác Hẳn", "birth": "1950-01-01", "sex": "male"}
    for words in (other, other | {"request": "p-7", "patient_code": "PX-3"}):
        told = await api.ask(HIS, "POST", "/records", json=words)
        assert (told.status_code, told.json()["refusal"]) == (409, "KnownPatient")
        assert "PX-3 (Nguyễn Thị Hường, sinh năm 1968)" in told.json()["detail"]
        assert "PX-3 (Nguyễn Thị Hường, born in 1968)" in told.json()["detail_en"]
        assert [one.partition(":")[0] for one in told.json()["facts"]] == ["citizen_id", "patient", "birth", "sex", "same_person"]
    sure = other | {"request": "p-8", "same_person": True}
    assert (await api.ask(HIS, "POST", "/records", json=sure)).status_code == 422
    record = (await api.done(HIS, "/records", **(sure | {"request": "p-9", "same_reason": "HIS đã đối chiếu"})))["id"]
    found = await api.get(NAM, "/patients/PX-3")
    assert (found["name"], sorted(one["code"] for one in found["records"])) == ("Nguyễn Thị Hường", ["API-P3", "API-P4", "API-P5"])
    assert [(one["record"], one["reason"]) for one in found["confirmed"]] == [(record, "HIS đã đối chiếu")]


async def test_what_was_mistyped_is_corrected(stack: Stack, api: Asker) -> None:
    await api.done(HIS, "/records", **new_record("API-P6", patient_code="PX-6", citizen_id="033068000016", temporary_code=None))
    right = {"patient": "Nguyễn Thị Hương", "birth": "1968-04-17", "sex": "female", "citizen_id": "033068000017", "reason": "Đã xem CCCD"}
    assert (await api.post(HIS, "/patients/PX-6/corrections", request="c-1", **right)).status_code == 403
    await api.done(NAM, "/patients/PX-6/corrections", request="c-2", **right)
    found = await api.get(NAM, "/patients/PX-6")
    assert (found["name"], found["citizen_id"]) == ("Nguyễn Thị Hương", "033068000017")
    changed = {"patient": ["Nguyễn Thị Hường", "Nguyễn Thị Hương"], "citizen_id": ["033068000016", "033068000017"]}
    assert [(one["changed"], one["reason"]) for one in found["corrections"]] == [(changed, "Đã xem CCCD")]
