"""Signing through the interface: sets, wrong PINs, stale reads, turns, refusals and the version that follows."""

from typing import Any

import pytest

from domain.roles import Role
from tests.api.asker import Asker, new_order, new_record, new_result
from tests.care import delivered as delivered_by
from tests.care import newcomer
from tests.people import DUC, HIS, LAB, LAN, LIS, MAI, PIN, THUY, Someone
from tests.services.test_staffing import moves_to_the_centre
from tests.stack import Stack


async def delivered(api: Asker, code: str) -> tuple[str, str, dict[str, Any]]:
    """Order, result sheet and its first version."""
    record = (await api.done(LAN, "/records", **new_record(code)))["id"]
    at = (await api.get(LAN, f"/records/{record}"))["opened_at"]
    order = (await api.done(LAN, "/orders", **new_order(record, f"order-{code}")))["id"]
    sheet = (await api.done(LIS, f"/orders/{order}/results", **new_result(at, f"result-{code}")))["document"]
    return order, sheet, (await api.get(MAI, f"/documents/{sheet}"))["versions"][0]


async def refused(api: Asker, one: Someone, path: str, **words: Any) -> tuple[int, str]:
    answer = await api.post(one, path, **words)
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert PIN not in answer.text
    assert answer.json()["detail"]
    return answer.status_code, answer.json()["refusal"]


async def test_each_refusal_has_its_status_and_name(api: Asker) -> None:
    _, sheet, first = await delivered(api, "SGN-1")
    path = f"/documents/{sheet}/versions/1/signatures"
    read = first["content"]
    assert await refused(api, DUC, path, request="sgn-1", read=read, pin=PIN) == (403, "NotYourTurn")
    assert await refused(api, MAI, path, request="sgn-2", read="0" * 64, pin=PIN) == (409, "StaleDocument")
    assert await refused(api, MAI, path, request="sgn-3", read=read, pin="111111") == (403, "PinRefused")
    assert await refused(api, HIS, path, request="sgn-4", read=read, pin=PIN) == (403, "NotAllowed")
    assert await refused(api, MAI, path, read=read, pin=PIN) == (422, "Malformed")
    assert await refused(api, MAI, f"/documents/{sheet}/versions/7/signatures", request="sgn-5", read=read, pin=PIN) == (404, "NotFound")
    made = await api.done(MAI, path, request="sgn-6", read=read, pin=PIN)
    assert await api.done(MAI, path, request="sgn-6", read=read, pin="not asked again") == made
    assert await refused(api, MAI, path, request="sgn-7", read=read, pin=PIN) in ((409, "AlreadySigned"), (409, "WaitsForStamp"))


async def test_a_refused_sheet_comes_back_as_version_two(api: Asker) -> None:
    order, sheet, first = await delivered(api, "SGN-2")
    await api.sign(MAI, sheet, "sgn-20")
    path = f"/documents/{sheet}/versions/1/refusals"
    blank = await api.post(DUC, path, request="sgn-21", read=first["content"], reason="  ")
    assert (blank.status_code, blank.json()["refusal"]) == (409, "Incomplete")
    unknown = await api.post(DUC, path, request="sgn-21", read=first["content"], reason_code="mood", reason="Không thích")
    assert (unknown.status_code, unknown.json()["facts"][0].split(":")[0]) == (422, "reason_code")
    words = {"request": "sgn-22", "read": first["content"], "reason_code": "wrong_result", "reason": "WBC không phù hợp lâm sàng, làm lại"}
    assert (await api.done(DUC, path, **words))["state"] == "refused"
    assert (await api.done(DUC, path, **words))["state"] == "refused", "a repeat is the same act"

    errands = (await api.get(MAI, "/inbox"))["errands"]
    assert ("remake", f"/documents/{sheet}") in [(one["kind"], one["link"]) for one in errands]
    order_now = await api.get(LAN, f"/orders/{order}")
    again = new_result((await api.get(LAN, f"/records/{order_now['record']}"))["opened_at"], "sgn-23", "8,1", note="Làm lại mẫu mới")
    assert await api.done(LIS, f"/orders/{order}/results", **again) == {"document": sheet, "version": 2}
    inbox = await api.get(MAI, "/inbox")
    assert [(one["document"], one["version"]) for one in inbox["waiting"] if one["document"] == sheet] == [(sheet, 2)]
    waiting = next(one for one in inbox["waiting"] if one["document"] == sheet)
    assert (waiting["record"], waiting["patient_code"]) == ("SGN-2", "BN-SGN-2")
    for one in (MAI, DUC, THUY):
        await api.sign(one, sheet, f"sgn-24-{one.login}")
    seen = await api.get(LAN, f"/documents/{sheet}")
    assert seen["versions"][0]["state"] == "refused"
    assert seen["versions"][0]["ended_reason"] == f"Kết quả hoặc nội dung chưa đúng: {words['reason']}"
    assert [one["reason_code"] for one in seen["versions"]] == ["wrong_result", ""]
    assert len(seen["versions"][1]["signatures"]) == 3


