"""A record is borrowed, read, given back; an outsider is let in; a glass is broken and reviewed, on pages."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape

import pytest

from domain.names import DocumentId, RecordId
from services import records
from tests.care import archived, opened
from tests.people import LAN, NAM, PHUC, SON
from tests.stack import Stack
from tests.web.desk import Desk, desk


@pytest.fixture(scope="module")
async def kept(stack: Stack) -> tuple[RecordId, DocumentId]:
    return await archived(stack)


@pytest.fixture
async def shut(stack: Stack, kept: tuple[RecordId, DocumentId]) -> AsyncIterator[tuple[RecordId, DocumentId, str]]:
    """An archived record after the term in which those who treated still read it, its result, its code."""
    stack.clock.ahead += timedelta(days=31)
    yield (*kept, (await records.read(stack.by(NAM), kept[0])).page.record.code)
    stack.clock.ahead -= timedelta(days=31)


def ask(code: str, **other: str) -> dict[str, str]:
    return {"kind": "loan", "purpose": "review", "codes": code, "days": "5", "reason": "Bình bệnh án của khoa", **other}


def words(here: Desk) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", here.page).split()))


async def test_found_by_its_code_borrowed_read_and_given_back(stack: Stack, shut: tuple[RecordId, DocumentId, str]) -> None:
    record, document, code = shut
    async with desk(stack, PHUC) as phuc, desk(stack, NAM) as nam:
        await phuc.open(f"/records?q={code}")
        assert "Nguyễn Thị Thuỳ Hạnh" not in phuc.page
        assert all(one in words(phuc) for one in (code, "N.T.T.H. 1970", "Khoa Nội tổng hợp", "Đề nghị mượn"))
        await phuc.open(f"/records/{record}")
        assert (phuc.status, "lập phiếu đề nghị mượn" in phuc.page) == (403, True)
        await phuc.open(f"/grants/new?code={code}")
        await phuc.send("/grants", ask(code, reason=" ", days="99"))
        assert (phuc.status, "Ghi lý do" in phuc.page, "Từ 1 đến 14 ngày" in phuc.page) == (422, True, True)
        await phuc.send("/grants", ask(code))
        where = phuc.address
        assert "chờ duyệt" in words(phuc)

        await nam.open("/")
        assert "Duyệt đề nghị mượn, xem hồ sơ bệnh án" in nam.page
        await nam.open("/grants?show=asked")
        assert PHUC.name in nam.page
        await nam.open(where)
        await nam.send(f"{where}/decision", {"said": "no", "days": "5", "reason": ""})
        assert (nam.status, "Ghi lý do" in nam.page) == (422, True)
        await nam.send(f"{where}/decision", {"said": "yes", "days": "3", "reason": "Đọc tại khoa"})
        assert (nam.status, "đang cho xem" in words(nam)) == (200, True)

        await phuc.open(f"/records/{record}")
        assert "Đang đọc theo phiếu mượn (bình bệnh án, kiểm tra chất lượng)" in words(phuc)
        assert not re.search(r'action="/records/[^"]*/(closing|copies|discharge)', phuc.page)
        await phuc.open(f"/documents/{document}")
        assert (phuc.status, "Đang đọc theo phiếu mượn" in phuc.page, "addenda/new" in phuc.page) == (200, True, False)
        await phuc.open("/grants/mine")
        assert code in phuc.page
        await nam.open(f"/records/{record}?reads=1")
        assert "Phiếu mượn, Bình bệnh án, kiểm tra chất lượng" in words(nam)
        await phuc.send(f"{where}/ending", {"why": ""})
        assert "đã trả" in words(phuc)
        assert (await phuc.open(f"/records/{record}"), phuc.status)[1] == 403
        await nam.open("/grants?show=over&q=ngo hoang phuc")
        assert where in nam.page


async def test_a_court_is_let_in_by_the_director_and_given_copies(stack: Stack, shut: tuple[RecordId, DocumentId, str]) -> None:
    record, _, code = shut
    async with desk(stack, NAM) as nam, desk(stack, SON) as son:
        await nam.open(f"/grants/new?kind=outsider&code={code}")
        assert "Chỉ cho xem một số văn bản" in nam.page
        typed = ask(code, kind="outsider", purpose="court", may_copy="1", body="Tòa án nhân dân khu vực 1", name="Nguyễn Văn Thẩm")
        await nam.send("/grants", typed | {"paper": "45/CV-TA"})
        assert (nam.status, "Chọn ngày của văn bản" in nam.page, 'value="45/CV-TA"' in nam.page) == (422, True, True)
        await nam.send("/grants", typed | {"paper": "45/CV-TA", "paper_day": "2026-01-09"})
        where = nam.address
        await son.open(where)
        assert ("Chỉ cho xem một số văn bản" in son.page, f"/records/{record}" in son.page) == (False, False), "nothing clinical"
        await son.send(f"{where}/decision", {"said": "yes", "days": "5", "may_copy": "1"})
        await nam.open(where)
        link = re.search(rf'href="(/records/{record}\?grant=[^"]*)"', nam.page)
        assert link
        await nam.open(unescape(link[1]))
        assert "Đang mở cho cơ quan ngoài xem" in nam.page
        await nam.open(where)
        action = re.search(r'action="(/records/[^"]*/copies\?grant=[^"]*)"', nam.page)
        assert action
        await nam.send(unescape(action[1]), {})
        assert nam.headers["content-type"] == "application/zip"
        await nam.open(f"/records/{record}")
        assert "Cơ quan ngoài, Tòa án, viện kiểm sát, cơ quan điều tra" in words(nam)
        await son.send(f"{where}/ending", {"why": "Đã cung cấp xong"})
        assert "đã thu hồi" in words(son)


async def test_the_glass_is_broken_and_reviewed(stack: Stack) -> None:
    record = await opened(stack, "73-0009")
    async with desk(stack, PHUC) as phuc, desk(stack, NAM) as nam, desk(stack, LAN) as lan:
        await phuc.open("/records?q=BA-73-0009")
        assert "Mở khẩn cấp" in phuc.page
        await phuc.open("/grants/new?code=BA-73-0009")
        await phuc.send(f"/records/{record}/emergency", {"why": " ", "code": "BA-73-0009"})
        assert (phuc.status, "Ghi lý do" in phuc.page) == (422, True)
        await phuc.send(f"/records/{record}/emergency", {"why": "Ngừng tim tại hành lang", "code": "BA-73-0009"})
        assert (phuc.address, "Đang mở khẩn cấp (phá kính)" in phuc.page, "Ra chỉ định" in phuc.page) == (f"/records/{record}", True, False)
        await nam.open("/grants?show=review")
        where = re.search(r'href="(/grants/[0-9a-f-]{36})"', nam.page)
        assert where
        await nam.open(where[1])
        await nam.send(f"{where[1]}/review", {"finding": "justified", "words": ""})
        assert (nam.status, "Ghi lý do" in nam.page) == (422, True)
        await nam.send(f"{where[1]}/review", {"finding": "justified", "words": "Có phiếu cấp cứu"})
        assert "Có lý do cấp cứu" in words(nam)
        await lan.open(f"/records/{record}")
        assert "Mở hồ sơ khẩn cấp (phá kính)" in lan.page, "whoever treats sees it in the timeline"
        assert (await lan.open("/grants?show=review"), lan.status)[1] == 200, "their own list"
        assert where[1] not in lan.page
