"""A province's plan through the JSON interface: opened, declared, reported with evidence, sent back, accepted, appraised."""

from typing import Any

from httpx2 import Response

from api.limits import EVIDENCE
from policies.plan_written import yaml_of
from services import plan_editions
from tests.api.asker import Asker
from tests.people import LAN, Someone
from tests.rollout import CODE, SURVEY, Province, in_force, province
from tests.services.test_plan_editions import moved
from tests.stack import Stack

PDF = b"%PDF-1.7\n% minh ch\xe1\xbb\xa9ng\n%%EOF\n"


async def opened(api: Asker, stack: Stack, code: str) -> tuple[Province, str]:
    """A province whose plan was opened through the interface, and the hospital's track."""
    there = await province(stack, code, opens=False)
    (seen,) = [one["edition_id"] for one in await api.get(there.officer, "/plans/shipped") if one["code"] == CODE]
    words = {"request": f"open-{code}", "code": CODE, "opened_on": in_force(stack).isoformat(), "edition_id": seen}
    plan = (await api.done(there.officer, "/plans", **words))["id"]
    assert (await api.done(there.officer, "/plans", **words))["id"] == plan, "a repeat is the same plan"
    board = await api.get(there.officer, f"/plans/{plan}/board")
    assert [row["facility"]["id"] for row in board["rows"]] == [there.hospital, there.department]
    return there, board["rows"][0]["track"]


async def report(api: Asker, one: Someone, path: str, request: str, content: bytes = PDF) -> Response:
    form = {"request": request, "done_on": "2026-05-20", "note": "Đã xong"}
    return await api.ask(one, "POST", f"{path}/reports", data=form, files={"file": ("Biên bản.pdf", content, "application/pdf")})


async def test_a_plan_is_opened_by_the_edition_that_was_looked_at(api: Asker, stack: Stack) -> None:
    there = await province(stack, "j9", opens=False)
    words = {"code": CODE, "opened_on": in_force(stack).isoformat()}
    assert (await api.post(there.officer, "/plans", request="open-j9", **words)).status_code == 422, "it is to be said which"
    old = next(one["edition_id"] for one in await api.get(there.officer, "/plans/shipped") if one["code"] == CODE)
    await plan_editions.enter(stack.by(there.officer), "ban.yaml", yaml_of(moved(stack.house.policies.plan(CODE), "3", 4)).encode())
    refused = await api.post(there.officer, "/plans", request="open-j9-2", edition_id=old, **words)
    assert (refused.status_code, "đã có bản khác từ lúc anh/chị xem" in refused.text) == (409, True)
    assert not await api.get(there.officer, "/plans"), "nothing was opened"
    (new,) = [one for one in await api.get(there.officer, "/plans/shipped") if one["code"] == CODE]
    assert (new["edition"], new["edition_id"] != old) == ("3", True)
    await api.done(there.officer, "/plans", request="open-j9-3", edition_id=new["edition_id"], **words)


async def test_a_plan_is_opened_declared_reported_and_accepted(api: Asker, stack: Stack) -> None:
    there, track = await opened(api, stack, "j1")
    shipped = await api.get(there.officer, "/plans/shipped")
    assert CODE not in {plan["code"] for plan in shipped}
    assert (await api.get(there.officer, "/plans"))[0]["facilities"] == 1
    mine = await api.get(there.administrator, "/tracks")
    assert [one["id"] for one in mine] == [track]

    milestones = (await api.get(there.administrator, f"/tracks/{track}"))["milestones"]
    said = [{"code": one["code"], "claim": "doing"} for one in milestones if one["state"] == "undeclared"]
    if said:
        before = {"claim": "done", "done_on": in_force(stack).isoformat(), "paper": "Tờ trình số 3/TTr-BV"}
        said = [one | before if one["code"] == "3.2-1" else one for one in said]
        await api.done(there.administrator, f"/tracks/{track}/declaration", request="declare-J1", declarations=said)
    path = f"/tracks/{track}/milestones/3.2-2"
    assert (await report(api, there.administrator, path, "report-J1")).json()["milestones"]["3.2-2"] == "reported"
    await api.done(there.officer, f"{path}/return", request="return-J1", reason="Thiếu chữ ký của nhà thầu")
    again = await report(api, there.administrator, path, "report-J1-2", PDF + b"\n")
    assert again.status_code == 201
    same = await api.post(there.administrator, f"{path}/acceptance", request="accept-J1-own")
    assert same.status_code == 403
    done = await api.done(there.officer, f"{path}/acceptance", request="accept-J1", note="Đã kiểm tra")
    assert done["milestones"]["3.2-2"] == "accepted"

    page = await api.get(there.officer, path)
    assert [one["judged"] for one in page["submissions"]] == ["sent_back", "accepted"]
    assert page["quote"]
    file = page["submissions"][0]["files"][0]
    assert file["name"] == "Biên bản.pdf"
    content = await api.ask(there.officer, "GET", f"/tracks/{track}/evidence/{file['sha256']}")
    assert content.content == PDF
    assert (await api.ask(LAN, "GET", f"/tracks/{track}")).status_code == 403


