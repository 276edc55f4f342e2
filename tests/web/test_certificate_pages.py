"""Certificates on pages: who is missing, the list drawn up, what was issued, one's own confirmed and reported lost."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

from domain.clock import day
from domain.names import DocumentId
from tests.care import sign
from tests.preparing import hospital
from tests.stack import Stack
from tests.web.desk import desk


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


async def test_from_the_list_to_the_certificate_in_hand(stack: Stack) -> None:
    of = await hospital(stack, "wc1")
    register, today = f"/tracks/{of.there.track}/certificates", day(stack.clock())
    async with desk(stack, of.administrator) as anh, desk(stack, of.doctor) as loc, desk(stack, of.there.officer) as tam:
        await tam.open(register)
        assert "4/6" in words(tam.page)
        assert "Lập danh sách đề nghị cấp" not in tam.page
        await anh.send(f"/tracks/{of.there.track}/certificate-requests", {"to": "", "route": "public_ca"})
        assert (anh.status, "Kính gửi (nơi cấp): ghi nơi nhận" in anh.told(), "họn ít nhất một người" in anh.told()) == (422, True, True)
        sent = {"people": [str(of.doctor.id)], "route": "public_ca", "to": "VNPT-CA", "reason": "Chuẩn bị ký số đơn thuốc."}
        await anh.send(f"/tracks/{of.there.track}/certificate-requests", sent)
        document = re.search(r"/documents/([0-9a-f-]{36})", anh.address)
        assert document
        view = await anh.open(register)
        here = re.search(r'href="(/certificate-requests/[0-9a-f-]+)"', view)
        assert here
        await anh.open(here[1])
        assert "Ký đủ và cấp số xong mới ghi được" in words(anh.page)
        for one in (of.administrator, of.director, of.clerk):
            await sign(stack, one, DocumentId(UUID(document[1])))
        while "Ghi chứng thư số đã cấp" not in await anh.open(here[1]):
            pass
        typed = {"serial-1": "x", "authority-1": "VNPT-CA", "issued_on-1": today.isoformat(), "until-1": today.isoformat()}
        await anh.send(f"{here[1]}/people/1/issue", typed)
        assert (anh.status, "hi số sê-ri trên chứng thư" in anh.told(), "gày hết hạn phải sau" in anh.told()) == (
            422,
            True,
            True,
        )
        until = (today + timedelta(days=300)).isoformat()
        await anh.send(f"{here[1]}/people/1/issue", typed | {"serial-1": "54010ABC", "until-1": until})
        assert "đã cấp, chờ nhận bàn giao" in words(anh.page)
        await loc.open("/")
        assert "Chứng thư số của anh/chị đã được cấp" in words(loc.page)
        await loc.open("/me/certificates")
        await loc.send(f"{here[1]}/receipt", {})
        assert "đã nhận bàn giao" in words(loc.page)
        await anh.send(f"{here[1]}/people/1/test", {"on-1": today.isoformat(), "words-1": "Ký thử đơn thuốc"})
        assert "Ký thử đơn thuốc" in words(anh.page)
        await loc.send(f"{here[1]}/loss?n=1", {"reason-1": " "})
        assert (loc.status, "hi lý do" in loc.told()) == (422, True)
        await loc.send(f"{here[1]}/loss?n=1", {"reason-1": "Rơi mất USB"})
        assert "Đã báo mất, hỏng: Rơi mất USB" in words(loc.page)
        await anh.open("/")
        assert "mất hoặc hỏng chứng thư số" in words(anh.page)
        await anh.send(f"{here[1]}/people/9/test", {"on-9": today.isoformat()})
        assert anh.status == 404
