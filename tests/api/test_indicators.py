"""A plan's indicators through the JSON interface."""

from tests.api.asker import Asker
from tests.rollout import province
from tests.stack import Stack


async def test_values_are_reported_and_read_with_their_sources(api: Asker, stack: Stack) -> None:
    there = await province(stack, "ia1")
    path, today = f"/plans/{there.plan}/indicators", stack.by(there.officer).today.isoformat()
    said = {"unit": there.department, "numerator": 56, "denominator": 54, "day": today}
    await api.done(there.officer, f"{path}/trien-khai/reports", request="ia1-1", origin="paper", source="BC 412", **said)
    await api.done(
        there.officer, f"{path}/trien-khai/reports", request="ia1-2", origin="system", source="Cổng", **{**said, "numerator": 49}
    )
    one = next(line for line in await api.get(there.officer, path) if line["code"] == "trien-khai")
    assert [(value["numerator"], value["percent"], value["above"]) for value in one["newest"]] == [(56, 103.7, True), (49, 90.7, False)]
    assert [len(clash["values"]) for clash in one["clashes"]] == [2]
    assert (one["counted"]["origin"], one["counted"]["numerator"], one["counted"]["denominator"]) == ("hsba", 0, 1)
    assert one["target"] == "100%"
    wrong = await api.post(there.officer, f"{path}/trien-khai/reports", request="ia1-3", origin="hsba", source="x", **said)
    assert (wrong.status_code, wrong.json()["refusal"]) == (422, "Malformed")
    elsewhere = await api.post(there.administrator, f"{path}/trien-khai/reports", request="ia1-4", origin="paper", source="x", **said)
    assert elsewhere.status_code == 403
    assert (await api.post(there.officer, f"{path}/khac/reports", request="ia1-5", origin="paper", source="x", **said)).status_code == 404
