"""What hsba counts itself, through the JSON interface."""

from tests.api.asker import Asker
from tests.rollout import province
from tests.stack import Stack


async def test_facts_are_told_with_what_they_were_counted_from(api: Asker, stack: Stack) -> None:
    there, other = await province(stack, "fact1"), await province(stack, "fact2")
    path = f"/facilities/{there.hospital}/facts"
    found = await api.get(there.officer, path, fact=["certificates_covered", "orders_signed"], days=30)
    people, orders = found["facts"]
    assert (found["days"], people["code"], people["counted"]["denominator"]) == (30, "certificates_covered", 1)
    assert [(one["name"], one["numerator"], one["denominator"]) for one in people["parts"]] == [("Quản trị bệnh viện", 0, 1)]
    assert (orders["value"], orders["sentence"]) == (None, "Chỉ định đã ký đủ, 30 ngày qua: chưa có gì để đo")
    assert (await api.ask(other.officer, "GET", path)).status_code == 403
    assert (await api.ask(there.officer, "GET", path, params={"fact": "x"})).status_code == 404
