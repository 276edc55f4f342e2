"""The archive through the interface."""

from tests.api.asker import Asker
from tests.care import archived
from tests.people import LAN, NAM
from tests.stack import Stack


async def test_the_records_office_reads_how_the_archive_stands(stack: Stack, api: Asker) -> None:
    await archived(stack)
    found = await api.get(NAM, "/archive")
    assert found["records"] >= 1
    assert found["waiting_documents"] >= 3
    assert (found["renewal_lead_months"], len(found["months"]), found["lost_groups"]) == (18, 24, 0)
    assert all(one["fits"] for one in found["months"])
    assert (await api.ask(LAN, "GET", "/archive")).json()["refusal"] == "NotAllowed"
