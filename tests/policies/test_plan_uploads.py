"""What is wrong with an uploaded plan is told with line, or page and cell; nothing of it is half loaded."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from policies.faults import Fault, PoliciesRefused
from policies.plan_uploads import plan_of_upload
from policies.plan_workbooks import EXAMPLE, template, workbook_of
from policies.plan_written import yaml_of
from policies.reader import load
from policies.sheets import LARGEST

TEMPLATE = template()
YAML = EXAMPLE.read_text(encoding="utf-8")


def faults(name: str, content: bytes) -> tuple[Fault, ...]:
    with pytest.raises(PoliciesRefused) as refused:
        plan_of_upload(name, content)
    return refused.value.faults


def edited(change: Callable[[Any], object]) -> bytes:
    book = load_workbook(BytesIO(TEMPLATE))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(page: str, cell: str, value: object, looks: str = "") -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[page][cell] = value
        if looks:
            book[page][cell].number_format = looks

    return change


def packed(**parts: bytes) -> bytes:
    """The template with parts put over its own; `a__b` is the part `a/b`."""
    named = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    out = BytesIO()
    with ZipFile(BytesIO(TEMPLATE)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for one in given.infolist():
            if one.filename not in named:
                made.writestr(one.filename, given.read(one))
        for name, content in named.items():
            made.writestr(name, content)
    return out.getvalue()


SLIPS = [
    ("Thời hạn", "G2", "31/6/2026", "không có trong lịch", "tasks[0].dues[0].day"),
    ("Thời hạn", "G2", "cuối tháng", "phải là ngày, dạng 31/12/2026", "tasks[0].dues[0].day"),
    ("Thời hạn", "G2", "46203", "phải là ngày", "tasks[0].dues[0].day"),
    ("Thời hạn", "C2", "đâu đó", "chỉ nhận: đúng ngày; đến hết ngày", "tasks[0].dues[0].form"),
    ("Thời hạn", "G2", date(2026, 4, 29), "từ ngày đầu đến ngày cuối", "tasks[0].dues[0].day"),
    ("Thời hạn", "B3", "9-9", "không có ở trang Đầu việc", ""),
    ("Thời hạn", "A4", "1", "không thuộc nhiệm vụ của dòng này", ""),
    ("Nhiệm vụ", "A3", "1", "'1' đã dùng ở Nhiệm vụ!A2", "tasks[1].code"),
    ("Nhiệm vụ", "A3", None, "thiếu 'Số'", "tasks[1]"),
    ("Nhiệm vụ", "C2", None, "thiếu 'Tên nhiệm vụ'", "tasks[0].title"),
    ("Nhiệm vụ", "H2", "so-ytế!", "không có đơn vị", "tasks[0].carries_out.units"),
    ("Nhiệm vụ", "A2", 1.1, "bảng tính đã đổi thành số 1.1", "tasks[0].code"),
    ("Nhiệm vụ", "A2", date(2026, 3, 1), "bảng tính đã đổi thành ngày", "tasks[0].code"),
    ("Nhiệm vụ", "C1", "Tên việc", "không có cột 'Tên việc'", ""),
    ("Nhiệm vụ", "C1", "Số", "cột 'Số' có hai lần", ""),
    ("Nhiệm vụ", "Z2", "ghi thêm", "cột không có tên", ""),
    ("Đầu việc", "A2", "7", "không có ở trang Nhiệm vụ", ""),
    ("Đầu việc", "D2", "Làm gì đó", "chỉ nhận: Chỉ đạo, điều hành", "tasks[0].parts[0].kind"),
    ("Đầu việc", "S2", None, "thiếu 'Nguyên văn'", "tasks[0].parts[0].quote"),
    ("Việc đi trước", "B2", "1-2", "thành vòng", "tasks[0].parts[1].after"),
    ("Việc đi trước", "B2", "9-9", "không có phần việc '9-9'", "tasks[0].parts[1].after[0].part"),
    ("Số tiền", "B2", "1.234,5.6", "số tiền '1.234,5.6' không đọc được", "sums[0].amount"),
    ("Dòng kinh phí", "D2", "9,00.0", "số tiền '9,00.0' không đọc được", "tables[0].lines[0].amounts[0]"),
    ("Dòng kinh phí", "G2", "1", "dòng có 4 ô, bảng có 3 cột", "tables[0].lines[0].amounts"),
    ("Dòng kinh phí", "A2", "2", "không có ở trang Bảng kinh phí", ""),
    ("Báo cáo", "A2", "so-y-tế-nào", "không có đơn vị", "reports[0].reporter"),
    ("Quy chế", "A2", "1", "thiếu 'Danh sách đóng'", "regulations[0].closed"),
    ("Trách nhiệm", "C2", "đúng", "chỉ nhận: có, không", "duties[0].lead"),
    ("Số tiền", "F2", "hai nghìn", "phải là số nguyên", "sums[0].year"),
    ("Thông tin chung", "B2", "Ví dụ/2", "mã kế hoạch chỉ có chữ thường", "code"),
    ("Thông tin chung", "B15", None, "thiếu 'Mở được từ ngày'", "effective_from"),
    ("Thông tin chung", "A4", "Tên", "không có mục 'Tên'", ""),
]


@pytest.mark.parametrize(("page", "cell", "value", "words", "path"), SLIPS, ids=[f"{s[0]}!{s[1]} {s[3]}" for s in SLIPS])
def test_a_slip_is_told_with_its_cell(page: str, cell: str, value: object, words: str, path: str) -> None:
    found = faults("sai.xlsx", edited(put(page, cell, value)))
    place = f"{page}!{cell}"
    near = [one for one in found if one.cell == place or (one.path == path and one.cell.startswith(f"{page}!"))]
    assert any(words in one.vi and one.en for one in near), "\n".join(map(str, found))
    assert any(one.path == path for one in near), "\n".join(map(str, found))


def test_all_faults_are_told_at_once_each_place_once() -> None:
    def change(book: Any) -> None:
        put("Thời hạn", "G2", "31/6/2026")(book)
        put("Đầu việc", "D2", "Làm gì đó")(book)
        put("Nhiệm vụ", "C2", None)(book)

    found = faults("sai.xlsx", edited(change))
    assert [one.cell for one in found] == ["Nhiệm vụ!C2", "Đầu việc!D2", "Thời hạn!G2"]
    assert str(found[2]).startswith("sai.xlsx Thời hạn!G2 tasks[0].dues[0].day: ngày '31/6/2026' không có trong lịch / ")


def test_a_formula_is_refused_with_its_cell() -> None:
    (one,) = faults("a.xlsx", edited(put("Số tiền", "B2", "=SUM(A1:A3)")))
    assert (one.cell, "công thức" in one.vi, "formula" in one.en) == ("Số tiền!B2", True, True)


def test_merged_cells_are_refused_with_their_range() -> None:
    (one,) = faults("a.xlsx", edited(lambda book: book["Đơn vị"].merge_cells("B3:C4")))
    assert (one.cell, "ô gộp" in one.vi) == ("Đơn vị!B3:C4", True)


def test_a_merged_range_of_a_whole_page_costs_nothing() -> None:
    sheet = ZipFile(BytesIO(TEMPLATE)).read("xl/worksheets/sheet4.xml")
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    found = faults("a.xlsx", packed(xl__worksheets__sheet4_xml=sheet.replace(b"</sheetData>", merge)))
    assert found[0].cell.endswith("!A1:XFD1048576")


def test_strange_and_missing_pages_are_named() -> None:
    (one,) = faults("a.xlsx", edited(lambda book: book.create_sheet("Nháp")))
    assert "không có trang 'Nháp'" in one.vi
    (one,) = faults("a.xlsx", edited(lambda book: book.remove(book["Nhiệm vụ"])))
    assert "thiếu trang 'Nhiệm vụ'" in one.vi
    (one,) = faults("a.xlsx", edited(lambda book: book.remove(book["Thời hạn"])))
    assert "thiếu trang 'Thời hạn'" in one.vi, "a plan without its deadlines would look better than it is"


def test_hidden_things_order_case_and_what_is_for_people_do_not_matter() -> None:
    def change(book: Any) -> None:
        book["Đơn vị"].sheet_state = "hidden"
        book["Đầu việc"].row_dimensions[2].hidden = True
        book["Căn cứ"].title = "Căn  cứ"
        book.move_sheet("Nhiệm vụ", 9)
        del book["Hướng dẫn"]
        put("Đầu việc", "D2", " khảo sát  hiện trạng")(book)
        put("Thời hạn", "G2", "30/4/2026")(book)
        put("Nhiệm vụ", "A2", 1, "General")(book)

    assert plan_of_upload("a.XLSX", edited(change)) == plan_of_upload("mau.xlsx", TEMPLATE)


def test_what_would_unpack_without_end_is_not_unpacked() -> None:
    found = faults("a.xlsx", packed(xl__media__big=b"\0" * 60_000_000))
    assert "bung ra" in found[0].vi
    found = faults("a.xlsx", packed(xl__styles_xml=b"<styleSheet>" + b"<xf/>" * 150_000 + b"</styleSheet>"))
    assert "120000 ô và mục" in found[0].vi


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl__externalLinks__externalLink1_xml": b"<a/>"}, "liên kết tới sổ khác"),
        ({"xl__vbaProject.bin": b"\1"}, "macro"),
        ({"xl__connections_xml": b"<a/>"}, "kết nối dữ liệu ngoài"),
        ({"xl__sharedStrings_xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "khai báo lạ"),
        ({"xl__workbook_xml": '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")}, "khai báo lạ"),
        ({"xl__workbook_xml": b"<a>" * 200 + b"</a>" * 200}, "không mở được"),
        ({"xl__workbook_xml": b'<a ref="' + b"A1 " * 50_000 + b'"/>'}, "khai báo lạ"),
    ],
)
def test_what_no_plan_needs_is_refused(parts: dict[str, bytes], words: str) -> None:
    assert words in faults("a.xlsx", packed(**parts))[0].vi


def test_a_row_behind_a_later_one_is_not_left_out_in_silence() -> None:
    sheet = ZipFile(BytesIO(TEMPLATE)).read("xl/worksheets/sheet4.xml")
    twice = sheet.replace(b"</sheetData>", b'<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')
    assert "không mở được" in faults("a.xlsx", packed(xl__worksheets__sheet4_xml=twice))[0].vi


def test_a_page_without_end_is_refused() -> None:
    found = faults("a.xlsx", edited(put("Ghi chú", "A900000", "xa")))
    assert "nhiều hơn 5000 dòng" in found[0].vi
    assert faults("a.xlsx", edited(put("Ghi chú", "ZZ2", "xa")))[0].cell == "Ghi chú!A2"


def test_bytes_that_are_nothing_are_refused() -> None:
    for content in (b"", b"PK\3\4", b"\xd0\xcf\x11\xe0" + b"\0" * 600, TEMPLATE[:9000], TEMPLATE[:-40]):
        assert "không mở được" in faults("a.xlsx", content)[0].vi
    assert "chỉ nhận tệp" in faults("a.xls", TEMPLATE)[0].vi
    assert "lớn hơn" in faults("a.yaml", b"a" * (LARGEST + 1))[0].vi


def test_a_yaml_upload_is_read_as_a_shipped_file_is() -> None:
    plan = plan_of_upload("C:\\Tài liệu\\Kế hoạch.YAML", YAML.encode("utf-8-sig"))
    assert plan == plan_of_upload("mau.xlsx", TEMPLATE)
    (one,) = faults("thư mục/sai.yaml", YAML.replace("day: 2026-04-30", "day: 2026-04-31").encode())
    assert (one.file, one.path, "phải là ngày" in one.vi) == ("sai.yaml", "tasks[0].dues[0].day", True)
    assert one.line is not None
    assert "2026-04-30" in YAML.splitlines()[one.line - 1]
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\n"
    assert "bí danh" in faults("bom.yaml", bomb.encode())[0].vi
    assert "lồng nhau" in faults("sau.yaml", b"[" * 100_000)[0].vi
    assert "YAML" in faults("nhi-phan.yml", b"\xff\xfe\0")[0].vi


def test_two_tasks_of_one_number_are_told_at_the_second() -> None:
    found = faults("sai.yaml", YAML.replace('  - code: "2"\n    section: II.2', '  - code: "1"\n    section: II.2').encode())
    one = next(fault for fault in found if fault.path == "tasks[1].code")
    assert "mã '1' đã dùng ở tasks[0].code" in one.vi
    assert one.line is not None
    assert YAML.splitlines()[one.line - 1] == '  - code: "2"'


def test_a_dot_for_thousands_in_a_table_of_commas_is_refused_at_its_place_however_it_came() -> None:
    plan = next(one for one in load().plans if one.code == "bac-giang-2025")
    written = yaml_of(plan).replace("'3,135'", "'3.135'", 1)
    (one,) = faults("bac-giang.yaml", written.encode())
    assert (one.path, "nếu là hàng nghìn ghi '3,135'" in one.vi) == ("tables[0].lines[0].amounts[0]", True)
    assert one.line is not None
    assert "'3.135'" in written.splitlines()[one.line - 1]
    book = load_workbook(BytesIO(workbook_of(plan)))
    cell = next(one for row in book["Dòng kinh phí"].iter_rows() for one in row if one.value == "9,356")
    cell.value = "9.356"
    out = BytesIO()
    book.save(out)
    (one,) = faults("bac-giang.xlsx", out.getvalue())
    assert (one.cell, "nếu là hàng nghìn ghi '9,356'" in one.vi) == (f"Dòng kinh phí!{cell.coordinate}", True)


def test_a_repeated_number_is_told_once_with_how_many_places_follow_from_it() -> None:
    plan = next(one for one in load().plans if one.code == "hung-yen-2026")
    (one,) = faults("sai.yaml", yaml_of(plan).replace("  - code: '3.2'", "  - code: '3.1'", 1).encode())
    assert (one.path, "mã '3.1' đã dùng ở tasks[2].code" in one.vi) == ("tasks[3].code", True)
    assert "vì thế 4 chỗ khác nhắc mã không có" in one.vi
    assert "so 4 others name what is not there" in one.en
    book = load_workbook(BytesIO(workbook_of(plan)))
    next(row[0] for row in book["Nhiệm vụ"].iter_rows() if row[0].value == "3.2").value = "3.1"
    out = BytesIO()
    book.save(out)
    (one,) = faults("sai.xlsx", out.getvalue())
    assert (one.cell, "vì thế 14 chỗ khác" in one.vi) == ("Nhiệm vụ!A5", True)


def test_what_is_wrong_beside_a_repeated_number_is_told_all_the_same() -> None:
    said = YAML.replace('  - code: "2"\n    section: II.2', '  - code: "1"\n    section: II.2').replace(
        "day: 2026-04-30", "day: 2026-04-29"
    )
    assert [one.path for one in faults("sai.yaml", said.encode())] == ["tasks[1].code", "tasks[0].dues[0].day"]


@pytest.mark.parametrize(("page", "cell", "heading", "filled"), [("Nhiệm vụ", "A1", "Số", "A2"), ("Đầu việc", "B1", "Mã", "B2")])
def test_a_dropped_heading_is_told_with_its_column_and_nothing_that_follows_from_it(
    page: str, cell: str, heading: str, filled: str
) -> None:
    missing, bare = faults("sai.xlsx", edited(put(page, cell, None)))
    assert (missing.cell, missing.vi) == (f"{page}!A1", f"thiếu cột: {heading}")
    assert (bare.cell, bare.vi) == (f"{page}!{filled}", "cột không có tên ở dòng đầu")


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"a: &x 1\nb: *x\n", 2, "không dùng bí danh YAML"),
        (b"a: 1\nb: \xff\xfe\n", 2, "chữ không phải UTF-8"),
        (b"a: 1\nb: 'x\x07y'\n", 2, "có ký tự điều khiển"),
        (b"a: 1\n\tb: 2\n", 2, "có dấu Tab"),
        (b"a: 1\nb: c: d\n", 2, "thừa dấu hai chấm"),
        (b"a: 1\nb: [1, 2\nc: 3\n", 3, "thiếu dấu phẩy hoặc dấu đóng ngoặc"),
        (b"code: a\ntitle: !!binary aGVsbG8=\n", 2, "giá trị lạ"),
    ],
)
def test_whatever_cannot_be_read_is_told_with_its_line(content: bytes, line: int, words: str) -> None:
    told = faults("sai.yaml", content)
    assert (line, True) in {(one.line, words in one.vi) for one in told}, told
    assert all(one.line for one in told)


def test_what_is_allowed_is_listed_without_english_between() -> None:
    (one,) = faults("sai.yaml", YAML.replace("kind: province", "kind: tinh", 1).encode())
    assert "chỉ nhận: 'ministry', 'province', 'department'" in one.vi
    assert " or " not in one.vi


def test_faults_without_end_are_told_in_brief() -> None:
    def change(book: Any) -> None:
        for row in range(2, 702):
            put("Đơn vị", f"H{row}", "x" * 1000)(book)

    found = faults("a.xlsx", edited(change))
    assert len(found) == 501
    assert found[-1].vi.startswith("và ")
    assert max(len(str(one)) for one in found) < 600
