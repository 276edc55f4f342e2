"""Plans beside their papers through the JSON interface: read whole, decided about, refused in words."""

from policies.plan_uploads import plan_of_upload
from tests.api.asker import Asker
from tests.people import LAN
from tests.rollout import province
from tests.stack import Stack

CODE = "bac-giang-2025"


async def test_a_plan_is_read_whole_and_a_finding_is_decided(api: Asker, stack: Stack) -> None:
    there = await province(stack, "pa1", opens=False)
    listed = {one["code"]: one for one in await api.get(there.officer, "/plan-papers")}
    assert listed[CODE]["number"] is None
    paper = await api.get(there.officer, f"/plan-papers/{CODE}")
    assert len(paper["plan"]["tables"][0]["lines"]) == 17
    money = next(one for one in paper["findings"] if one["severity"] == "hard")
    assert [side["place"] for side in money["quotes"]] == ["III.2", "Phụ lục"]
    asked = {"request": "decide-pa1", "choice": "mend", "reason": "Sửa lời văn theo phụ lục"}
    answer = await api.post(there.officer, f"/plan-papers/{CODE}/findings/{money['key']}/decide", **asked)
    assert answer.status_code == 204
    again = await api.get(there.officer, f"/plan-papers/{CODE}")
    kept = next(one for one in again["findings"] if one["key"] == money["key"])["decisions"]
    assert [(one["choice"], one["reason"], one["by"]) for one in kept] == [("mend", "Sửa lời văn theo phụ lục", there.officer.name)]


async def test_who_may_not_and_what_is_not_there_is_refused(api: Asker, stack: Stack) -> None:
    there = await province(stack, "pa2", opens=False)
    path = f"/plan-papers/{CODE}/findings/000000000000/decide"
    assert (await api.post(there.administrator, path, request="pa2-1", choice="keep", reason="…")).status_code == 403
    wrong = await api.post(there.officer, path, request="pa2-2", choice="keep", reason="vì thế")
    assert (wrong.status_code, wrong.json()["refusal"]) == (422, "Malformed")
    assert "kế hoạch không còn phát hiện này" in wrong.text
    assert (await api.ask(there.officer, "GET", "/plan-papers/ca-mau-2025")).status_code == 404
    assert (await api.ask(LAN, "GET", f"/plan-papers/{CODE}")).status_code == 403


async def test_a_plan_is_fetched_as_a_file(api: Asker, stack: Stack) -> None:
    there = await province(stack, "pa3", opens=False)
    for wanted, media in (("xlsx", "spreadsheetml.sheet"), ("pdf", "application/pdf"), ("yaml", "application/yaml")):
        got = await api.ask(there.officer, "GET", f"/plan-papers/{CODE}/export?format={wanted}")
        assert (got.status_code, got.headers["content-disposition"]) == (200, f'attachment; filename="{CODE}.{wanted}"')
        assert media in got.headers["content-type"]
        if wanted != "pdf":
            assert plan_of_upload(f"a.{wanted}", got.content) == stack.house.policies.plan(CODE)
    wrong = await api.ask(there.officer, "GET", f"/plan-papers/{CODE}/export?format=docx")
    assert (wrong.status_code, "chỉ nhận xlsx, pdf, yaml" in wrong.text) == (422, True)
    assert (await api.ask(LAN, "GET", f"/plan-papers/{CODE}/export?format=pdf")).status_code == 403