async def test_a_set_has_one_outcome_for_each_document(api: Asker) -> None:
    _, one, first = await delivered(api, "SGN-3")
    _, two, second = await delivered(api, "SGN-4")
    chosen = [
        {"document": one, "version": 1, "read": first["content"]},
        {"document": two, "version": 1, "read": first["content"]},
    ]
    outcomes = (await api.done(MAI, "/signatures", request="sgn-30", pin=PIN, set=chosen))["outcomes"]
    assert [bool(done["signature"]) for done in outcomes] == [True, False]
    assert outcomes[1]["problem"]["refusal"] == "StaleDocument"
    count = await api.get(MAI, "/inbox/count")
    assert count["count"] >= 1
    pdf = await api.ask(MAI, "GET", f"/documents/{one}/versions/1/pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert second["state"] == "waiting"


async def test_nobody_signs_what_they_did_not_open(api: Asker) -> None:
    """A machine that signs for a person has shown them the document, in that person's session."""
    _, sheet, seen = await delivered(api, "SGN-5")
    await api.sign(MAI, sheet, "sgn-50")
    path, asked = f"/documents/{sheet}/versions/1/signatures", {"read": seen["content"], "pin": PIN}
    no = await api.post(DUC, path, request="sgn-51", **asked)
    assert (no.status_code, no.json()["refusal"]) == (409, "Incomplete")
    assert "chưa mở xem" in no.json()["detail"]
    alone = [{"document": sheet, "version": 1, "read": seen["content"]}]
    assert await refused(api, DUC, "/batches", request="sgn-52", pin=PIN, set=alone) == (409, "Incomplete")
    await api.ask(DUC, "GET", f"/documents/{sheet}/versions/1/pdf")
    assert (await api.done(DUC, path, request="sgn-53", **asked))["step"] == "approved"


@pytest.mark.parametrize("chosen", [[], [{"document": "x", "version": 1, "read": "0" * 64}]])
async def test_a_set_must_be_well_formed(api: Asker, chosen: list[dict[str, object]]) -> None:
    answer = await api.post(MAI, "/signatures", request="sgn-40", pin=PIN, set=chosen)
    assert (answer.status_code, answer.json()["refusal"]) == (422, "Malformed")
    assert answer.json()["facts"][0].startswith("set")


async def test_it_says_that_nobody_is_left_to_sign(api: Asker, stack: Stack) -> None:
    gone = await newcomer(stack, "ktv.khuyet", "Ông Thị Khuyết", Role.TECHNICIAN, department=LAB)
    _, _, seen = await delivered_by(stack, gone)
    assert (await api.get(THUY, f"/documents/{seen.document}"))["unfillable"] is False
    await moves_to_the_centre(stack, gone)
    assert (await api.get(THUY, f"/documents/{seen.document}"))["unfillable"] is True
