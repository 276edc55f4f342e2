"""A RIS-PACS delivers an imaging report for the line that a HIS ordered."""

from tests.api.asker import Asker, new_order, new_record
from tests.api.test_signing import refused
from tests.people import DUC, HIS, LAN, LIS, MAI, NAM

FILM = {"name": "Chụp X-quang ngực thẳng", "service": "18.0119", "department": "33001/XN", "kind": "imaging"}


async def test_a_ris_delivers_a_report_which_is_signed_and_acknowledged(api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("RIS-1")))["id"]
    at = (await api.get(LAN, f"/records/{record}"))["opened_at"]
    order = (await api.done(HIS, "/orders", **new_order(record, "ris-order-1", lines=[FILM])))["id"]
    said = {
        "taken_at": at,
        "accession_number": "RIS-0001",
        "study_uid": "1.2.840.113619.2.55",
        "description": "Đám mờ.",
        "conclusion": "Viêm phổi.",
    }
    words = {"lines": [1], "performer": "ktv.mai", "data": said}
    path = f"/orders/{order}/reports"
    bad = {**words, "data": said | {"study_uid": "1..2"}}
    assert await refused(api, LIS, path, request="ris-bad", **bad) == (422, "Malformed")
    made = await api.done(LIS, path, request="ris-1", **words)
    assert await api.done(LIS, path, request="ris-1", **words) == made
    for one in (MAI, DUC):
        await api.sign(one, made["document"], f"ris-{one.login}")
    told = await api.get(LAN, f"/orders/{order}")
    assert (told["lines"][0]["state"], told["lines"][0]["kind"], told["results"][0]["status"]) == ("approved", "imaging", "released")
    await api.done(LAN, f"/documents/{made['document']}/acknowledgement", request="ris-seen")


async def test_what_answers_an_order_goes_no_other_way(api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("RIS-2")))["id"]
    order = (await api.done(HIS, "/orders", **new_order(record, "ris-order-2", lines=[FILM])))["id"]
    at = (await api.get(LAN, f"/records/{record}"))["opened_at"]
    words = {"form": "imaging-result", "author": MAI.login, "acted_at": at}
    alone = await api.post(LIS, f"/records/{record}/documents", request="ris-alone", data={}, **words)
    file = {"file": ("phim.pdf", b"%PDF-1.7", "application/pdf")}
    ready = await api.ask(LIS, "POST", f"/records/{record}/documents/pdf", files=file, data=words | {"request": "ris-pdf"})
    for said in (alone, ready):
        assert (said.status_code, said.json()["refusal"]) == (403, "NotAllowed")
        assert "trả kết quả từ phiếu chỉ định đó" in said.json()["detail"]
    house = await api.post(HIS, f"/records/{record}/documents", request="ris-house", data={}, **(words | {"form": "closing"}))
    assert (house.status_code, house.json()["detail"].startswith("Phiếu này do hệ thống lập")) == (403, True)
    unknown = await api.post(LIS, f"/records/{record}/documents", request="ris-form", data={}, **(words | {"form": "khong-co"}))
    assert (unknown.status_code, unknown.json()["facts"]) == (404, ["form", "khong-co"])
    assert "GET /api/forms" in unknown.json()["detail"]
    taken = {"taken_at": at, "accession_number": "RIS-0002", "study_uid": "1.2.840.113619.2.56", "description": "–", "conclusion": "–"}
    clerk = await api.post(LIS, f"/orders/{order}/reports", request="ris-clerk", lines=[1], performer=NAM.login, data=taken)
    assert (clerk.status_code, clerk.json()["facts"][0].split(":")[0]) == (409, "performer")
