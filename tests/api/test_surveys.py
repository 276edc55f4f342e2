"""Surveys through the interface."""

from io import BytesIO

from openpyxl import load_workbook

from tests.api.asker import Asker
from tests.rollout import province
from tests.stack import Stack
from tests.surveying import ANSWERS, SHORT


async def test_begun_saved_by_two_submitted_reviewed_and_compared(stack: Stack, api: Asker) -> None:
    there = await province(stack, "ks-a1")
    all_, one = f"/tracks/{there.track}/surveys", f"/tracks/{there.track}/surveys/1"
    for _ in range(2):
        assert await api.done(there.administrator, all_, request="ks-1") == {"number": 1}
    saved = await api.done(there.administrator, f"{one}/answers", request="ks-2", base=0, answers=dict(ANSWERS))
    assert (saved["version"], saved["changed"], saved["clashes"]) == (1, len(ANSWERS), [])
    await api.done(there.administrator, f"{one}/answers", request="ks-3", base=1, answers={"beds": 530})
    late = await api.done(there.administrator, f"{one}/answers", request="ks-4", base=1, answers={"beds": 540, "ups": None})
    assert [(each["question"], each["mine"], each["theirs"]) for each in late["clashes"]] == [("beds", 540, 530)]
    refused = await api.post(there.administrator, f"{one}/submission", request="ks-5")
    assert (refused.status_code, refused.json()["refusal"]) == (422, "Malformed")
    await api.done(there.administrator, f"{one}/answers", request="ks-6", base=3, answers={"ups": 2})
    await api.done(there.administrator, f"{one}/submission", request="ks-7")
    found = await api.get(there.officer, one)
    assert (found["state"], found["acts"], len(found["questions"])) == ("submitted", ["review"], 55)
    remarks = {"beds": "Theo biên bản ngày 10/11"}
    await api.done(there.officer, f"{one}/review", request="ks-8", accepted=True, words="Khớp", remarks=remarks)
    gaps = await api.get(there.officer, f"{one}/gaps")
    assert [each["question"] for each in gaps["findings"] if each["met"] is False] == list(SHORT)
    first = gaps["investments"][0]
    assert (first["quantity"], first["category"], "price" in first) == (28, "hardware", False)
    assert [each["number"] for each in await api.get(there.officer, all_)] == [1]
    assert (await api.post(there.administrator, f"{one}/answers", request="ks-9", base=4, answers={"beds": 1})).status_code == 409
    await api.done(there.administrator, all_, request="ks-10")
    await api.done(there.administrator, f"{all_}/2/answers", request="ks-11", base=0, answers={**ANSWERS, "beds": 530, "workstations": 240})
    await api.done(there.administrator, f"{all_}/2/submission", request="ks-12")
    told = await api.get(there.officer, f"{all_}/2/difference")
    assert [(each["question"], each["turn"], each["more"]) for each in told["differences"]] == [("workstations", "closed", 28)]
    assert (await api.post(there.officer, f"{one}/paper", request="ks-13")).status_code == 403


async def test_what_is_strange_is_refused(stack: Stack, api: Asker) -> None:
    there = await province(stack, "ks-a2")
    one = f"/tracks/{there.track}/surveys/1"
    await api.done(there.administrator, f"/tracks/{there.track}/surveys", request="ka-1")
    for answers in ({"patients": 3}, {"beds": [1]}, {"beds": {"a": 1}}, {"his": 6}, {"restored": "có"}, {"restored_on": "14/10"}):
        refused = await api.post(there.administrator, f"{one}/answers", request="ka-2", base=0, answers=answers)
        assert (refused.status_code, refused.json()["refusal"]) == (422, "Malformed"), answers
    assert (await api.post(there.administrator, f"{one}/answers", request="ka-3", base=-1, answers={})).status_code == 422
    await api.done(there.administrator, f"{one}/answers", request="ka-4", base=0, answers={"beds": 520})
    made = await api.ask(there.administrator, "GET", f"{one}/workbook.xlsx")
    assert load_workbook(BytesIO(made.content)).worksheets[0]["D2"].value == 520
