"""Appraisals, as each who takes part sees them."""

from dataclasses import replace
from datetime import date

from store.queries.appraisals import Sitting
from tests.web.samples.house import HOSPITAL, at
from tests.web.samples.rollout import FILE, HAPPENED
from web.appraisal_acts import Acts, Lacking
from web.appraisal_pages import AppraisalPage, CriterionShown, Earlier, FileLine, Looked, PaperLine
from web.council_hours import HourPage
from web.council_lines import Counts, Member
from web.councils import CouncilPage, SubstitutePage
from web.criteria import CriterionLine
from web.forms import Form, Option

CRITERIA = (
    "Cơ sở đã ban hành quy chế lập, cập nhật, quản lý, lưu trữ, sử dụng và bảo mật hồ sơ bệnh án điện tử, có quy định ký",
    "Mỗi vai trò có cách ký, xác nhận hợp pháp; chứng thư số bị thu hồi hoặc hết hạn thì bị từ chối",
    "Mỗi nội dung ghi vào hồ sơ đều hiện người ghi và thời điểm; không có tài khoản dùng chung",
    "Nội dung đã ký không bị ghi đè, xóa; mọi sửa đổi là phiên bản mới có lý do, người sửa, thời điểm",
    "Quyền theo vai trò và thời gian; xem tách khỏi sao chép; quyền xem, nhập, sửa, hủy, khôi phục tách nhau",
    "Mọi tương tác với hồ sơ đều để lại vết, kể cả lượt xem",
)
FINDINGS = (Option("met", "Đạt"), Option("not_met", "Không đạt"), Option("not_applicable", "Không áp dụng"))
PEOPLE = (Option("1", "Ngô Bá Thạch · Trưởng khoa, Khoa Nội"), Option("2", "Đỗ Duy Khánh · Cán bộ công nghệ thông tin"))
AWAY = "/appraisals/1/substitutes/4"
COUNCIL = (
    Member("1", "Vũ Đình Kỳ", "Chủ tịch", "Chuyên viên Sở Y tế, Phòng Nghiệp vụ Y", "10/10", "voted"),
    Member("2", "Ngô Bá Thạch", "Thư ký", "Trưởng khoa, Khoa Nội", "7/10", "unvoted"),
    Member("3", "Đỗ Duy Khánh", "Ủy viên", "Cán bộ công nghệ thông tin", "4/4", "apart", note="không biểu quyết về TC05"),
    Member("4", "Lê Thị Hoa", "Ủy viên", "Trưởng khoa, Khoa Dược", "0/10", "unvoted", replace=AWAY),
    Member("5", "Phạm Văn Long", "Ủy viên", "Trưởng khoa, Khoa Ngoại", "0/0", "absent"),
    Member("6", "Hoàng Thị Mai", "Ủy viên", "Bác sĩ, Khoa Ngoại", "2/10", "unvoted", note="dự thay Phạm Văn Long"),
)
FOUND = (
    replace(COUNCIL[0], state="met"),
    replace(COUNCIL[1], cast="10/10", state="not_met", reason="Chưa thấy bản ghi lượt xem tháng 9."),
    COUNCIL[2],
    replace(COUNCIL[3], cast="10/10", state="not_applicable", reason="Khoa không có máy trạm riêng.", replace=""),
    COUNCIL[4],
    replace(COUNCIL[5], cast="10/10", state="met"),
)
SHORTFALLS = (
    Lacking("TC05", CRITERIA[4], "Tách quyền xem khỏi quyền sao chép; khóa tài khoản đã nghỉ việc.", date(2026, 12, 15)),
    Lacking("TC06", CRITERIA[5], "Ghi lượt xem vào nhật ký.", date(2026, 12, 20)),
)
PAPERS = (
    PaperLine("Quyết định thành lập Hội đồng chuyên môn", "/documents/76", "complete"),
    PaperLine("Biên bản họp Hội đồng chuyên môn", "/documents/77", "signing"),
)


