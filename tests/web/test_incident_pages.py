"""Incidents' files on pages: opened at a record, listed and linked."""

from datetime import date

from tests.people import HUNG, LAN, PHUC
from tests.stack import Stack
from tests.web.desk import desk
from tests.web.test_record_pages import opened


async def test_an_incident_is_opened_at_a_record_listed_and_linked(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, HUNG) as hung, desk(stack, PHUC) as phuc:
        record, other = await opened(lan, "WEB-RET-4"), await opened(lan, "WEB-RET-5")
        assert "/incidents/new" not in lan.page
        await hung.open(f"{record}/incidents/new")
        assert "phụ lục, dòng 38" in hung.page
        await hung.send(f"{record}/incidents", {"number": "", "happened_on": "", "title": ""})
        assert hung.status == 422
        said = {"number": "SC-WEB/2026", "happened_on": date(2026, 11, 20).isoformat(), "title": "Ngã trong buồng bệnh"}
        await hung.send(f"{record}/incidents", said)
        assert hung.address == record, hung.told()
        assert "SC-WEB/2026" in hung.page
        await lan.open(record)
        assert "SC-WEB/2026" not in lan.page, "number and title are for whoever may read such files"
        await hung.open(f"{other}/incidents/new")
        value = hung.page.split("SC-WEB/2026")[0].rsplit('value="', 1)[1].split('"')[0]
        await hung.send(f"{other}/incidents/links", {"incident": ""})
        assert hung.status == 422
        await hung.send(f"{other}/incidents/links", {"incident": value})
        assert hung.address == other, hung.told()
        await hung.open("/incidents")
        assert "Ngã trong buồng bệnh" in hung.page
        assert "WEB-RET-5" in hung.page
        await phuc.open("/incidents")
        assert phuc.status == 403
