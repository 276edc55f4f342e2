"""Grants through the interface."""

from datetime import timedelta

from tests.api.asker import Asker, new_record
from tests.care import archived
from tests.people import HIS, LAN, MAI, NAM, PHUC, SON
from tests.stack import Stack

COURT = {"name": "Nguyễn Văn Thẩm", "body": "Toà án nhân dân khu vực 1", "paper": "45/CV-TA", "paper_day": "2026-01-09"}


async def test_lent_read_returned(stack: Stack, api: Asker) -> None:
    record, document = await archived(stack)
    code = (await api.get(NAM, f"/records/{record}"))["code"]
    stack.clock.ahead += timedelta(days=31)
    api.tokens.clear()  # every session ended meanwhile
    try:
        assert (await api.ask(PHUC, "GET", f"/records/{record}")).status_code == 403
        asked = {"kind": "loan", "purpose": "review", "codes": [code], "reason": "Bình bệnh án", "days": 5}
        for _ in range(2):
            which = (await api.done(PHUC, "/grants", request="mượn-1", **asked))["id"]
        assert [one["id"] for one in (await api.get(NAM, "/grants", show="asked"))["grants"]] == [which]
        await api.done(NAM, f"/grants/{which}/decide", request="duyệt-1", granted=True, days=5)
        found = await api.get(PHUC, f"/grants/{which}")
        assert (found["state"], found["decided_by"]["name"], found["reason"]) == ("granted", NAM.name, "Bình bệnh án")
        assert (await api.get(PHUC, f"/records/{record}"))["code"] == code
        assert (await api.get(PHUC, f"/documents/{document}"))["id"] == str(document)
        assert [one["id"] for one in (await api.get(PHUC, "/grants", mine="true"))["grants"]] == [which]
        await api.done(PHUC, f"/grants/{which}/end", request="trả-1")
        assert (await api.get(NAM, f"/grants/{which}"))["state"] == "returned"

        words = asked | {"kind": "outsider", "purpose": "court", "asker": COURT}
        outside = (await api.done(NAM, "/grants", request="tòa-1", **words))["id"]
        assert (await api.post(NAM, f"/grants/{outside}/decide", request="tòa-2", granted=True)).json()["refusal"] == "NotAllowed"
        await api.done(SON, f"/grants/{outside}/decide", request="tòa-3", granted=True, days=3, may_copy=True)
        assert (await api.get(NAM, f"/records/{record}", grant=outside))["code"] == code
        assert (await api.get(NAM, f"/records/{record}/export", listing="true", grant=outside))["files"]
        await api.done(SON, f"/grants/{outside}/end", request="tòa-4", reason="Đã cung cấp xong")
    finally:
        stack.clock.ahead -= timedelta(days=31)
        api.tokens.clear()


async def test_what_a_decision_does_not_name_is_granted_as_it_was_asked_for(stack: Stack, api: Asker) -> None:
    record, _ = await archived(stack)
    code = (await api.get(NAM, f"/records/{record}"))["code"]
    asked = {"kind": "outsider", "purpose": "court", "codes": [code], "reason": "Toà yêu cầu", "days": 3, "may_copy": True, "asker": COURT}
    for number, (said, days, may_copy) in enumerate((({}, 3, True), ({"days": 2, "may_copy": False}, 2, False))):
        which = (await api.done(NAM, "/grants", request=f"như-đề-nghị-{number}", **asked))["id"]
        for _ in range(2):
            await api.done(SON, f"/grants/{which}/decide", request=f"duyệt-như-đề-nghị-{number}", granted=True, **said)
        found = await api.get(NAM, f"/grants/{which}")
        assert (found["state"], found["days"], found["may_copy"]) == ("granted", days, may_copy)


async def test_a_broken_glass_is_reviewed(stack: Stack, api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("API-PK1")))["id"]
    assert (await api.post(MAI, f"/records/{record}/emergency", request="pk-0", reason="Cấp cứu")).status_code == 403
    which = (await api.done(PHUC, f"/records/{record}/emergency", request="pk-1", reason="Ngừng tim tại hành lang"))["id"]
    assert (await api.get(PHUC, f"/records/{record}"))["code"] == "API-PK1"
    (line,) = [one for one in (await api.get(NAM, "/grants", show="review", kind="emergency"))["grants"] if one["id"] == which]
    assert [one["code"] for one in line["records"]] == ["API-PK1"]
    await api.done(NAM, f"/grants/{which}/review", request="pk-2", finding="justified", reason="Có phiếu cấp cứu")
    assert (await api.get(NAM, f"/grants/{which}"))["finding"] == "justified"
    assert (await api.post(LAN, f"/grants/{which}/review", request="pk-3", finding="justified", reason="Có")).status_code == 403


async def test_the_list_is_narrowed(stack: Stack, api: Asker) -> None:
    await api.done(HIS, "/records", **new_record("API-LOC1"))
    today = stack.by(NAM).today.isoformat()
    found = await api.get(NAM, "/records", words="API-LOC1", department="33001/NOI", admitted_from=today, admitted_to=today)
    assert [one["code"] for one in found["records"]] == ["API-LOC1"]
    assert (await api.get(NAM, "/records", words="API-LOC1", department="33001/XN"))["records"] == []
