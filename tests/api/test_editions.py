"""A facility's own signature chains through the interface."""

from tests.api.asker import Asker
from tests.own_rules import own_rules
from tests.people import PIN
from tests.stack import Stack


async def test_proposed_approved_and_in_force(stack: Stack, api: Asker) -> None:
    here = await own_rules(stack)
    await here.enrol(here.linh)
    wrong = await api.post(here.anh, "/chains", request="ch-0", text=here.text().replace("who:", "whom:"), file="a.yaml")
    assert (wrong.status_code, wrong.json()["refusal"]) == (422, "Malformed")
    assert wrong.json()["facts"][0].startswith("dòng 8, stages[0].whom: không có khóa 'whom'")
    for _ in range(2):
        which = (await api.done(here.anh, "/chains", request="ch-1", text=here.text()))["id"]
    own = await api.post(here.anh, f"/chains/{which}/approvals", request="ch-2", first=here.today().isoformat(), pin=PIN)
    assert own.status_code == 403
    await api.done(here.linh, f"/chains/{which}/approvals", request="ch-3", first=here.today().isoformat(), pin=PIN)
    found = next(one for one in await api.get(here.hieu, "/chains") if one["form"] == "treatment-sheet")
    assert (found["edition"], found["regulation"], found["stages"]) == (
        "2026-12",
        "45/QC-BV ngày 15/01/2026",
        ["Bác sĩ điều trị", "Trưởng khoa"],
    )
    assert [(one["id"], one["state"], one["ends"]) for one in found["editions"]] == [(which, "in_force", None)]
    late = await api.post(here.linh, f"/chains/{which}/withdrawals", request="ch-4", reason="Nhầm")
    assert (late.status_code, late.json()["refusal"]) == (409, "WrongState")
