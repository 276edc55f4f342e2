"""Holds through the interface."""

from datetime import timedelta
from typing import Any

from domain.roles import Role
from tests.api.asker import Asker, new_record
from tests.care import newcomer
from tests.people import HIS, LAN, NAM, SON
from tests.stack import Stack

CASE = {
    "kind": "inspection",
    "name": "Đoàn kiểm tra 5",
    "asked_by": "Bảo hiểm xã hội tỉnh",
    "paper": "77/QĐ-BHXH",
    "paper_day": "2026-01-12",
}


def words(stack: Stack, **other: object) -> dict[str, Any]:
    later = (stack.by(NAM).today + timedelta(days=60)).isoformat()
    return {"case": CASE, "scope": "record", "reason": "Chờ kết luận kiểm tra", "review_by": later, **other}


async def test_placed_put_off_and_lifted_by_another_person(stack: Stack, api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("API-GL1")))["id"]
    other = await newcomer(stack, "pgd.bich", "Đoàn Thị Bích", Role.DIRECTOR)
    assert other.name in await api.get(SON, "/holds/lifters")
    assert SON.name not in await api.get(SON, "/holds/lifters")
    assert (await api.ask(LAN, "GET", "/holds/lifters")).status_code == 403
    for _ in range(2):
        which = (await api.done(SON, "/holds", request="gl-1", **words(stack, code="API-GL1")))["id"]
    assert (await api.get(LAN, f"/records/{record}"))["held"]
    assert [one["held"] for one in (await api.get(LAN, "/records", words="API-GL1"))["records"]] == [True]
    later = (stack.by(NAM).today + timedelta(days=90)).isoformat()
    await api.done(NAM, f"/holds/{which}/extend", request="gl-2", review_by=later, reason="Chưa có kết luận")
    found = await api.get(NAM, f"/holds/{which}")
    assert (found["reason"], found["review_by"], found["case"]["name"]) == ("Chờ kết luận kiểm tra", later, "Đoàn kiểm tra 5")
    assert [(one["becomes"], one["reason"], one["by"]["name"]) for one in found["extensions"]] == [(later, "Chưa có kết luận", NAM.name)]
    assert ([one["code"] for one in found["records"]], found["reached"], found["next"]) == (["API-GL1"], 1, None)
    own = await api.post(SON, f"/holds/{which}/lift", request="gl-3", reason="Xong")
    assert (own.status_code, own.json()["refusal"]) == (403, "SamePerson")
    assert (await api.post(NAM, f"/holds/{which}/lift", request="gl-4", reason="Xong")).json()["refusal"] == "NotAllowed"
    assert (await api.get(NAM, "/holds", words="doan kiem tra 5"))["holds"][0]["code"] == "API-GL1"

    same = await api.post(NAM, "/holds", request="gl-4b", **words(stack, code="API-GL1"))
    assert (same.status_code, f"/holds/{which}" in same.json()["detail"]) == (409, True)
    assert {SON.name, other.name} & set(found["lifters"]) == {other.name}
    apart = {"case": CASE | {"name": "Đoàn kiểm tra 5, lần hai"}}
    second = (await api.done(NAM, "/holds", request="gl-5", **(words(stack, code="API-GL1") | apart)))["id"]
    await api.done(SON, f"/holds/{second}/lift", request="gl-6", reason="Xong", paper="80/KL-BHXH")
    (line,) = [one for one in (await api.get(NAM, "/holds", show="lifted", words="doan kiem tra 5"))["holds"] if one["id"] == second]
    assert (line["lifted_by"]["name"], line["lifted_paper"]) == (SON.name, "80/KL-BHXH")
    assert (await api.get(LAN, f"/records/{record}"))["held"], "the other hold stays"


async def test_conditions_are_looked_at_and_none_is_left_out_by_a_slip(stack: Stack, api: Asker) -> None:
    await api.done(HIS, "/records", **new_record("API-GL2", kind="day"))
    asked = {"doctor": "bs.lan", "record_kind": "day"}
    found = await api.get(NAM, "/holds/matches", **asked)
    assert "API-GL2" in [one["code"] for one in found["records"]]
    slip = await api.ask(NAM, "GET", "/holds/matches", params={"docter": "bs.lan"})
    assert (slip.status_code, slip.json()["refusal"]) == (422, "Malformed")
    new = words(stack, scope="query", query=asked)
    blind = await api.post(NAM, "/holds", request="gl-7", **new)
    assert (blind.status_code, blind.json()["refusal"]) == (422, "Malformed")
    fewer = await api.post(NAM, "/holds", request="gl-7b", found=found["found"] + 1, **new)
    assert (fewer.status_code, fewer.json()["refusal"]) == (409, "Conflict")
    which = (await api.done(NAM, "/holds", request="gl-8", found=found["found"], standing=True, **new))["id"]
    kept = await api.get(SON, f"/holds/{which}")
    assert (kept["found"], kept["standing"], kept["query"]["record_kind"], kept["query"]["doctor"]) == (
        found["found"],
        True,
        "day",
        str(LAN.id),
    )
    assert (await api.ask(LAN, "GET", "/holds/matches", params=asked)).status_code == 403
    nothing = await api.post(NAM, "/holds", request="gl-9", **words(stack, scope="query", found=0))
    assert (nothing.status_code, nothing.json()["facts"]) == (422, ["query: chọn ít nhất một điều kiện / give at least one condition"])
