"""A disposal goes its whole way on pages: looked at, proposed, voted on, decided, carried out; what is left is a tombstone."""

import re
from dataclasses import replace
from html import unescape
from uuid import UUID

from domain.disposals import DisposalState
from domain.names import DisposalId, RecordId
from services import disposals, holds, records
from tests.disposing import case, decided, expired, paper, proposed, reaches, signed, voting
from tests.people import DUC, HUNG, LAN, MAI, NAM, OANH, SON, THUY, YEN
from tests.stack import Stack
from tests.web.desk import Desk, desk

SEATS = {"chair": SON, "secretary": THUY, "member-1": HUNG, "member-2": DUC, "member-3": LAN}


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def hidden(here: Desk, *names: str) -> dict[str, str]:
    return {name: unescape(here.hidden(name)) for name in names}


async def codes(stack: Stack, made: list[RecordId]) -> list[str]:
    return [(await records.read(stack.by(NAM), one)).page.record.code for one in made]


async def test_what_is_looked_at_is_what_is_proposed(stack: Stack) -> None:
    one, two, three, four = made = await expired(stack, 4)
    _, second, third, _ = await codes(stack, made)
    await holds.place(stack.by(NAM), case(third))
    async with desk(stack, NAM) as nam:
        await nam.open("/disposals/new?before=2026-01-01")
        assert (nam.status, f'value="{one}"' in nam.page, f'value="{three}"' in nam.page) == (200, True, False)
        assert f"{third} Đang được giữ lại: 12/2026/TLST-DS" in words(nam.page)
        assert re.search(r'<a href="/holds/[0-9a-f-]+">12/2026/TLST-DS</a>', nam.page)
        seen = hidden(nam, "before", "list_sha256", "shown", "without", "nth")
        others = [one_of for one_of in seen["shown"].split() if one_of not in map(str, (one, two))]

        await nam.send("/disposals", seen | {"record": [str(one), str(two)], "page": "1"})
        assert (nam.status, hidden(nam, "without")["without"].split()) == (200, sorted(others))
        seen = hidden(nam, "before", "list_sha256", "shown", "without", "nth")
        await nam.send("/disposals", seen | {"record": [str(one), str(two)], "act": "propose", "title": " "})
        assert (nam.status, "Tên đợt tiêu hủy: cần đặt tên" in nam.told()) == (422, True)
        await holds.place(stack.by(NAM), case(second))
        await nam.send("/disposals", seen | {"record": [str(one), str(two)], "act": "propose", "title": "Đợt thử"})
        assert (nam.status, "Danh mục đã khác" in nam.told(), "Dưới đây là danh mục mới." in nam.page) == (409, True, True)
        assert 'value="Đợt thử"' in nam.page, "what was typed is kept"
        seen = hidden(nam, "before", "list_sha256", "shown", "without", "nth")
        await nam.send("/disposals", seen | {"record": [str(one), str(four)], "act": "propose", "title": "Đợt thử"})
        assert "Hồ sơ vừa chọn lại đã vào danh mục" in nam.page, "what comes back is looked at first"


async def test_its_title_stays_when_nothing_is_left_to_propose(stack: Stack) -> None:
    (one,) = await expired(stack, 1)
    (code,) = await codes(stack, [one])
    async with desk(stack, NAM) as nam:
        await nam.open("/disposals/new?before=2026-01-01")
        seen = hidden(nam, "before", "list_sha256", "shown", "without", "nth")
        await nam.send("/disposals", seen | {"record": [str(one)], "act": "propose", "title": "x" * 301})
        assert (nam.status, "nhiều nhất 300 ký tự" in nam.told()) == (422, True)
        for other in seen["shown"].split():
            held = (await records.read(stack.by(NAM), RecordId(UUID(other)))).page.record.code
            await holds.place(stack.by(NAM), replace(case(held), case=replace(case(held).case, name=f"Giữ {held}")))
        await nam.send("/disposals", seen | {"record": [str(one)], "act": "propose", "title": "Đợt còn lại"})
        assert (nam.status, "đã điền được giữ lại: “Đợt còn lại”" in words(nam.page)) == (409, True), nam.told()
        assert 'name="title" value="Đợt còn lại"' in nam.page
        await nam.open("/disposals/new?before=2026-01-01&title=%C4%90%E1%BB%A3t+kh%C3%A1c")
        assert (nam.status, 'name="title" value="Đợt khác"' in nam.page, code in nam.page) == (200, True, True)


