"""A plan beside its paper, with a finding decided and one whose form was given back."""

from datetime import date

from domain.names import PersonId, id_of
from domain.plan_decisions import Choice, PlanDecision
from policies.plan_blocks import Word
from policies.plan_contents import contents
from policies.plan_uploads import plan_of_upload
from policies.plan_workbooks import EXAMPLE
from services.plan_papers import Decided
from tests.web.samples.house import at
from tests.web.samples.rollout import TITLE
from web.forms import Form, Option
from web.plan_papers import FindingLine, PaperPage
from web.rehearsals import OutcomeLine, RehearsalPage
from web.words import CONTENTS

PLAN = plan_of_upload("vi-du.yaml", EXAMPLE.read_bytes())
TASKS = [section.title for section in contents(PLAN)].index(Word.TASKS)
PAPER = PaperPage(
    "hung-yen-2026",
    TITLE,
    "Số: …/KH-UBND",
    "Ủy ban nhân dân tỉnh Hưng Yên",
    None,
    "",
    (Option("/plan-papers/hung-yen-2026", "Tất cả", "2"), Option("/plan-papers/hung-yen-2026?show=hard", "Mâu thuẫn cứng", "1")),
    (
        FindingLine(
            "0123456789ab",
            True,
            "II.3.6",
            "rõ thời gian",
            "hạn 30/12/2026 muộn hơn 30/09/2025 theo TT 13/2025/TT-BYT Đ4 k2 (bệnh viện) (S)",
            (("II.3.6", "Trước ngày 31/12/2026."), ("TT 13/2025/TT-BYT Đ4 k2", "30/09/2025")),
            "Đưa hạn về chậm nhất 30/09/2025 cho đối tượng này.",
            (
                Decided(
                    PlanDecision(
                        "0123456789ab",
                        "hạn 30/12/2026 muộn hơn 30/09/2025",
                        Choice.KEEP,
                        "Bệnh viện đã quá hạn, giữ nguyên",
                        PersonId(id_of("person", "Vũ Đình Kỳ")),
                        at(21, 9),
                    ),
                    "Vũ Đình Kỳ",
                ),
            ),
            Form(),
        ),
        FindingLine(
            "ba9876543210", False, "II.1", "rõ người", "không ghi đơn vị thực hiện", (), "", (), Form(faults={"reason": "Ghi lý do"}), True
        ),
    ),
    contents(PLAN)[TASKS].blocks,
    {task.code: (("rõ người", True), ("rõ thời gian", False)) for task in PLAN.tasks},
    (*contents(PLAN)[:TASKS], *contents(PLAN)[TASKS + 1 :]),
    CONTENTS,
    (Option("mend", "Sửa kế hoạch"), Option("keep", "Giữ nguyên")),
    {"mend": "Sửa kế hoạch", "keep": "Giữ nguyên"},
)

REHEARSAL = RehearsalPage(
    "hung-yen-2026",
    TITLE,
    Form(),
    "title: Một nhà cung cấp chậm\nplayers:\n- {code: bv, name: Bệnh viện Đa khoa tỉnh, kind: hospital}\n",
    date(2026, 5, 1),
    date(2027, 1, 31),
    (
        OutcomeLine(
            "Bệnh viện Đa khoa tỉnh",
            date(2026, 12, 31),
            (("3.2-2", 60),),
            (),
            41,
            (
                (at(1, 8, month=5), "3.1-1", "nhắc trước hạn", ""),
                (at(1, 10, month=7), "3.1-1", "báo cáo xong → Sở Y tế", "Nhà cung cấp chậm"),
            ),
            {"3.2-2": "Nhà cung cấp chậm"},
        ),
        OutcomeLine(
            "Trung tâm Y tế Khoái Châu",
            None,
            (("3.6-2", 61),),
            ("3.3b-1", "3.6-2"),
            90,
            (),
            {"3.3b-1": "Không có cán bộ công nghệ thông tin", "3.6-2": "chờ 3.3b-1, không bao giờ xong"},
        ),
        OutcomeLine(
            "Sở Y tế",
            None,
            (("3.7a-1", 108),),
            ("3.7a-1",),
            24,
            (),
            {"3.7a-1": "chờ 3.5-10 của 2 đơn vị, sau cùng là Bệnh viện Đa khoa tỉnh, nghiệm thu 31/03/2027"},
            {"3.7a-1": "01/04/2027"},
        ),
    ),
    1,
)
FAULTY = RehearsalPage("hung-yen-2026", TITLE, Form(faults={"scenario": "Dòng 3: không có khóa 'kin'"}), "players: [{kin: hospital}]")

PAGES: dict[str, tuple[str, object, str]] = {
    "/plan-papers/hung-yen-2026": ("plans/paper.html", PAPER, "health_officer"),
    "/plan-papers/hung-yen-2026/rehearsal": ("plans/rehearsal.html", REHEARSAL, "health_officer"),
    "/plan-papers/hung-yen-2026/rehearsal ": ("plans/rehearsal.html", FAULTY, "health_officer"),
}
