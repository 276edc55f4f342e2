"""A RIS-PACS delivers an imaging report for the line that a HIS ordered."""

from tests.api.asker import Asker, new_order, new_record
from tests.api.test_signing import refused
from tests.people import DUC, HIS, LAN, LIS, MAI

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