async def test_unticked_on_the_last_look_is_left_out(stack: Stack) -> None:
    one, two = await expired(stack, 2)
    async with desk(stack, NAM) as nam:
        await nam.open("/disposals/new?before=2026-01-01")
        seen = hidden(nam, "before", "list_sha256", "shown", "without", "nth")
        for _ in range(2):
            await nam.send("/disposals", seen | {"record": [str(one)], "act": "propose", "title": "Bỏ chọn"}, request="bo-chon-1")
            assert (nam.status, nam.address.startswith("/disposals/")) == (200, True), nam.told()
        which = DisposalId(UUID(nam.address.rpartition("/")[2]))
        view = await disposals.read(stack.by(NAM), which)
        assert [item.record for item in view.disposal.items] == [one]
        await nam.send(f"{nam.address}/withdrawal", {"why": ""})
        assert (nam.status, 'id="why-wrong"' in nam.page) == (409, True)
        await nam.send(f"/disposals/{which}/withdrawal", {"why": "Lập lại"})
        assert (nam.status, "“Lập lại”" in words(nam.page), "đã rút lại" in words(nam.page)) == (200, True, True)
        assert two


async def members_see_their_own(duc: Desk, lan: Desk, son: Desk, here: str) -> None:
    """One says no to a line, one has no word, the chair sees who has voted and not how."""
    await duc.open(f"{here}/vote")
    sent = hidden(duc, "list", "shown", "page")
    await duc.send(f"{here}/vote", sent | {"act": "all", "against": "2", "note-2": ""})
    assert (duc.status, 'id="note-2-wrong"' in duc.page) == (422, True)
    await duc.send(f"{here}/vote", sent | {"act": "all", "note-2": "Còn giá trị nghiên cứu"})
    assert (duc.status, 'id="note-2-wrong"' in duc.page) == (422, True), "a reason without its tick is not lost in silence"
    assert 'value="Còn giá trị nghiên cứu"' in duc.page
    await duc.send(f"{here}/vote", sent | {"act": "all", "against": "2", "note-2": "Còn giá trị nghiên cứu"})
    assert (duc.status, duc.address) == (200, here), duc.told()
    await duc.open(f"{here}/vote")
    assert "trừ 1 hồ sơ anh/chị ghi không hủy" in words(duc.page)
    assert 'value="Còn giá trị nghiên cứu"' in duc.page
    await lan.open(f"{here}/vote")
    assert "Không tính phiếu của anh/chị: anh/chị là bác sĩ điều trị, đã lập văn bản của hồ sơ, đã ký văn bản của hồ sơ." in lan.page
    assert "Phiếu của anh/chị không tính cho 3 hồ sơ" in words(lan.page)
    assert 'name="against"' not in lan.page
    await son.open(here)
    assert ("Còn giá trị nghiên cứu" in son.page, "1/5 thành viên đã biểu quyết" in son.page) == (False, True)


async def convened(nam: Desk, here: str) -> None:
    """Without a chair it is refused, and what was chosen is kept."""
    await nam.open(f"{here}/council")
    assert f"{NAM.name} ·" not in nam.page, "whoever proposed it is not offered"
    named = {seat: str(who.id) for seat, who in SEATS.items()}
    await nam.send(f"{here}/council", named | {"chair": "", "place": "Phòng họp tầng 2"})
    assert (nam.status, f'value="{THUY.id}" selected' in nam.page) == (422, True)
    await nam.send(f"{here}/council", named | {"place": "Phòng họp tầng 2"})
    assert (nam.status, nam.address.startswith("/documents/")) == (200, True), nam.told()
    assert ("Phòng họp tầng 2" in nam.page, "Có mặt" in nam.page) == (True, False), "nobody has met yet"


async def test_what_is_held_meanwhile_is_told_before_it_is_decided(stack: Stack) -> None:
    made = await expired(stack, 2)
    which = await proposed(stack, "Giữ giữa chừng", made)
    _, second = await codes(stack, made)
    async with desk(stack, NAM) as nam, desk(stack, OANH) as oanh:
        await nam.open(f"/disposals/{which}")
        assert "đang được giữ lại" not in nam.page
        await holds.place(stack.by(NAM), case(second))
        await nam.open(f"/disposals/{which}")
        assert f"1 hồ sơ trong danh mục đang được giữ lại; còn giữ lại thì không bị hủy: {second}." in words(nam.page)
        assert f"{second} Hồ sơ bệnh án nội trú, ngoại trú 31/12/2025 trong danh mục Đang được giữ lại" in words(nam.page)
        await oanh.open(f"/disposals/{which}")
        assert "giữ lại" not in words(oanh.page), "the clerk knows of no holds"


