"""Appraisals through the JSON interface: a file keeps what the facility found itself, a council has its hour, with its offset."""

from datetime import timedelta

from domain.appraisals import Finding
from domain.names import AppraisalId
from services import appraisals
from tests.api.asker import Asker
from tests.council import council_of_seven, shown
from tests.rollout import Province, declared, pdf, province
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
