"""Transfers to other facilities through the interface."""

import io
import json
import zipfile

from tests.api.asker import Asker
from tests.people import CLINIC, HOA, LAN, MAI, NAM, VINH
from tests.referring import left
from tests.stack import Stack


async def test_sent_read_taken_in_and_recalled(stack: Stack, api: Asker) -> None:
    record, document = await left(stack, "57-0001")
    assert (await api.post(MAI, f"/records/{record}/referrals", request="ct-0", receiver="33012")).json()["refusal"] == "NotAllowed"
    for _ in range(2):
        which = (await api.done(LAN, f"/records/{record}/referrals", request="ct-1", receiver="33012", days=5))["id"]
    again = await api.post(LAN, f"/records/{record}/referrals", request="ct-2", receiver="33012")
    assert again.json()["refusal"] == "WrongState"
    assert which in [one["id"] for one in (await api.get(VINH, "/referrals"))["referrals"]]
    found = await api.get(VINH, f"/referrals/{which}")
    assert (found["state"], found["record"], found["patient"]) == ("sent", "BA-57-0001", "Nguyễn Thị Thuỳ Hạnh")
    assert [one["document"] for one in found["documents"]] == [str(document)]
    answer = await api.ask(VINH, "GET", f"/referrals/{which}/documents/1")
    assert (answer.headers["content-type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    packed = zipfile.ZipFile(io.BytesIO((await api.ask(VINH, "GET", f"/referrals/{which}/file")).content))
    assert json.loads(packed.read("manifest.json"))["format"] == "hsba-referral/1"

    number = (await api.get(LAN, f"/records/{record}"))["patient"]["citizen_id"]
    new = {"code": "KC-57-0001", "patient_code": "KC-1", "patient": "Nguyễn Thị Thuỳ Hạnh", "birth": "1970-05-01", "sex": "female"}
    new |= {"department": CLINIC, "doctor": str(VINH.id), "reason": "Chuyển đến", "citizen_id": number, "referral": which}
    linked = (await api.done(VINH, "/records", request="ct-3", **new))["id"]
    came = (await api.get(VINH, f"/records/{linked}"))["came_from"]
    assert (came["record"], came["referral"]) == ("BA-57-0001", which)
    (line,) = (await api.get(LAN, f"/records/{record}"))["referrals"]
    assert (line["state"], line["record_there"]) == ("arrived", "KC-57-0001")
    assert (await api.get(HOA, f"/referrals/{which}"))["documents"] == []
    assert (await api.ask(HOA, "GET", f"/referrals/{which}/documents/1")).status_code == 403
    await api.done(NAM, f"/referrals/{which}/end", request="ct-4", reason="Gửi nhầm")
    assert (await api.ask(VINH, "GET", f"/referrals/{which}/documents/1")).json()["refusal"] == "WrongState"


async def test_elsewhere_declined_and_come_from_elsewhere(stack: Stack, api: Asker) -> None:
    record, _ = await left(stack, "57-0002", to="Bệnh viện Bạch Mai")
    asked = {"elsewhere": "Bệnh viện Bạch Mai", "documents": [], "note": "Gửi theo xe"}
    which = (await api.done(LAN, f"/records/{record}/referrals", request="ct-5", **asked))["id"]
    taken = {"name": "Trần Văn Tài", "way": "escort", "at": stack.clock().isoformat()}
    await api.done(LAN, f"/referrals/{which}/hand-over", request="ct-6", **taken)
    assert [one["name"] for one in (await api.get(LAN, f"/referrals/{which}"))["taken"]] == ["Trần Văn Tài"]
    assert (await api.ask(VINH, "GET", f"/referrals/{which}")).status_code == 403

    other, _ = await left(stack, "57-0003")
    here = (await api.done(LAN, f"/records/{other}/referrals", request="ct-7", receiver="33012"))["id"]
    assert (await api.post(VINH, f"/referrals/{here}/decline", request="ct-8", why="refused")).status_code == 422
    await api.done(VINH, f"/referrals/{here}/decline", request="ct-9", why="not_come")
    assert (await api.get(LAN, f"/referrals/{here}"))["declined"] == "not_come"