async def test_evidence_must_be_a_pdf_of_bearable_size(api: Asker, stack: Stack) -> None:
    there, track = await opened(api, stack, "j2")
    path = f"/tracks/{track}/milestones/3.2-2"
    word = await report(api, there.administrator, path, "report-J2", b"PK\x03\x04")
    assert (word.status_code, word.json()["refusal"]) == (422, "Malformed")
    assert "không phải tệp PDF" in word.json()["detail"]
    large = await report(api, there.administrator, path, "report-J2-2", b"%PDF-" + bytes(EVIDENCE))
    assert (large.status_code, large.headers["content-type"]) == (413, "application/problem+json")
    nothing = await api.ask(there.administrator, "POST", f"{path}/reports", data={"request": "report-J2-3"})
    assert (nothing.status_code, nothing.json()["facts"][0].split(":")[0]) == (422, "done_on")


async def test_a_paper_must_fill_its_form(api: Asker, stack: Stack) -> None:
    there, track = await opened(api, stack, "j3")
    declared = {"declarations": [{"code": "3.1-1", "claim": "doing"}]}
    await api.done(there.administrator, f"/tracks/{track}/declaration", request="declare-J3", **declared)
    path = f"/tracks/{track}/milestones/3.1-1/documents"

    async def refused(data: dict[str, Any], request: str) -> dict[str, Any]:
        answer = await api.post(there.administrator, path, request=request, data=data)
        said: dict[str, Any] = answer.json()
        return said

    assert (await refused({"beds": -1}, "draft-J3"))["refusal"] == "Malformed"
    assert (await refused({**SURVEY, "gaps": "a\0b"}, "draft-J3-2"))["facts"][0].startswith("data: ")
    unsigned = await refused(SURVEY, "draft-J3-3")
    assert unsigned["refusal"] == "ChainUnfillable"
    assert any(field["name"] == "beds" for field in (await api.get(there.administrator, f"/tracks/{track}/milestones/3.1-1"))["draft"])


async def test_an_appraisal_needs_its_evidence_before_a_council(api: Asker, stack: Stack) -> None:
    there, track = await opened(api, stack, "j4")
    declared = {"declarations": [{"code": code, "claim": "doing"} for code in ("3.5-10", "3.6-2")]}
    await api.done(there.administrator, f"/tracks/{track}/declaration", request="declare-J4", **declared)
    appraisal = (await api.done(there.administrator, f"/tracks/{track}/appraisals", request="appraise-J4"))["id"]
    path = f"/appraisals/{appraisal}"
    criterion = f"{path}/criteria/TC01"
    files = {"file": ("Quy chế.pdf", PDF, "application/pdf")}
    brought = await api.ask(there.administrator, "POST", f"{criterion}/evidence", data={"request": "bring-J4"}, files=files)
    assert brought.status_code == 201

    members = [{"person": there.officer.login, "seat": "chair"}, {"person": str(there.colleague.id), "seat": "secretary"}]
    words = {"members": members, "founded_by": "QĐ 01/QĐ-BV", "place": "Hội trường"}
    early = await api.post(there.administrator, f"{path}/council", request="council-J4", **words)
    assert (early.status_code, early.json()["refusal"]) == (409, "Incomplete")
    assert len(early.json()["facts"]) == 9

    seen = await api.get(there.officer, path)
    assert (seen["state"], seen["council"], len(seen["criteria"])) == ("evidence", [], 10)
    read = seen["criteria"][0]["evidence"]["sha256"]
    vote = await api.post(there.officer, f"{criterion}/votes", request="vote-J4", finding="met", evidence=read)
    assert (vote.status_code, vote.json()["refusal"]) == (409, "WrongState")
    assert there.officer.name in {one["name"] for one in await api.get(there.officer, f"{path}/candidates")}

    golive = await api.get(there.administrator, f"/tracks/{track}/golive")
    assert golive["readiness"] == "never"
    earlier = [*(f"3.5-{n}" for n in range(1, 9)), "3.2-2", "3.3b-1", "3.3b-5"]
    own = ["certificates_covered", "signatures_stamped", "security", "restore", "verdict", "pilot", "rehearsal"]
    assert [one["code"] for one in golive["gates"]] == earlier + own, "what the plan puts before it, then what the policy asks"
    decided = await api.post(there.administrator, f"/tracks/{track}/golive", request="golive-J4", data={})
    assert (decided.status_code, decided.json()["refusal"]) == (409, "Incomplete")