SITTING = Sitting(
    number=1,
    triggered_at=at(20, 9, 0),
    reason="",
    anyway="",
    rests_on=None,
    founded_by="Quyết định 318/QĐ-BV ngày 02/10/2026",
    founding=None,
    held_at="Phòng họp tầng 2",
    meets_at=at(20, 14, 0),
    convened_at=at(20, 14, 0),
    decided_at=None,
    conclusion="",
    minutes=None,
    decision=None,
    closed_at=None,
    stale_told="",
)
CRITERION = CriterionShown(
    "TC05",
    5,
    CRITERIA[4],
    "Luật Khám bệnh, chữa bệnh 15/2023/QH15 Đ69 k3-k5; CV 365 III.1.1 c, g",
    "Bảng phân quyền; biên bản thử truy cập ngoài quyền",
    False,
    "",
    (
        FileLine(FILE, "Phạm Thị Ngọc Ánh, 16:12 20/11/2026", basis="Quy chế phân quyền truy cập số 52/QC-BV ngày 02/10/2026"),
        FileLine(replace(FILE, name="Lượt xem được ghi nhật ký, 7 ngày qua: 1250"), "Phạm Thị Ngọc Ánh, 16:20 20/11/2026", True),
    ),
    "a" * 64,
    "Đạt",
    "Đã tách quyền từ tháng 9",
    None,
    Looked("Lượt xem được ghi nhật ký, 7 ngày qua: 1250 (yêu cầu ít nhất 1)", True, "/facts/HY001#reads_audited"),
    "/appraisals/1?criterion=TC06",
)
TOLD = "3/5 thành viên đã biểu quyết xong; mỗi tiêu chí cần ít nhất 3 phiếu thì chủ tịch kết thúc được. Chưa đủ phiếu ở: TC05, TC06."
SHOWN = AppraisalPage(
    "1",
    HOSPITAL,
    "/tracks/1",
    "Thẩm định các tiêu chí về bệnh án điện tử",
    "Thẩm định điều kiện sử dụng hồ sơ bệnh án điện tử thay hồ sơ giấy · 2026-01",
    "voting",
    SITTING,
    (),
    CRITERION,
    COUNCIL,
    False,
    False,
    HAPPENED,
    TOLD,
    "",
    PAPERS[:1],
    FINDINGS,
    Acts(),
)


def _lines(*states: str) -> tuple[CriterionLine, ...]:
    """The criteria, which stand like this by turns."""
    codes = [(n, f"TC{n:02}") for n in range(1, len(CRITERIA) + 1)]
    return tuple(
        CriterionLine(n, code, CRITERIA[n - 1], states[n % len(states)], f"/appraisals/1?criterion={code}", n == 5) for n, code in codes
    )


