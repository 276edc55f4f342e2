"""Facilities through the JSON interface: brought in all or none, given an account, taken out."""

from typing import Any

from tests.api.asker import Asker
from tests.people import PASSWORD
from tests.rollout import province
from tests.stack import Stack

EYES: dict[str, Any] = {
    "code": "90301",
    "name": "Bệnh viện Mắt",
    "kind": "hospital",
    "place": "Hưng Yên",
    "basis": "Quyết định số 1205/QĐ-UBND ngày 20/5/2014",
}
ACCOUNT = {
    "login": "qt.fx1",
    "name": "Đỗ Thị Loan",
    "password": PASSWORD,
    "pin": "246810",
    "basis": "Quyết định số 9/QĐ-BV ngày 02/11/2026",
}


async def test_they_are_brought_in_listed_given_an_account_and_taken_out(api: Asker, stack: Stack) -> None:
    there = await province(stack, "fx1")
    both = [EYES, {**EYES, "code": "90302", "kind": "clinic", "departments": [{"code": "KB", "name": "Phòng khám"}]}]
    made = await api.post(there.officer, "/facilities", request="fa1-1", facilities=both)
    assert (made.status_code, made.json()["ids"]) == (201, ["90301", "90302"])
    found = {one["id"]: one for one in (await api.get(there.officer, "/facilities"))["facilities"]}
    assert (found["90301"]["basis"], found["90301"]["accounts"], found["90302"]["kind"]) == (EYES["basis"], 0, "clinic")
    given = await api.post(there.officer, "/facilities/90301/account", request="fa1-2", account=ACCOUNT)
    assert given.status_code == 201
    assert next(one for one in given.json()["facilities"] if one["id"] == "90301")["accounts"] == 1
    kept = await api.post(there.officer, "/facilities/90301/removal", request="fa1-3", reason="Nhầm")
    assert (kept.status_code, kept.json()["refusal"]) == (409, "WrongState")
    gone = await api.post(there.officer, "/facilities/90302/removal", request="fa1-4", reason="Nhầm")
    assert (gone.status_code, "90302" in {one["id"] for one in gone.json()["facilities"]}) == (200, False)


async def test_each_fault_names_its_place(api: Asker, stack: Stack) -> None:
    there = await province(stack, "fx2")
    wrong = [{**EYES, "code": "9031", "account": {**ACCOUNT, "pin": "1"}}, {**EYES, "code": "90312", "basis": "Quyết định"}]
    told = await api.post(there.officer, "/facilities", request="fa2-1", facilities=wrong)
    assert (told.status_code, told.json()["refusal"]) == (422, "Malformed")
    assert {"facilities[0].code", "facilities[0].account.pin", "facilities[1].basis"} <= {
        one.partition(":")[0] for one in told.json()["facts"]
    }
    assert (await api.post(there.administrator, "/facilities", request="fa2-2", facilities=[EYES])).status_code == 403
