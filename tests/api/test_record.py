"""A record's life through the JSON interface: a HIS opens and orders, a LIS delivers, people sign, the office exports."""

import io
import zipfile

from tests.api.asker import Asker, new_order, new_record, new_result
from tests.people import DUC, HIS, HUNG, LAN, LIS, MAI, NAM, PHUC, THUY

SIGNED = (MAI, DUC, THUY)


async def test_a_record_goes_from_his_to_archive(api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("API-1")))["id"]
    assert (await api.done(HIS, "/records", **new_record("API-1")))["id"] == record, "a repeat is the same record"
    seen = await api.get(LAN, f"/records/{record}")
    order = (await api.done(HIS, "/orders", **new_order(record, "api-order-1")))["id"]
    await api.done(MAI, f"/orders/{order}/samples", request="api-sample-1", lines=[1])

    sent = new_result(seen["opened_at"], "api-result-1")
    sheet = await api.done(LIS, f"/orders/{order}/results", **sent)
    assert sheet["version"] == 1
    assert await api.done(LIS, f"/orders/{order}/results", **sent) == sheet
    other = await api.post(LIS, f"/orders/{order}/results", **new_result(seen["opened_at"], "api-result-1", value="9,9"))
    assert (other.status_code, other.json()["refusal"]) == (409, "RequestReused")

    for one in SIGNED:
        await api.sign(one, sheet["document"], f"api-sign-{one.login}")
    kept = await api.until(LAN, f"/documents/{sheet['document']}", lambda d: d["versions"][-1]["state"] == "preserved")
    assert [s["person"]["name"] for s in kept["versions"][-1]["signatures"]] == [one.name for one in SIGNED]
    await api.done(LAN, f"/documents/{sheet['document']}/acknowledgement", request="api-seen-1")

    paper = (await api.get(LAN, f"/orders/{order}"))["document"]
    await api.sign(LAN, paper, "api-sign-order")
    words = {"outcome": "improved", "diagnosis": "Viêm phổi, ổn định", "summary": "Kháng sinh 7 ngày."}
    await api.done(LAN, f"/records/{record}/discharge", request="api-discharge-1", **words)
    closing = (await api.done(LAN, f"/records/{record}/closing", request="api-close-1"))["document"]
    for one in (LAN, HUNG, NAM):
        await api.sign(one, closing, f"api-closing-{one.login}")
    await api.until(NAM, "/records?words=API-1", lambda page: page["records"][0]["state"] == "archived")

    archived = await api.get(NAM, f"/records/{record}")
    assert archived["clinical"] is None
    assert archived["keep_until"].endswith("-12-31")
    listed = await api.get(NAM, f"/records/{record}/export", listing="true")
    zipped = await api.ask(NAM, "GET", f"/records/{record}/export")
    assert zipped.headers["content-type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(zipped.content)).namelist()
    assert names == [one["path"] for one in listed["files"]]
    assert any(name.endswith(".pdf") for name in names)


async def test_an_outsider_reaches_nothing(api: Asker) -> None:
    record = (await api.done(LAN, "/records", **new_record("API-2")))["id"]
    for path in (f"/records/{record}", f"/records/{record}/export"):
        answer = await api.ask(PHUC, "GET", path)
        assert answer.status_code in (403, 409), answer.text
        assert "Hường" not in answer.text
    assert (await api.get(PHUC, "/records", words="API-2"))["records"] == []
    await api.done(LAN, f"/records/{record}/guests", request="api-invite-2", department="33001/NGOAI", reason="Hội chẩn ngoại")
    assert (await api.get(PHUC, f"/records/{record}"))["patient"]["name"] == "Nguyễn Thị Hường"


async def test_a_record_with_something_missing_is_not_closed(api: Asker) -> None:
    record = (await api.done(LAN, "/records", **new_record("API-3")))["id"]
    await api.done(LAN, "/orders", **new_order(record, "api-order-3"))
    words = {"outcome": "recovered", "diagnosis": "Khỏi", "summary": "Nghỉ ngơi."}
    await api.done(LAN, f"/records/{record}/discharge", request="api-discharge-3", **words)
    answer = await api.post(LAN, f"/records/{record}/closing", request="api-close-3")
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert any("Tổng phân tích tế bào máu" in fact for fact in answer.json()["facts"])


async def test_a_number_that_a_lis_did_not_flag_is_judged_by_its_range(api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("API-9")))["id"]
    at = (await api.get(LAN, f"/records/{record}"))["opened_at"]
    order = (await api.done(HIS, "/orders", **new_order(record, "api-order-9")))["id"]
    unflagged = [
        {"line": 1, "name": name, "value": value, "unit": "", "reference": "4,0 - 10,0"} for name, value in (("WBC", "12,4"), ("PLT", "đủ"))
    ]
    flagged = [unflagged[0] | {"name": "NEUT", "flag": ""}]
    sheet = await api.done(LIS, f"/orders/{order}/results", **new_result(at, "api-result-9", values=[*unflagged, *flagged]))
    values = (await api.get(LAN, f"/documents/{sheet['document']}"))["versions"][0]["data"]["values"]
    assert [one["flag"] for one in values] == ["H", "", ""], "what the laboratory says itself stands"
