"""The end of a treatment through the JSON interface: its time, and the whole told anew."""

from datetime import datetime, timedelta

from tests.api.asker import Asker, new_record
from tests.people import LAN, MAI

WORDS = {"outcome": "improved", "diagnosis": "Viêm phổi", "summary": "Kháng sinh 7 ngày.", "diagnosis_code": "J18.1"}


async def test_a_discharge_has_its_time_and_is_corrected_for_a_reason(api: Asker) -> None:
    record = (await api.done(LAN, "/records", **new_record("API-RV-1")))["id"]
    came = datetime.fromisoformat((await api.get(LAN, f"/records/{record}"))["opened_at"])
    early = await api.post(
        LAN, f"/records/{record}/discharge", request="rv-0", **WORDS, discharged_at=(came - timedelta(hours=2)).isoformat()
    )
    assert (early.status_code, early.json()["facts"][0].split(":")[0]) == (422, "discharged_at")
    both = await api.post(LAN, f"/records/{record}/discharge", request="rv-0b", **WORDS, traits=["died"])
    assert (both.status_code, both.json()["facts"][0].partition(",")[0]) == (422, "traits: kết quả không phải tử vong")
    left = came + timedelta(minutes=2)
    told = await api.done(LAN, f"/records/{record}/discharge", request="rv-1", **WORDS, discharged_at=left.isoformat())
    assert datetime.fromisoformat(told["discharged_at"]) == left

    path, dead = f"/records/{record}/discharge-correction", WORDS | {"outcome": "died", "traits": ["graft"]}
    assert (await api.post(LAN, path, request="rv-2", **dead)).status_code == 422, "a reason is asked for"
    assert (await api.post(MAI, path, request="rv-3", **dead, reason="Nhầm")).status_code == 403
    found = await api.done(LAN, path, request="rv-4", **dead, reason="Ghi nhầm kết quả")
    assert await api.done(LAN, path, request="rv-4", **dead, reason="Ghi nhầm kết quả") == found
    assert datetime.fromisoformat(found["discharged_at"]) == left, "the moment stays when none is told"
    seen = await api.get(LAN, f"/records/{record}")
    assert (seen["outcome"], seen["clinical"]["told_before"][0]["outcome"]) == ("died", "improved")
