"""Readiness through the interface: connections, exchanges of a machine, restore drills."""

from datetime import timedelta
from json import dumps

from domain.clock import day
from domain.roles import Role
from services.people import HASHER
from store.writes import people
from tests.api.asker import Asker
from tests.people import PASSWORD, Someone
from tests.preparing import hospital
from tests.stack import Stack

PDF = ("Biên bản.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")


async def test_a_machine_tells_of_its_exchanges(stack: Stack, api: Asker) -> None:
    of = await hospital(stack, "ar1")
    his = Someone("his.ar1", "Hệ thống HIS", Role.INTEGRATOR, of.there.hospital)
    async with stack.sessions.begin() as session:
        await people.person(session, his.id, his.login, his.name, HASHER.hash(PASSWORD))
        await people.position(session, his.position)
    track, now = f"/tracks/{of.there.track}", stack.clock()
    here = f"{track}/endpoints/prescription"
    for n, to in enumerate(("agreed", "testing", "running")):
        form = {"request": f"ar1-{n}", "to": to, "responsible": str(of.it_officer.id)}
        kept = await api.ask(of.administrator, "POST", f"{here}/steps", data=form, files=[("file", PDF)])
        assert kept.status_code == 204, kept.text
    told = {"at": now.isoformat(), "succeeded": True, "reference": "DT-1"}
    for _ in range(2):
        await api.done(his, f"{here}/exchanges", request="ar1-5", **told)
    await api.done(his, f"{here}/exchanges", request="ar1-6", at=now.isoformat(), succeeded=False, words="Lỗi 500")
    by_hand = await api.post(of.administrator, f"{here}/exchanges", request="ar1-7", **told)
    assert (by_hand.status_code, by_hand.json()["refusal"]) == (422, "Malformed")
    proof = {"request": "ar1-8", "at": now.isoformat(), "words": "Gửi thử"}
    assert (await api.ask(of.administrator, "POST", f"{here}/proofs", data=proof, files=[("file", PDF)])).status_code == 204
    found = await api.get(of.there.officer, f"{track}/endpoints")
    one = next(line for line in found["endpoints"] if line["code"] == "prescription")
    assert (found["running"], found["total"], one["state"], one["stale"], len(one["exchanges"])) == (1, 7, "running", False, 3)


async def test_a_drill_is_recorded_read_and_taken_back(stack: Stack, api: Asker) -> None:
    of = await hospital(stack, "ar2")
    track, start = f"/tracks/{of.there.track}", stack.clock() - timedelta(hours=4)
    form = {"what": "HIS", "backup": "NAS", "backup_of": day(start).isoformat(), "result": "restored", "words": "Khớp"}
    form |= {"request": "ar2-1", "started_at": start.isoformat(), "ended_at": (start + timedelta(hours=1)).isoformat()}
    made = await api.ask(of.administrator, "POST", f"{track}/drills", data=form, files=[("file", PDF)])
    assert made.status_code == 201, made.text
    look = await api.get(of.there.officer, f"{track}/readiness")
    assert (look["restored_on"], look["certificates"], look["running"]) == (day(start + timedelta(hours=1)).isoformat(), [4, 6], [0, 7])
    await api.done(of.it_officer, f"/drills/{made.json()['id']}/withdrawal", request="ar2-2", reason="Ghi nhầm")
    (drill,) = (await api.get(of.administrator, f"{track}/drills"))["drills"]
    assert (drill["withdrawn_why"], drill["files"][0]["name"]) == ("Ghi nhầm", "Biên bản.pdf")
    assert (await api.get(of.there.officer, f"{track}/readiness"))["restored_on"] is None


async def test_a_level_is_declared_with_its_criteria(stack: Stack, api: Asker) -> None:
    of = await hospital(stack, "ar3")
    here = f"/tracks/{of.there.track}/levels"
    lines = [("6", "41", "Bệnh án nội trú", True), ("7", "55", "Hỗ trợ ra quyết định", False)]
    criteria = dumps([dict(zip(("level", "code", "title", "met"), line, strict=True)) for line in lines])
    form = {"level": "7", "paper_number": "412/QĐ-BV", "paper_day": day(stack.clock()).isoformat(), "paper_issuer": "BVĐK tỉnh"}
    wrong = await api.ask(of.it_officer, "POST", f"{here}/HIS", data=form | {"request": "ar3-1", "criteria": "6;41"}, files=[("file", PDF)])
    assert (wrong.status_code, "criteria" in wrong.text) == (422, True)
    kept = await api.ask(
        of.it_officer, "POST", f"{here}/HIS", data=form | {"request": "ar3-2", "criteria": criteria}, files=[("file", PDF)]
    )
    assert kept.status_code == 204, kept.text
    (one,) = (await api.get(of.there.officer, here))["systems"]
    assert (one["demanded"], one["met"], one["declared"][0]["reached"], len(one["declared"][0]["files"])) == ("6", True, "6", 1)
