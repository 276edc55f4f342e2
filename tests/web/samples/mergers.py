"""Mergers of departments of health: one to be decided, one to call off, one that was refused, one carried out."""

from datetime import date

from web.forms import Form, Option, Told
from web.mergers import Line, MergersPage

BASIS = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội"
OLD, NEW = "Sở Y tế tỉnh Thái Bình", "Sở Y tế tỉnh Hưng Yên"
GIVEN_BACK = Form(
    values={"reason-2": " "},
    faults={"reason-2": "Ghi lý do"},
    told=Told("Dữ liệu gửi lên không hợp lệ.", "", ("Ghi lý do",), ("",), ("reason-2",)),
)
RECEIVING = MergersPage(
    NEW,
    (
        Line("1", OLD, NEW, date(2026, 7, 1), BASIS, "merger_entered", decide=Form(), waits=True),
        Line("3", "Sở Y tế tỉnh Hà Nam", NEW, date(2027, 1, 1), BASIS, "merger_accepted"),
        Line("4", OLD, NEW, date(2025, 7, 1), BASIS, "merger_refused", reason="Số nghị quyết không đúng"),
        Line("5", "Sở Y tế tỉnh Hải Hưng", NEW, date(2025, 7, 1), BASIS, "merger_done"),
    ),
    (Option("26", OLD), Option("35", "Sở Y tế tỉnh Hà Nam")),
    Form(),
)
ENDING = MergersPage(OLD, (Line("2", OLD, NEW, date(2027, 1, 1), BASIS, "merger_entered", call_off=GIVEN_BACK),))
ENTERING = MergersPage(OLD, (), RECEIVING.others, Form(values={"on": "2026-12-01", "basis": BASIS}))
PAGES = {
    "/mergers": ("plans/mergers.html", RECEIVING, "health_officer"),
    "/mergers-new": ("plans/mergers.html", ENTERING, "health_officer"),
    "/mergers/2/ending": ("plans/mergers.html", ENDING, "health_officer"),
}
