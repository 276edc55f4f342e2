"""What the database cannot keep, a NUL character above all: told like anything else that is wrong, in the form where it was typed."""

from tests.people import LAN, NAM, PHUC, YEN
from tests.stack import Stack
from tests.web.desk import desk


async def test_a_form_with_nul_comes_back_filled(stack: Stack) -> None:
    shift = {"person": str(PHUC.id), "duty": "doctor", "since": "2031-04-05T16:30", "until": "2031-04-06T07:00", "paper": "Lịch 9"}
    async with desk(stack, NAM) as here:
        await here.send("/duties", shift | {"paper": "Lịch\x00 9"})
        assert (here.status, "không lưu được" in here.told(), 'value="2031-04-05T16:30"' in here.page) == (422, True, True)
        await here.send("/duties", shift, request="a\x00b")
        assert here.status == 422
    async with desk(stack, YEN) as here:
        await here.send(f"/people/{PHUC.id}/posts", {"role": "doctor", "since": "2031-01-01", "basis": "QĐ\x00"})
        assert (here.status, "không lưu được" in here.told()) == (422, True)


async def test_an_address_with_nul_is_refused(stack: Stack) -> None:
    async with desk(stack, LAN) as here:
        for address in ("/?q=%00", "/?q=%00&show=zz", "/?q=%00&show=other", "/look-up/%00", "/records?q=%00"):
            await here.open(address)
            assert here.status == 422, address
