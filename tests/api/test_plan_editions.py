"""A last day that is moved through the JSON interface: at once, or by a paper that is signed first."""

from uuid import UUID

from domain.names import DocumentId
from tests.api.asker import Asker
from tests.care import sign, until
from tests.reminding import office, signed_dates
from tests.stack import Stack

SAID = {"milestone": "3.2-1", "to": "2027-01-15", "reason": "Bão số 12", "paper": "Tờ trình số 61/TTr-BV"}


async def test_a_day_moves_at_once_unless_the_department_signs_each_move(api: Asker, stack: Stack) -> None:
    there = await office(stack, "pa1")
    here = f"/plans/{there.there.plan}"
    moved = await api.post(there.officer, f"{here}/dates", request="move-pa1", **SAID)
    assert (moved.status_code, moved.json()) == (200, {"document": None})
    with signed_dates(stack):
        said = SAID | {"to": "2027-01-20"}
        made = (await api.post(there.officer, f"{here}/dates", request="move-pa1-2", **said)).json()
        assert (await api.post(there.officer, f"{here}/dates", request="move-pa1-2", **said)).json() == made
        again = await api.post(there.officer, f"{here}/dates", request="move-pa1-3", **said)
        assert again.status_code == 409
        (paper,) = (await api.get(there.officer, f"{here}/changes"))["papers"]
        found = {name: paper[name] for name in ("document", "milestone", "before", "to", "state", "in_force_at", "void")}
        assert found == {
            "document": made["document"],
            "milestone": "3.2-1",
            "before": "2027-01-15",
            "to": "2027-01-20",
            "state": "waiting",
            "in_force_at": None,
            "void": None,
        }
        for one in (there.head, there.clerk):
            await sign(stack, one, DocumentId(UUID(made["document"])))

        async def papers() -> list[dict[str, object]]:
            return list((await api.get(there.officer, f"{here}/changes"))["papers"])

        await until(papers, lambda found: found[0]["in_force_at"] is not None, 40)
        assert (await api.get(there.officer, f"{here}/changes"))["moves"][-1]["after"] == "2027-01-20"