VOTING = replace(SHOWN, criteria=_lines("voted", "unvoted", "apart"), acts=Acts(vote=Form(), interest=Form(), declared=True))
UNSAID = Form(values={"conflict": "some"}, faults={"on": "Chọn tiêu chí có xung đột lợi ích"})
DECLARING = replace(SHOWN, criteria=_lines("unvoted"), acts=Acts(interest=UNSAID), secret=True)
CHAIR = replace(
    SHOWN,
    criteria=_lines("voted"),
    criterion=replace(CRITERION, counts=Counts(2, 2, 1, 3, True)),
    acts=Acts(interest=Form(), declared=True, close=Form(), lacking=(Lacking("TC05", CRITERIA[4], "Chưa thấy bản ghi lượt xem tháng 9."),)),
)
EARLY = replace(
    SHOWN,
    state="called",
    criteria=_lines("unvoted"),
    members=tuple(replace(one, cast="0/10", state="unvoted") for one in COUNCIL[:4]),
    acts=Acts(interest=Form(), declared=True, reschedule="/appraisals/1/hour"),
    told="Hội đồng họp lúc 14:00 20/11/2026; đến giờ mới biểu quyết. Trước đó thành viên xem minh chứng và khai báo xung đột lợi ích.",
)
EVIDENCE = replace(
    SHOWN,
    state="evidence",
    sitting=replace(SITTING, founded_by="", held_at="", meets_at=None, convened_at=None, reason="Sở Y tế yêu cầu thẩm định sớm."),
    criteria=_lines("shown", "bare"),
    members=(),
    papers=(),
    acts=Acts(upload=Form(faults={"file": "Chọn một tệp PDF"}), convene="/appraisals/1/council"),
    first=(Earlier("3.5-9 Quy trình sao lưu, khôi phục dữ liệu", "/tracks/1/milestones/3.5-9"),),
    told="Còn 3 tiêu chí chưa có minh chứng; đủ rồi mới triệu tập hội đồng.",
    regulations=(
        Option("ehr", "Quy chế hồ sơ bệnh án điện tử · 45/QC-BV"),
        Option("backup", "Quy chế sao lưu, khôi phục dữ liệu và diễn tập khôi phục hằng năm của bệnh viện · 12/QC-BV"),
    ),
)
NAMED = replace(EVIDENCE, regulations=(), named=True, acts=Acts(upload=Form()))
NOT_MET = replace(
    SHOWN,
    state="not_met",
    criteria=_lines("met", "not_met", "not_applicable"),
    members=FOUND,
    criterion=replace(CRITERION, counts=Counts(2, 1, 1, 3, False)),
    revealed=True,
    told="Hội đồng kết luận: chưa đáp ứng.",
    papers=PAPERS,
    shortfalls=SHORTFALLS,
    acts=Acts(again=Form()),
)
STALE = replace(
    NOT_MET,
    state="stale",
    criteria=_lines("met", "stale"),
    shortfalls=(),
    told="Hội đồng kết luận: đáp ứng. Minh chứng đã thay đổi sau kết luận: phải thẩm định lại.",
    changed=(
        Earlier(
            f"TC01 {CRITERIA[0]}",
            "/appraisals/1?criterion=TC01",
            (
                "trước: Quy chế bệnh án điện tử số 45/QC-BV ngày 18/10/2026 → nay: Quy chế bệnh án điện tử số 61/QC-BV ngày 29/11/2026",
                "trước: Quy chế sao lưu dữ liệu số 12/QC-BV ngày 18/10/2026 → nay: không còn quy chế nào đang có hiệu lực",
            ),
        ),
    ),
    acts=Acts(again=Form(), upload=Form()),
    rounds=(Earlier("Thẩm định lần trước", "/appraisals/2"),),
)
DECIDING = replace(
    NOT_MET,
    state="reviewed",
    told="Hội đồng kết luận: chưa đáp ứng. Biên bản đã ký đủ; còn chờ quyết định về kết quả thẩm định.",
    level="Mức đạt: cơ bản. Mức phải đạt: nâng cao.",
    criterion=replace(CRITERION, grade="nâng cao"),
    acts=Acts(decide=Form()),
)
CALLED = Form(faults={"members": "Hội đồng gồm 3–15 người, đang có 2"}, values={"name": "khoa học"})
PROPOSAL = replace(
    EVIDENCE, purchase=Earlier("Máy chủ, thiết bị lưu trữ và bộ lưu điện cho hồ sơ bệnh án điện tử", "/procurement/1"), milestone=""
)
PAGES: dict[str, tuple[str, object, str]] = {
    "/appraisals/1": ("appraisals/show.html", VOTING, "health_officer"),
    "/appraisals-declaring": ("appraisals/show.html", DECLARING, "health_officer"),
    "/appraisals-chair": ("appraisals/show.html", CHAIR, "director"),
    "/appraisals-early": ("appraisals/show.html", EARLY, "director"),
    "/appraisals/1/hour": (
        "appraisals/hour.html",
        HourPage(
            HOSPITAL,
            "1",
            at(20, 14, 0),
            Form(
                values={"meets_at": "2028-11-20T14:00", "place": "Phòng họp tầng 2"},
                faults={"meets_at": "Chọn giờ họp trong vòng một năm tới"},
            ),
        ),
        "director",
    ),
    "/appraisals-evidence": ("appraisals/show.html", EVIDENCE, "administrator"),
    "/appraisals-named": ("appraisals/show.html", NAMED, "administrator"),
    "/appraisals-proposal": ("appraisals/show.html", PROPOSAL, "administrator"),
    "/appraisals-not-met": ("appraisals/show.html", NOT_MET, "administrator"),
    "/appraisals-stale": ("appraisals/show.html", STALE, "administrator"),
    "/appraisals-deciding": ("appraisals/show.html", DECIDING, "administrator"),
    "/appraisals/1/council": (
        "appraisals/council.html",
        CouncilPage(
            HOSPITAL,
            "1",
            "Hội đồng thẩm định đề xuất ứng dụng công nghệ thông tin",
            "3–15",
            ("2 người ngoài đơn vị được thẩm định",),
            5,
            PEOPLE,
            "khoa học",
            ("3.5-9 Quy trình sao lưu, khôi phục dữ liệu",),
            CALLED,
        ),
        "administrator",
    ),
    AWAY: (
        "appraisals/substitute.html",
        SubstitutePage(HOSPITAL, "1", "Lê Thị Hoa", "4", PEOPLE, "", Form(faults={"paper": "Ghi văn bản cử người dự thay"})),
        "director",
    ),
}