async def test_it_goes_its_whole_way(stack: Stack) -> None:
    one, two, three = await expired(stack, 3)
    which = await proposed(stack, "Tiêu hủy trên trang", [one, two, three])
    here = f"/disposals/{which}"
    async with desk(stack, NAM) as nam, desk(stack, SON) as son, desk(stack, DUC) as duc, desk(stack, LAN) as lan:
        await nam.open("/disposals")
        assert "Tiêu hủy trên trang" in nam.page
        await convened(nam, here)
        await signed(stack, which, "disposal-council", SON, OANH)
        await reaches(stack, which, DisposalState.VOTING)

        await members_see_their_own(duc, lan, son, here)
        await nam.open(f"{here}/vote")
        assert (nam.status, "Chỉ thành viên" in nam.page) == (403, True)
        await nam.send(f"{here}/taking-out", {"item": "không-có", "reason": "Nhầm"})
        assert (nam.status, "không có dòng hoặc hồ sơ nào như vậy" in nam.told()) == (422, True)
        await nam.send(f"{here}/taking-out", {"item": "3", "reason": "Nhầm nhóm"})
        assert (nam.status, "Nhầm nhóm" in nam.page) == (200, True), nam.told()

        for voter in (SON, THUY):
            async with desk(stack, voter) as member:
                await member.open(f"{here}/vote")
                await member.send(f"{here}/vote", hidden(member, "list", "shown", "page") | {"act": "all"})
        await son.open(here)
        assert "Kết thúc biểu quyết và lập biên bản" in son.page
        await son.send(f"{here}/closing", {"conclusion": "Đề nghị hủy"})
        assert (son.status, son.address.startswith("/documents/")) == (200, True), son.told()
        await nam.open(here)
        assert "Còn giá trị nghiên cứu" in nam.page, "closed: everybody's ballots are open"
        assert "đồng ý 3, không đồng ý 0; tính 3/5 phiếu" in words(nam.page)
        assert f"không tính phiếu của {LAN.name} (là bác sĩ điều trị" in words(nam.page)
        minutes = await paper(stack, which, "disposal-minutes")
        stood = f"{LAN.name}: là bác sĩ điều trị, đã lập văn bản, đã ký văn bản"
        told = [(one["items"], one["counted"], one["members"], one["aside"]) for one in minutes["tallies"]]
        assert told == [("1", 3, 5, stood), ("2", 3, 5, stood)]
        await signed(stack, which, "disposal-minutes", THUY, HUNG, DUC, LAN, SON)
        await reaches(stack, which, DisposalState.REVIEWED)
        await nam.send(f"{here}/decision", {})
        assert (nam.status, nam.address.startswith("/documents/")) == (200, True), nam.told()
        await signed(stack, which, "disposal-decision", SON, OANH)
        await reaches(stack, which, DisposalState.DESTROYED)
        await nam.open(here)
        assert "biên bản hủy đang chờ ký" in words(nam.page)
        file = await nam.open(f"{here}/list.csv")
        assert file.lstrip("\ufeff").splitlines()[0] == "TT,Số hồ sơ,Nhóm lưu trữ,Hết thời hạn,SHA-256,Kết quả,Lý do"
        assert "Nhầm nhóm" in file
        for one_of in (MAI, YEN):
            async with desk(stack, one_of) as stranger:
                await stranger.open(here)
                assert stranger.status == 403


async def test_a_destroyed_record_is_a_tombstone_wherever_it_is_met(stack: Stack) -> None:
    (one,) = await expired(stack, 1)
    before = await records.read(stack.by(NAM), one)
    which = await proposed(stack, "Bia mộ", [one])
    await voting(stack, which)
    await decided(stack, which)
    await signed(stack, which, "disposal-decision", SON, OANH)
    await reaches(stack, which, DisposalState.DESTROYED)
    record, sheets = before.page.record, before.documents
    clinical = [document.title for document, _version in sheets if document.title]
    async with desk(stack, NAM) as nam, desk(stack, LAN) as lan:
        for here in (nam, lan):
            await here.open(f"/records/{one}")
            assert here.status == 200
            said = words(here.page)
            assert ("đã hủy" in said, record.code in said, f"/disposals/{which}" in here.page) == (True, True, True)
            assert not [title for title in clinical if title in said]
            assert "Đái tháo đường" not in said
            await here.open(f"/records/{one}?reads=1")
            assert here.status == 200
            for end in ("retention", "sheets", "sheets/new", "orders/new", "discharge", "admission", "doctor", "incidents/new"):
                await here.open(f"/records/{one}/{end}")
                assert here.status in (403, 404, 409), end
            for address in (f"/records?q={record.code}", "/", "/incidents", f"/?q={record.code}"):
                await here.open(address)
                assert here.status in (200, 403), address
        for document, _version in sheets:
            newest = f"/documents/{document.id}/{document.current}"
            whole = f"/documents/{document.id}"
            for address in (whole, newest, f"{newest}/pdf", f"{newest}/signers", f"/look-up/{document.code}", f"{whole}/addenda/new"):
                await nam.open(address)
                assert (nam.status, "đã hủy vì hết thời hạn lưu trữ" in words(nam.page)) == (409, True), address
            await nam.send(f"{whole}/copies", {"medium": "paper", "to": "patient"})
            assert (nam.status, "đã hủy vì hết thời hạn lưu trữ" in words(nam.page)) == (409, True)
        for order in before.orders:
            await lan.open(f"/orders/{order.order.id}")
            assert lan.status == 409
        await nam.send(f"/records/{one}/copies", {})
        assert nam.status == 409
