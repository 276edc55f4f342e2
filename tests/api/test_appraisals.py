"""Appraisals through the JSON interface: a file keeps what the facility found itself, a council has its hour, with its offset."""

from datetime import timedelta

from httpx2 import Response

from domain.appraisals import Finding
from domain.names import AppraisalId
from services import appraisals
from services.appraisal_facts import follow_facts
from tests.api.asker import Asker
from tests.council import council_of_seven, shown
from tests.rollout import Province, declared, pdf, province
from tests.services.test_evidence_bases import convened, regulation
from tests.services.test_facts_as_evidence import closed
from tests.stack import Stack


async def asked(stack: Stack, code: str) -> tuple[Province, AppraisalId]:
    there = await province(stack, code)
    await declared(stack, there.administrator, there.track, "3.5-10")
    return there, await appraisals.trigger(stack.by(there.administrator), there.track)


async def test_one_more_file_or_link_keeps_what_the_facility_found_itself(api: Asker, stack: Stack) -> None:
    there, which = await asked(stack, "jas1")
    by = stack.by(there.administrator)
    await appraisals.bring(by, which, "TC01", [pdf("Quy chế")], score=Finding.MET, words="Quy chế 45/QC-BV")
    files = {"file": ("Phụ lục.pdf", b"%PDF-1.7\n% phu luc\n%%EOF\n", "application/pdf")}
    path = f"/appraisals/{which}/criteria/TC01"
    brought = await api.ask(there.administrator, "POST", f"{path}/evidence", data={"request": "bring-jas1"}, files=files)
    assert brought.status_code == 201
    await api.done(there.administrator, f"{path}/link", request="link-jas1")
    shown = (await api.get(there.administrator, f"/appraisals/{which}"))["criteria"][0]["evidence"]
    assert (shown["score"], shown["words"], len(shown["files"])) == ("met", "Quy chế 45/QC-BV", 3)

    await appraisals.bring(stack.by(there.administrator), which, "TC01", score=Finding.NOT_MET)
    shown = (await api.get(there.administrator, f"/appraisals/{which}"))["criteria"][0]["evidence"]
    assert (shown["score"], shown["words"]) == ("not_met", ""), "another finding comes with its own words, or none"


async def test_a_council_meets_at_a_moment_with_its_offset(api: Asker, stack: Stack) -> None:
    there, which = await asked(stack, "jas2")
    members = [{"person": there.officer.login, "seat": "chair"}, {"person": there.colleague.login, "seat": "secretary"}]
    words = {"members": members, "founded_by": "QĐ 01/QĐ-BV", "place": "Hội trường", "meets_at": "2026-12-02T08:00:00"}
    answer = await api.post(there.administrator, f"/appraisals/{which}/council", request="council-jas2", **words)
    assert (answer.status_code, answer.json()["refusal"]) == (422, "Malformed")
    assert "meets_at" in answer.json()["facts"][0]


async def test_before_its_hour_a_council_does_not_vote_and_its_secretary_moves_it(api: Asker, stack: Stack) -> None:
    now = await council_of_seven(stack, "jas3", "3.5-10")
    which = await appraisals.trigger(stack.by(now.there.administrator), now.there.track)
    await shown(stack, now, which)
    here, at = f"/appraisals/{which}", stack.clock() + timedelta(days=1)
    members = [{"person": str(one.person), "seat": one.seat} for one in now.members]
    words = {"members": members, "founded_by": "QĐ 01/QĐ-BV", "place": "Hội trường", "anyway": "Đủ", "meets_at": at.isoformat()}
    await api.done(now.there.administrator, f"{here}/council", request="council-jas3", **words)
    early = await api.post(now.chair, f"{here}/closing", request="close-jas3")
    assert (early.status_code, early.json()["refusal"]) == (409, "Incomplete")
    assert "dời giờ họp" in early.json()["detail"]
    moved = await api.post(now.chair, f"{here}/hour", request="hour-jas3", meets_at="2026-12-02T08:00:00")
    assert (moved.status_code, moved.json()["refusal"]) == (422, "Malformed")
    assert (await api.post(now.first, f"{here}/hour", request="hour-jas3-2", meets_at=at.isoformat())).status_code == 403
    await api.done(now.secretary, f"{here}/hour", request="hour-jas3-3", meets_at=stack.clock().isoformat(), place="Phòng 2")
    seen = await api.get(now.secretary, here)
    assert (seen["place"], seen["meets_at"] < at.isoformat()) == ("Phòng 2", True)
    short = await api.post(now.chair, f"{here}/closing", request="close-jas3-2")
    assert "chưa đủ 4 phiếu" in short.json()["detail"], "from its hour on nothing but the votes is missing"


async def test_a_file_says_what_it_rests_on_and_its_change_is_told(api: Asker, stack: Stack) -> None:
    now = await council_of_seven(stack, "jas4", "3.5-10")
    by, old = now.there.administrator, await regulation(stack, now, "backup", "12/QC-BV", 42)
    which = await appraisals.trigger(stack.by(by), now.there.track)
    path = f"/appraisals/{which}/criteria/TC09/evidence"

    async def brought(request: str, rests_on: str) -> Response:
        files = {"file": ("Biên bản.pdf", b"%PDF-1.7\n% bien ban\n%%EOF\n", "application/pdf")}
        return await api.ask(by, "POST", path, data={"request": request, "rests_on": rests_on}, files=files)

    no = await brought("jas4-1", "signing")
    assert (no.status_code, no.json()["facts"][0].split(":")[0]) == (422, "rests_on")
    assert (await brought("jas4-2", "backup")).status_code == 201
    seen = await api.get(by, f"/appraisals/{which}")
    (file,) = next(one for one in seen["criteria"] if one["code"] == "TC09")["evidence"]["files"]
    assert (file["rests_on"], file["basis"], seen["differences"]) == ("backup", old, [])
    await shown(stack, now, which)
    await convened(stack, now, which)
    await closed(stack, now, which)
    new = await regulation(stack, now, "backup", "13/QC-BV", 0)
    await follow_facts(stack.sessions, stack.house.policies, stack.clock)
    seen = await api.get(by, f"/appraisals/{which}")
    assert (seen["stale"], seen["differences"]) == (True, [{"criterion": "TC09", "was": old, "now_is": new}])
