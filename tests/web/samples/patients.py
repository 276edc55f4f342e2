"""A patient who was brought in without papers, and whose records were joined and taken apart."""

from dataclasses import replace
from datetime import date

from services.patients import Confirmed, Numbered
from tests.web.samples.house import at
from web.forms import Form
from web.patients import CorrectionLine, MoveLine, PatientPage, RecordLine

FOUND = PatientPage(
    "/patients/NB26-000119",
    "NB26-000119",
    "Đặng Văn Ỷ",
    date(1958, 4, 12),
    "",
    "TAM-26-000119",
    (
        RecordLine("1", "/records/1", "BA-26-004512", "open", "Nội trú", "Khoa Nội tổng hợp", at(18, 8, 20)),
        RecordLine("2", "/records/2", "BA-26-003310", "archived", "Ngoại trú", "Khoa Hồi sức tích cực", at(2, 3, 5, month=10)),
    ),
    (
        MoveLine("NB26-000088", "NB26-000119", ("BA-26-003310",), False, "Lê Thị Ỷ", at(19, 9), "Ghi nhầm người bệnh cùng buồng"),
        MoveLine("NB26-000119", "NB26-000088", ("BA-26-003310", "BA-26-003311"), True, "Lê Thị Ỷ", at(18, 9), "Hai mã là một người"),
    ),
    None,
    Form(),
    Form(),
)
JOINED = replace(
    FOUND,
    citizen_id="033058000119",
    numbered=Numbered(at(19, 10), "Lê Thị Ỷ", "Người nhà đưa căn cước công dân"),
    identify=None,
    correct=Form(values={"patient": "Đặng Văn Ỷ", "birth": "1958-04-12", "sex": "male", "number": "033058000119"}),
    corrections=(CorrectionLine(("Ngày sinh: 04/12/1958 → 12/04/1958",), "Lê Thị Ỷ", at(19, 12), "Ghi ngược ngày và tháng"),),
    confirmed=(Confirmed("1", at(19, 11), "Đặng Thị Ỷ", "Đã đổi tên, xem căn cước công dân mới"),),
)
PAGES: dict[str, tuple[str, object, str]] = {
    "/patients/NB26-000119": ("patients/show.html", FOUND, "records_officer"),
    "/patients/NB26-000120": ("patients/show.html", JOINED, "records_officer"),
}
