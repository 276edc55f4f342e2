"""A result on its page: nothing false is preset, nothing typed is lost, a refused sheet is made again from what it said."""

import re
from datetime import timedelta

from domain.clock import VIETNAM
from tests.people import DUC, LAB, LAN, MAI, NAM
from tests.stack import Stack
from tests.web.desk import Desk, desk
from tests.web.test_record_pages import opened

WHOLE = {"line": ["1", "2"], "note": "Lấy lại", "conclusion": "Lấy lại"}
"""A conclusion in the very words of why there is a new version."""


def times(stack: Stack) -> dict[str, str]:
    now = stack.clock().astimezone(VIETNAM)
    ago = {"sampled_at": 30, "received_at": 20, "resulted_at": 5}
    return {name: (now - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M") for name, minutes in ago.items()}


def row(n: int, name: str, value: str, reference: str = "", flag: str = "", line: str = "") -> dict[str, str]:
    return {f"name-{n}": name, f"value-{n}": value, f"reference-{n}": reference, f"flag-{n}": flag, f"line-{n}": line}


async def two_services(lan: Desk, code: str) -> str:
    """An order of two services of the laboratory; gives its address."""
    record = await opened(lan, code)
    fields = {
        "service-1": "Kali máu",
        "department-1": LAB,
        "service-2": "HBsAg test nhanh",
        "department-2": LAB,
        "diagnosis": "Suy thận mạn",
    }
    await lan.send(f"{record}/orders", fields)
    assert lan.address.startswith("/orders/"), lan.told()
    return lan.address


def chosen(page: str, field: str) -> str:
    """The option a select of the page shows."""
    found = re.search(rf'<select name="{field}".*?</select>', page, re.DOTALL)
    assert found
    picked = re.search(r'value="([^"]*)" selected', found[0])
    return picked[1] if picked else ""


async def test_what_lies_within_its_range_is_normal(stack: Stack) -> None:
    """Its place is written as the empty flag: neither the page nor the sheet may take that for unknown."""
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        order = await two_services(lan, "WEB-0111")
        sent = times(stack) | row(1, "Natri", "140", "135-145", line="1") | row(2, "Kali", "6,9", "3,5 – 5,0", line="2")
        await mai.send(f"{order}/results", sent | {"line": ["1", "2"]})
        assert mai.address.startswith("/documents/"), mai.told()
        assert "1 giá trị bất thường trong 2" in mai.page


async def test_a_number_is_judged_by_its_range_and_a_word_by_a_person(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        order = await two_services(lan, "WEB-0101")
        await mai.open(f"{order}/results/new")
        assert chosen(mai.page, "flag-1") == ""
        assert "checked" not in mai.page, "with two services nothing is ticked beforehand"
        sent = times(stack) | row(1, "Kali", "6,9", "3,5 – 5,0", line="1") | row(2, "HBsAg", "dương tính", "âm tính", line="2")
        await mai.send(f"{order}/results", sent | {"line": ["1", "2"]})
        assert mai.status == 422
        assert "Dòng 2: không so được với khoảng tham chiếu, hãy chọn nhận định" in mai.page
        await mai.send(f"{order}/results", sent | {"line": ["1", "2"], "flag-2": "A"})
        assert mai.address.startswith("/documents/"), mai.told()
        assert "2 giá trị bất thường trong 2" in mai.page
        assert "cao" in mai.page


async def test_a_flag_that_contradicts_the_range_is_refused_and_nothing_typed_is_lost(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        order = await two_services(lan, "WEB-0102")
        sent = times(stack) | row(1, "Kali", "6,9", "3,5 – 5,0", "normal") | {"line": ["2"], "conclusion": "Theo dõi điện tim"}
        await mai.send(f"{order}/results", sent)
        assert mai.status == 422
        assert "Dòng 1: giá trị cao hơn khoảng tham chiếu" in mai.page
        assert chosen(mai.page, "flag-1") == "normal"
        assert re.findall(r'name="line" value="(\d)" checked', mai.page) == ["2"]
        for kept in ('value="6,9"', 'value="3,5 – 5,0"', "Theo dõi điện tim", f'value="{sent["sampled_at"]}"'):
            assert kept in mai.page
        await mai.send(f"{order}/results", sent | {"line": []})
        assert mai.status == 422
        assert "chọn dịch vụ" in mai.page.lower()


async def test_the_author_reads_why_and_makes_the_sheet_again_from_what_it_said(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai, desk(stack, DUC) as duc:
        order = await two_services(lan, "WEB-0103")
        sent = times(stack) | row(1, "Kali", "6,9", "3,5 – 5,0", line="1") | row(2, "HBsAg", "âm tính", "âm tính", "normal", "2")
        await mai.send(f"{order}/results", sent | {"line": ["1", "2"], "conclusion": "Kali cao"})
        document = mai.address.split("/")[2]
        await mai.open("/?q=WEB-0103")
        assert ("đã ký 0/3" in mai.page, "WEB-0103" in mai.page) == (True, True), "the same count as on the document"
        await mai.sign(document, 1)
        await duc.open(f"/documents/{document}/1")
        await duc.send(f"/documents/{document}/1/refusal", {"read": duc.hidden("read"), "reason": "Mẫu tan máu " * 200})
        assert (duc.status, "dài nhất 2000 ký tự" in duc.page) == (422, True)
        await duc.send(f"/documents/{document}/1/refusal", {"read": duc.hidden("read"), "reason": " "})
        assert duc.page.index("Mã PIN") < duc.page.index("Còn thiếu") < duc.page.index("Lý do từ chối"), "told where it is missing"
        assert duc.page.count("Còn thiếu") == 1
        await duc.send(f"/documents/{document}/1/refusal", {"read": duc.hidden("read"), "reason": "Mẫu tan máu, lấy lại"})
        assert "Làm lại phiếu" not in duc.page, "who refuses does not make it again"

        await mai.open(f"/documents/{document}/1")
        assert "Lý do: “Mẫu tan máu, lấy lại”" in mai.page
        again = f"{order}/results/new?again={document}"
        assert f'href="{again}"' in mai.page
        for address in ("/worklist", "/"):
            await mai.open(address)
            assert "Mẫu tan máu, lấy lại" in mai.page, address
            assert f'href="{again}"' in mai.page, address

        await mai.open(again)
        assert "Bản 1 bị từ chối: “Mẫu tan máu, lấy lại”" in mai.page
        for kept in ('value="6,9"', 'value="3,5 – 5,0"', 'value="âm tính"', ">Kali cao<", f'value="{sent["sampled_at"]}"'):
            assert kept in mai.page
        assert [chosen(mai.page, name) for name in ("flag-1", "flag-2", "line-1", "line-2")] == ["H", "normal", "1", "2"]
        assert re.findall(r'name="line" value="(\d)"', mai.page) == ["1", "2"]

        await mai.send(
            f"{order}/results", sent | {"line": ["1", "2"], "value-1": "4,1", "flag-1": "H", "again": document, "note": "Lấy lại"}
        )
        assert mai.status == 422, "the flag of before does not fit the value of now"
        assert 'name="again"' in mai.page, "still the same sheet"
        await mai.send(f"{order}/results", sent | WHOLE | {"value-1": "4,1", "again": document})
        assert mai.address == f"/documents/{document}/2", mai.told()
        await mai.open("/worklist")
        assert again not in mai.page
        await mai.open(f"/documents/{document}/2")
        told = mai.page[mai.page.index("Các bản</h2>") :]
        assert (told.count("Lý do: “Lấy lại”"), told.count("Lấy lại")) == (1, 2)
        assert "Kết luận: Kali cao → Lấy lại" in told, "only why there is a new version is not told as a change"
        assert told.count("Lý do: “Mẫu tan máu, lấy lại”") == 1


async def test_what_is_refused_is_told_once_wherever_its_form_stands(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai, desk(stack, DUC) as duc:
        order = await two_services(lan, "WEB-0113")
        await mai.send(f"{order}/results", times(stack) | row(1, "Kali", "4,1", "3,5 – 5,0") | {"line": ["1"]})
        document = mai.address.split("/")[2]
        sent = {"read": mai.hidden("read"), "reason": " "}
        await mai.send(f"/documents/{document}/1/refusal", sent)
        assert mai.page.count("Còn thiếu") == 1, "her own sheet has no form to refuse it with: told above the PIN"
        await mai.sign(document, 1)
        await mai.send(f"/documents/{document}/1/withdrawal", sent | {"why": " "})
        assert mai.page.count("Còn thiếu") == 1
        assert mai.page.index("Rút lại văn bản này") < mai.page.index('<a href="#why">Lý do rút lại: cần nêu lý do</a>')
        await duc.send(f"/documents/{document}/1/withdrawal", sent | {"why": "Nhầm"})
        assert duc.status == 403
        assert duc.page.count('class="told') >= 1
        assert "không có quyền làm việc này" in duc.page, "a form of before, sent by a colleague on the same machine"


async def test_only_what_stands_on_the_page_is_led_to(stack: Stack) -> None:
    async with desk(stack, LAN) as lan:
        order = await two_services(lan, "WEB-0114")
        await lan.send(f"{order}/cancellations", {"line": "2", "reason": ""})
        assert "Cần nêu lý do" in lan.page or "cần nêu lý do" in lan.page
        assert lan.page.count(' id="reason"') == 1
        assert '<a href="#reason">' in lan.page
        assert 'href="#lines"' not in lan.page
        assert "data-fault" not in lan.page


async def test_above_the_form_each_fault_is_told_with_its_field_and_all_at_once(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai:
        order = await two_services(lan, "WEB-0112")
        sent = times(stack) | row(1, "Kali", "4,1", "3,5 – 5,0") | {"line": ["1"], "sampled_at": "", "resulted_at": "hôm qua"}
        await mai.send(f"{order}/results", sent)
        assert mai.status == 422
        assert '<a href="#sampled_at">Lấy mẫu lúc: chọn ngày và giờ</a>' in mai.page
        assert '<a href="#resulted_at">Có kết quả lúc: chọn ngày và giờ</a>' in mai.page
        await mai.send(f"{order}/results", times(stack) | row(1, "Kali", "", "3,5 – 5,0") | {"line": ["1"]})
        assert '<a href="#value-1-wrong">Dòng 1' in mai.page, mai.told()
        late = times(stack) | {"received_at": (stack.clock() + timedelta(hours=9)).strftime("%Y-%m-%dT%H:%M")}
        await mai.send(f"{order}/results", late | row(1, "Kali", "4,1", "3,5 – 5,0") | {"line": ["1"]})
        assert '<a href="#received_at">Nhận mẫu lúc: ' in mai.page
        mai.client.cookies.set("hsba_language", "en")
        await mai.send(f"{order}/results", sent)
        assert '<a href="#sampled_at">' in mai.page
        assert "Sampled at" in mai.page


async def test_who_may_not_deliver_has_no_button(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai, desk(stack, NAM) as nam:
        order = await two_services(lan, "WEB-0104")
        await mai.send(f"{order}/results", times(stack) | row(1, "Kali", "4,1", "3,5 – 5,0") | {"line": ["1"]})
        document = mai.address.split("/")[2]
        await mai.send(f"/documents/{document}/1/refusal", {"read": mai.hidden("read"), "reason": "Gõ nhầm người"})
        assert "Làm lại phiếu" in mai.page
        await nam.open(f"/documents/{document}/1")
        assert "Gõ nhầm người" in nam.page
        assert "Làm lại phiếu" not in nam.page
        await mai.open(f"{order}/results/new")
        assert "HBsAg test nhanh" in mai.page, "the other service still waits"
        assert f"again={document}" in mai.page, "and the refused sheet is a step away"


async def test_a_changed_value_does_not_keep_the_flag_of_before(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai, desk(stack, DUC) as duc:
        order = await two_services(lan, "WEB-0120")
        sent = times(stack) | row(1, "WBC", "12,4", "4,0 - 10,0", line="1") | row(2, "Kali", "7,1", "3,5 - 5,0", "critical", "2")
        await mai.send(f"{order}/results", sent | {"line": ["1", "2"]})
        document = mai.address.split("/")[2]
        await mai.sign(document, 1)
        await duc.open(f"/documents/{document}/1")
        await duc.send(f"/documents/{document}/1/refusal", {"read": duc.hidden("read"), "reason": "Xem lại"})
        await mai.open(f"{order}/results/new?again={document}")
        before = {name: mai.hidden(name) for name in ("was-1", "preset-1", "was-2", "preset-2")}
        again = sent | before | {"line": ["1", "2"], "flag-1": "H", "again": document, "note": "Đo lại"}
        await mai.send(f"{order}/results", again | {"value-1": "abc", "value-2": "6,8"})
        assert (mai.status, mai.page.count("kết quả khác bản trước, hãy chọn lại nhận định")) == (422, 4), mai.told()
        assert (chosen(mai.page, "flag-1"), chosen(mai.page, "flag-2")) == ("", "")
        assert ("was-1" in mai.page, 'value="abc"' in mai.page) == (False, True)
        untouched = again | {"value-1": "abc", "value-2": "6,8", "flag-1": "", "flag-2": "critical", **dict.fromkeys(before, "")}
        await mai.send(f"{order}/results", untouched)
        assert (mai.status, "không so được với khoảng tham chiếu, hãy chọn nhận định" in mai.page) == (422, True)
        await mai.send(f"{order}/results", again | {"value-1": "13,0"})
        assert mai.address == f"/documents/{document}/2", "what the range itself says needs no choice"


async def test_a_long_reason_is_clipped_in_lists_and_whole_on_the_document(stack: Stack) -> None:
    async with desk(stack, LAN) as lan, desk(stack, MAI) as mai, desk(stack, DUC) as duc:
        order = await two_services(lan, "WEB-0121")
        sent = times(stack) | row(1, "WBC", "12,4", "4,0 - 10,0", line="1")
        await mai.send(f"{order}/results", sent | {"line": ["1"]})
        document = mai.address.split("/")[2]
        await mai.sign(document, 1)
        await duc.open(f"/documents/{document}/1")
        await duc.send(f"/documents/{document}/1/refusal", {"read": duc.hidden("read"), "reason": "Tan máu " * 100 + "hết lời."})
        for address, whole in (("/worklist", False), ("/?show=returned", False), (f"/documents/{document}/1", True)):
            await mai.open(address)
            assert ("Tan máu Tan máu" in mai.page, "hết lời." in mai.page) == (True, whole), address
