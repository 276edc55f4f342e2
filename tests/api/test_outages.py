"""Outages through the interface."""

from datetime import timedelta
from uuid import UUID

from domain.names import DocumentId
from services import records
from tests.api.asker import Asker
from tests.care import patient, sign
from tests.outages import down, treated, ward
from tests.people import HIS, KHANH, LAB, LAN, LIS, MAI, NAM, WARD
from tests.services.test_downtime import text
from tests.stack import Stack

HOUR = timedelta(hours=1)


async def test_declared_ended_entered_and_confirmed(stack: Stack, api: Asker) -> None:
    here, now = await ward(stack, "api"), stack.clock()
    record = await treated(stack, here, "93-0001")
    words = {"started_at": (now - 3 * HOUR).isoformat(), "reason": "Mất điện", "departments": [here.department]}
    for _ in range(2):
        which = (await api.done(KHANH, "/outages", request="gd-1", **words))["id"]
    found = await api.get(KHANH, f"/outages/{which}")
    assert (found["state"], found["reason"], found["departments"][0]["id"]) == ("running", "Mất điện", here.department)
    refused = await api.post(NAM, "/outages", request="gd-2", **words)
    assert (refused.status_code, refused.json()["refusal"]) == (403, "NotAllowed")
    await api.done(KHANH, f"/outages/{which}/end", request="gd-3", at=(now - HOUR).isoformat())
    (listed,) = [one for one in (await api.get(HIS, "/outages"))["outages"] if one["id"] == which]
    assert (listed["state"], listed["owed"]) == ("over", 1)

    sheet = {"form": "treatment-sheet", "author": here.doctor.login, "data": {"progress": "Đỡ", "orders": "Theo dõi"}, "outage": which}
    late = await api.post(HIS, f"/records/{record}/documents", request="gd-4", acted_at=now.isoformat(), **sheet)
    assert (late.status_code, late.json()["refusal"]) == (422, "Malformed")
    assert "nằm ngoài gián đoạn" in late.json()["detail"]
    made = await api.done(HIS, f"/records/{record}/documents", request="gd-5", acted_at=(now - 2 * HOUR).isoformat(), **sheet)
    lines = (await api.get(here.doctor, f"/records/{record}"))["documents"]
    assert [one["outage"] for one in lines if one["id"] == made["document"]] == [which]
    data = (await api.get(here.doctor, f"/documents/{made['document']}"))["versions"][0]["data"]
    assert data["back_entry"]["outage"] == which

    (entry,) = (await api.get(here.doctor, f"/outages/{which}"))["back_entries"]
    assert (entry["code"], entry["sheets"], entry["late"], entry["mine"]) == ("BA-93-0001", 1, False, True)
    wrong = await api.post(here.doctor, f"/outages/{which}/back-entries/{record}", request="gd-6", nothing=True)
    assert (wrong.status_code, wrong.json()["refusal"]) == (422, "Malformed")
    await sign(stack, here.doctor, DocumentId(UUID(made["document"])))
    await api.done(here.doctor, f"/outages/{which}/back-entries/{record}", request="gd-7")
    (entry,) = (await api.get(KHANH, f"/outages/{which}"))["back_entries"]
    assert (entry["confirmed_by"], entry["mine"]) == (here.doctor.name, False)


async def test_times_are_corrected_and_a_mistake_is_withdrawn(stack: Stack, api: Asker) -> None:
    here, now = await ward(stack, "api-giờ"), stack.clock()
    times = {"started_at": (now - 3 * HOUR).isoformat(), "ended_at": (now - HOUR).isoformat()}
    which = (await api.done(KHANH, "/outages", request="gs-1", reason="Mất mạng", departments=[here.department], **times))["id"]
    wrong = await api.post(KHANH, f"/outages/{which}/correct", request="gs-2", started_at=times["ended_at"], ended_at=times["started_at"])
    assert (wrong.status_code, "ended_at" in wrong.json()["detail"]) == (422, True)
    await api.done(KHANH, f"/outages/{which}/correct", request="gs-3", started_at=(now - 4 * HOUR).isoformat(), ended_at=times["ended_at"])
    await api.done(KHANH, f"/outages/{which}/withdraw", request="gs-4", reason="Khai nhầm")
    found = await api.get(KHANH, f"/outages/{which}")
    assert (found["state"], found["withdrawn"], found["back_entries"]) == ("withdrawn", "Khai nhầm", [])


async def test_the_interface_takes_the_time_and_tells_the_mark(stack: Stack, api: Asker) -> None:
    here = await ward(stack, "chỉ-định-api")
    record, which = await treated(stack, here, "90-1041"), await down(stack, here)
    line = {"service": "23.0058", "name": "Kali máu", "department": LAB}
    said = {"record": str(record), "doctor": here.doctor.login, "lines": [line], "diagnosis": "Theo dõi", "request": "cd-gd-1"}
    order = (await api.done(HIS, "/orders", ordered_at=(stack.clock() - 2 * HOUR).isoformat(), **said))["id"]
    at = {name: (stack.clock() - n * HOUR).isoformat() for name, n in (("sampled_at", 2), ("received_at", 1.8), ("resulted_at", 1.5))}
    value = {"line": 1, "name": "Kali", "value": "4,1"}
    made = await api.done(LIS, f"/orders/{order}/results", request="kq-gd-1", lines=[1], values=[value], performer=MAI.login, **at)
    read = await api.get(here.doctor, f"/orders/{order}")
    assert (read["outage"], [one["outage"] for one in read["results"]]) == (str(which), [str(which)])
    whole = await api.get(here.doctor, f"/records/{record}")
    assert {one["outage"] for one in whole["documents"] if one["id"] in (made["document"], read["document"])} == {str(which)}
    assert (whole["orders"][0]["outage"], whole["orders"][0]["results"][0]["outage"]) == (str(which), str(which))
    data = (await api.get(here.doctor, f"/documents/{made['document']}"))["versions"][0]["data"]
    assert data["back_entry"]["outage"] == str(which)


async def test_what_is_printed_beforehand_is_fetched(stack: Stack, api: Asker) -> None:
    await records.open(stack.by(LAN), patient("93-0011"))
    pack = await api.ask(LAN, "GET", "/downtime/pack", params={"department": WARD, "forms": ["order"]})
    assert (pack.status_code, pack.headers["content-type"]) == (200, "application/pdf")
    assert "BA-93-0011" in text(pack.content)
    empty = await api.ask(KHANH, "GET", "/downtime/blanks", params={"forms": ["order", "nursing-sheet"]})
    assert "PHIẾU CHĂM SÓC" in text(empty.content)
    none = await api.ask(KHANH, "GET", "/downtime/blanks")
    assert (none.status_code, none.json()["refusal"]) == (422, "Malformed")
