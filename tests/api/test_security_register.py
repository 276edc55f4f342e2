"""Security of a facility through the interface."""

from domain.clock import day
from tests.api.asker import Asker
from tests.preparing import hospital
from tests.stack import Stack

PDF = ("Tệp.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")


async def test_dossier_finding_and_checklist(stack: Stack, api: Asker) -> None:
    of = await hospital(stack, "ase1")
    here, today = f"/tracks/{of.there.track}/security", day(stack.clock()).isoformat()
    form = {"request": "ase1-1", "kind": "dossier", "level": "3", "words": "HIS", "paper_number": "412/QĐ"}
    form |= {"paper_day": today, "paper_issuer": "Sở Y tế"}
    kept = await api.ask(of.administrator, "POST", f"{here}/papers", data=form, files=[("file", PDF)])
    assert kept.status_code == 204, kept.text
    said = {"words": "Tường lửa cũ", "severity": "high", "owner": str(of.it_officer.id), "due": today}
    assert await api.done(of.administrator, f"{here}/findings", request="ase1-2", **said) == {"number": 1}
    mended = {"request": "ase1-3", "words": "Đã cập nhật"}
    assert (await api.ask(of.it_officer, "POST", f"{here}/findings/1/mending", data=mended, files=[("file", PDF)])).status_code == 204
    own = await api.post(of.it_officer, f"{here}/findings/1/recheck", request="ase1-4", good=True, words="Tôi xem rồi")
    assert (own.status_code, own.json()["refusal"]) == (403, "SamePerson")
    await api.done(of.administrator, f"{here}/findings/1/recheck", request="ase1-5", good=True, words="Đã xem")
    answer = {"request": "ase1-6", "met": "true", "words": "Biên bản PCCC"}
    assert (await api.ask(of.administrator, "POST", f"{here}/checks/fire_safety", data=answer, files=[("file", PDF)])).status_code == 204
    found = await api.get(of.there.officer, here)
    assert (found["level"], found["open"], found["met"], found["lines"]) == (3, 0, 1, 6)
    number = found["papers"][0]["register_number"]
    gone = {"request": "ase1-7", "reason": "Nhập nhầm"}
    assert (await api.post(of.it_officer, f"{here}/papers/{number}/withdrawal", **gone)).status_code == 204
    after = await api.get(of.there.officer, here)
    assert (after["level"], after["papers"][0]["withdrawn_why"]) == (0, "Nhập nhầm")
    assert (found["findings"][0]["state"], found["papers"][0]["number"]) == ("closed", "412/QĐ")
