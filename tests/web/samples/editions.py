"""How a hospital's documents are signed: in force, proposed, being written."""

from datetime import date
from uuid import UUID

from domain.names import EditionId
from tests.web.samples.house import HOSPITAL, at
from web.audit import Happened
from web.drawing import Change, StageBox, Told
from web.editions import By, ChainsPage, EditionLine, EditionPage, FormLine
from web.forms import Form
from web.proposals import Drawing, FaultLine, NewEditionPage

PAPER = "45/QC-BVĐK ngày 01/12/2026"
STAGES = (
    StageBox(
        1,
        "Người thực hiện",
        "người thực hiện",
        (Told("Cần", "1 người"), Told("Cách ký", "chữ ký số của người ký"), Told("Nhắc sau mỗi", "4 giờ")),
    ),
    StageBox(
        2,
        "Người duyệt kết quả",
        "Bác sĩ, khoa thực hiện",
        (
            Told("Cần", "2 người"),
            Told("Cách ký", "chữ ký số của người ký"),
            Told("Không trùng người với", "Người thực hiện"),
            Told("Ký thay", "được"),
            Told("Hạn ký", "8 giờ"),
            Told("Báo lên khi quá", "8 giờ: Trưởng khoa, khoa thực hiện; 24 giờ: Giám đốc, toàn cơ sở"),
        ),
    ),
    StageBox(
        3,
        "Văn thư đóng chữ ký số của cơ sở lên phiếu kết quả",
        "Văn thư, toàn cơ sở",
        (Told("Cần", "1 người"), Told("Cách ký", "chữ ký số của cơ sở, dùng bằng PIN của người ký")),
    ),
)
CHANGES = (
    Change("removed", "Trưởng khoa xét nghiệm"),
    Change("added", "Văn thư đóng chữ ký số của cơ sở lên phiếu kết quả", (Told("Người ký", "Văn thư, toàn cơ sở"),)),
    Change("altered", "Người duyệt kết quả", (Told("Cần", "1 người → 2 người"), Told("Hạn ký", "— → 8 giờ"))),
)
DRAWING = Drawing(STAGES, CHANGES, "2026-01")
WAITING = EditionLine("/chains/1", "Phiếu kết quả xét nghiệm", "2027-01", "edition_proposed", date(2027, 1, 1), None, PAPER)
RULING = EditionLine(
    "/chains/2", "Tờ điều trị", "QC 12", "edition_in_force", date(2026, 3, 1), date(2027, 1, 31), "12/QC-BVĐK ngày 15/02/2026"
)
TEXT = """form: lab-result
edition: "2027-01"
effective_from: 2027-01-01
regulation: {number: 45/QC-BVĐK, issued: 2026-12-01}
basis: Quy chế hồ sơ bệnh án điện tử, Điều 7
certainty: S
stages:
  - {name: performed, title: Người thực hiện, who: {named: [performer]}, reason: Thực hiện xét nghiệm}
  - {name: approved, title: Người duyệt kết quả, who: {role: doctor, department: performing}, reason: Duyệt, differs_from: [performed]}
"""


def _edition(line: EditionLine, **other: object) -> EditionPage:
    shown: dict[str, object] = {
        "facility": HOSPITAL,
        "which": EditionId(UUID(int=1)),
        "line": line,
        "basis": "Quy chế hồ sơ bệnh án điện tử, Điều 7",
        "certainty": "S",
        "proposed": By("Phạm Thị Ngọc Ánh", at(20, 9)),
        "approved": None,
        "withdrawn": None,
        "faults": (),
        "drawing": DRAWING,
        "text": TEXT,
        "approve": None,
        "own": False,
        "withdraw": None,
        "timeline": (Happened(at(20, 9), "Phạm Thị Ngọc Ánh", "Quản trị bệnh viện", "Đề nghị trình tự ký"),),
    }
    return EditionPage(**(shown | other))  # type: ignore[arg-type]


PAGES: dict[str, tuple[str, object, str]] = {
    "/chains": (
        "editions/list.html",
        ChainsPage(
            HOSPITAL,
            (
                FormLine(
                    "lab-result",
                    "Phiếu kết quả xét nghiệm",
                    "Người thực hiện → Người duyệt kết quả → Trưởng khoa xét nghiệm",
                    "2026-01",
                    "",
                ),
                FormLine("treatment-sheet", "Tờ điều trị", "Bác sĩ điều trị → Trưởng khoa", "QC 12", "12/QC-BVĐK ngày 15/02/2026"),
                FormLine("survey", "Phiếu khảo sát", "", "", ""),
            ),
            (WAITING,),
            (RULING,),
            may_propose=True,
        ),
        "administrator",
    ),
    "/chains/new": ("editions/new.html", NewEditionPage(HOSPITAL, Form(values={"text": TEXT}), True, (), DRAWING), "administrator"),
    "/chains/new-wrong": (
        "editions/new.html",
        NewEditionPage(
            HOSPITAL,
            Form(values={"text": TEXT.replace("differs_from", "differ_from")}),
            True,
            (
                FaultLine(
                    "dòng 9", "stages[1].differ_from", "không có khóa 'differ_from'; dùng được: name, title, who, reason, method, needed"
                ),
                FaultLine("dòng 9", "stages[1].needed", "cần 2 người ký nhưng bước này chỉ trỏ tới được 1 người"),
                FaultLine("", "", "không đọc được như YAML"),
            ),
            None,
        ),
        "administrator",
    ),
    "/chains/1": ("editions/show.html", _edition(WAITING, approve=Form(values={"first": "2027-01-01"}), withdraw=Form()), "director"),
    "/chains/own": (
        "editions/show.html",
        _edition(WAITING, own=True, faults=(FaultLine("dòng 9", "stages[1].who.role", "hôm nay không ai giữ vai trò 'doctor'"),)),
        "director",
    ),
    "/chains/2": (
        "editions/show.html",
        _edition(RULING, approved=By("Nguyễn Hồng Sơn", at(21, 8)), drawing=Drawing(STAGES, (), "")),
        "administrator",
    ),
    "/chains/3": (
        "editions/show.html",
        _edition(WAITING, withdrawn=By("Nguyễn Hồng Sơn", at(21, 8), "Chưa có trong quy chế"), drawing=Drawing(STAGES, (), "2026-01")),
        "administrator",
    ),
}
