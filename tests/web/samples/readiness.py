"""Readiness of a hospital on 21/11/2026: certificates, courses, connections, restore drills."""

from dataclasses import replace
from datetime import date

from domain.levels import LevelCriterion
from tests.web.samples.house import HOSPITAL, at
from web.certificate_lists import OneLine, RequestPage
from web.certificate_requests import CertificatesPage, HolderLine, RequestLine, RoleLine
from web.communications import CommunicationLine, CommunicationsPage, ProofLine
from web.communications import Step as PlanStep
from web.courses import CourseLine, CoursePage, DegreeLine, PersonOfCourse, SheetLine, TrainingPage, Wanted
from web.drills import DrillLine, DrillsPage
from web.endpoints import EndpointLine, EndpointsPage, ExchangeLine, Step
from web.evidence import File
from web.forms import Form, Option, Told
from web.levels import DeclarationLine, LevelsPage, SystemLine
from web.own_certificates import MinePage
from web.readiness import ReadinessPage, RegisterLine
from web.security_register import CheckLine, FindingLine, PaperLine, SecurityPage

ANH, VINH, TRACK = "Phạm Thị Ngọc Ánh", "Đỗ Quang Vinh", "/tracks/1"
TODAY = date(2026, 11, 21)
FILES = (File("Biên bản diễn tập khôi phục 04.pdf", "820 kB", "9f" * 32, "/evidence/1"),)
TITLE = "Công văn đề nghị cấp chứng thư số cho 14 người"
REQUESTS = (
    RequestLine("/certificate-requests/2", TITLE, "VNPT-CA", "Chữ ký số công cộng", "waiting", 14, 0, at(20, 9), ANH),
    RequestLine("/certificate-requests/1", TITLE, "Ban Cơ yếu Chính phủ", "Chuyên dùng công vụ", "preserved", 9, 7, at(3, 9), ANH),
)
PEOPLE = (
    HolderLine("Trần Quốc Bảo", "Bác sĩ, Khoa Nội tổng hợp", "certificate_tested", date(2028, 3, 1), False, "/certificate-requests/1"),
    HolderLine("Nguyễn Thị Thuỳ Hạnh", "Bác sĩ, Khoa Xét nghiệm", "certificate_ending", date(2026, 12, 4), True, "/certificate-requests/2"),
    HolderLine("Ứng Thị Nhàn", "Điều dưỡng, Khoa Nội tổng hợp", "certificate_missing", None, False),
    HolderLine("Đỗ Văn Ữ", "Kỹ thuật viên, Khoa Xét nghiệm", "certificate_lost", None, False, "/certificate-requests/1"),
)
ROLES = (
    RoleLine("Bác sĩ", 41, 44, 39, ("Phan Đình Lộc", "Vũ Thị Sáu", "Lê Ỷ Lan")),
    RoleLine("Điều dưỡng", 66, 80, 52, tuple(f"Nguyễn Thị Hoà {n}" for n in range(1, 15))),
    RoleLine("Giám đốc", 1, 1, 1, ()),
)
WRONG = Form(
    values={"to": ""},
    told=Told("Dữ liệu chưa đúng.", "", ("Ghi nơi nhận danh sách", "Chọn ít nhất một người"), ("to", "people"), ("to", "people")),
    faults={"to": "Ghi nơi nhận danh sách", "people": "Chọn ít nhất một người"},
)
CERTIFICATES = CertificatesPage(
    HOSPITAL,
    TRACK,
    TODAY,
    108,
    125,
    92,
    ROLES,
    PEOPLE,
    REQUESTS,
    Form(),
    (Option("1", "Ứng Thị Nhàn, Điều dưỡng, Khoa Nội tổng hợp"), Option("2", "Đỗ Văn Ữ, Kỹ thuật viên, Khoa Xét nghiệm")),
    (
        Option("public_ca", "Tổ chức cung cấp dịch vụ chứng thực chữ ký số công cộng", "Luật Giao dịch điện tử 20/2023/QH15"),
        Option("public_duty", "Chứng thư chữ ký số chuyên dùng công vụ", "NĐ 68/2024/NĐ-CP (chưa đọc toàn văn)"),
    ),
)
ISSUED = OneLine(
    1, "1", "Trần Quốc Bảo", "Bác sĩ, Khoa Nội tổng hợp", "certificate_tested", "54010A7C39", "VNPT-CA", date(2028, 3, 1), at(9, 8)
)
LINES = (
    replace(ISSUED, tested="Ký thử đơn thuốc trên HIS (10/11/2026)", forms={"lose": Form()}),
    OneLine(2, "2", "Đỗ Văn Ữ", "Kỹ thuật viên, Khoa Xét nghiệm", "certificate_asked", forms={"issue": Form()}),
    replace(ISSUED, number=3, name="Lê Ỷ Lan", state="certificate_handed", forms={"test": Form(), "lose": Form()}),
)
LIST = RequestPage(
    HOSPITAL,
    f"{TRACK}/certificates",
    "/certificate-requests/1",
    TITLE,
    "/documents/1",
    "preserved",
    "VNPT-CA",
    "Chữ ký số công cộng",
    ANH,
    at(3, 9),
    at(5, 16),
    LINES,
)
MINE = MinePage(
    (
        replace(ISSUED, state="certificate_issued", handed_at=None, forms={"hand_over": Form(), "lose": Form()}),
        replace(ISSUED, number=2, state="certificate_lost", lost="Rơi mất USB khi đi công tác"),
    ),
    ("/certificate-requests/2", "/certificate-requests/1"),
)
QUOTE = "đào tạo, bồi dưỡng kiến thức CNTT cho cán bộ, công chức, viên chức sử dụng thành thạo các phần mềm ứng dụng trong công việc"
BASIS = "Kế hoạch kèm 786/QĐ-UBND tỉnh Đắk Nông, mục đào tạo nguồn nhân lực CNTT"
CLINICIANS = "Người hành nghề sử dụng bệnh án điện tử"
TRAINING = TrainingPage(
    HOSPITAL,
    TRACK,
    (
        Wanted(CLINICIANS, "line_short", 2, 122, 124, ("Ứng Thị Nhàn", "Lê Ỷ Lan"), QUOTE, BASIS, "I", 1, 100),
        Wanted("Người vận hành hệ thống, an toàn thông tin", "line_met", 0, 3, 3, (), QUOTE, BASIS, "I", 0, 100),
    ),
    (Wanted("Cán bộ công nghệ thông tin trình độ cao đẳng trở lên", "line_met", 0, 2, 1, (VINH,), QUOTE, BASIS, "S"),),
    (
        CourseLine("/courses/2", "Ký số trên bệnh án điện tử", date(2026, 12, 3), "Hội trường tầng 2", "course_planned", 124, 0, 0),
        CourseLine("/courses/1", "Sử dụng bệnh án điện tử", date(2026, 11, 12), "Hội trường tầng 2", "course_held", 124, 123, 122),
    ),
    (DegreeLine(VINH, "Đại học", "Công nghệ thông tin", "B-2019-0412 ngày 30/06/2019 của Đại học Bách khoa", FILES, ANH, at(2, 9)),),
    {"plan": Form(), "qualify": Form()},
    (Option("clinicians", CLINICIANS),),
    (Option("1", f"{VINH}, Cán bộ công nghệ thông tin"),),
    (Option("college", "Cao đẳng"), Option("university", "Đại học")),
    (Option("it", "Công nghệ thông tin"), Option("other", "Ngành khác")),
)
COURSE = CoursePage(
    "/courses/1",
    f"{TRACK}/training",
    HOSPITAL,
    "Sử dụng bệnh án điện tử",
    CLINICIANS,
    date(2026, 11, 12),
    "Hội trường tầng 2",
    "Phòng công nghệ thông tin",
    "course_held",
    "",
    ANH,
    (
        PersonOfCourse("Trần Quốc Bảo", "Bác sĩ, Khoa Nội tổng hợp", "attendance_signed", at(12, 11)),
        PersonOfCourse("Đỗ Văn Ữ", "Kỹ thuật viên, Khoa Xét nghiệm", "attendance_waits"),
        PersonOfCourse("Ứng Thị Nhàn", "Điều dưỡng, Khoa Nội tổng hợp", "attendance_unsigned"),
        PersonOfCourse("Lê Ỷ Lan", "Bác sĩ, Khoa Nội tổng hợp", "attendance_invited"),
    ),
    (SheetLine("Bảng điểm danh tập huấn: Sử dụng bệnh án điện tử", "/documents/4", "signing"),),
    {"record": Form()},
    (Option("3", "Ứng Thị Nhàn, Điều dưỡng, Khoa Nội tổng hợp"), Option("4", "Lê Ỷ Lan, Bác sĩ, Khoa Nội tổng hợp")),
)
NEXTS = (Option("testing", "Đang kiểm thử"), Option("stopped", "Dừng"))
ENDPOINTS = EndpointsPage(
    HOSPITAL,
    TRACK,
    1,
    3,
    1,
    (
        EndpointLine(
            "prescription",
            "Đơn thuốc điện tử",
            "Các kế hoạch cấp tỉnh (C)",
            "endpoint_stale",
            VINH,
            at(9, 8),
            at(20, 8),
            7,
            "",
            (Step("Đang chạy", ANH, at(2, 9), "", FILES), Step("Đang kiểm thử", ANH, at(1, 9), "Theo biên bản 12", ())),
            (
                ExchangeLine(at(20, 8), "exchange_failed", "Cổng trả lỗi 500", "", "Hệ thống HIS", ()),
                ExchangeLine(at(9, 8), "exchange_done", "Đơn thuốc mẫu", "DT-0001", ANH, FILES),
            ),
            NEXTS,
            {"move": Form(), "exchange": Form()},
        ),
        EndpointLine(
            "bach_mai", "Bệnh viện Bạch Mai", "Kế hoạch cấp tỉnh (S)", "endpoint_stopped", VINH, None, None, 30, "Chờ bên nhận", (), ()
        ),
        EndpointLine(
            "revisit_slip", "Phiếu hẹn khám lại", "TT 01/2025/TT-BYT phụ lục V (C)", "endpoint_not_begun", "", None, None, 30, "", (), ()
        ),
    ),
    (Option("1", VINH),),
    (Option("done", "Thành công"), Option("failed", "Lỗi")),
)
DRILL = DrillLine(
    1,
    "/tracks/1/drills/2",
    "Cơ sở dữ liệu và kho tệp HIS, 1.204 hồ sơ",
    "NAS tầng 3, bản đêm",
    date(2026, 11, 18),
    at(19, 8),
    135,
    "drill_restored",
    "Đối chiếu 200 hồ sơ bệnh án, khớp; đăng nhập và in thử được.",
    "",
    ANH,
    at(19, 16),
    FILES,
)
DRILLS = DrillsPage(
    HOSPITAL,
    TRACK,
    (
        replace(DRILL, withdraw=Form()),
        replace(DRILL, number=2, state="drill_withdrawn", withdrawn="Ghi nhầm ngày", by=VINH),
        replace(DRILL, number=3, state="drill_failed", words="Bản sao lưu hỏng, đã thay ổ đĩa.", started_at=at(2, 8)),
    ),
    {"record": Form()},
    (Option("restored", "Khôi phục đủ, đã đối chiếu"), Option("failed", "Không khôi phục được")),
)
READINESS = ReadinessPage(
    HOSPITAL,
    TRACK,
    TODAY,
    (
        RegisterLine("Chứng thư số", f"{TRACK}/certificates", "108/125", "line_short", "người phải ký có chứng thư số dùng được", TODAY),
        RegisterLine("Tập huấn và nhân lực", f"{TRACK}/training", "2/3", "line_short", "yêu cầu đã đạt", TODAY),
        RegisterLine(
            "Kết nối, liên thông", f"{TRACK}/endpoints", "1/7", "line_short", "đầu kết nối đang chạy, 1 im lặng quá lâu", date(2026, 11, 9)
        ),
        RegisterLine(
            "Mức phần mềm tự công bố",
            f"{TRACK}/levels",
            "",
            "line_short",
            "HIS: đã công bố mức 5, kế hoạch yêu cầu mức 6",
            date(2026, 11, 12),
        ),
        RegisterLine(
            "Truyền thông, lễ công bố", f"{TRACK}/communications", "1/4", "line_short", "việc đã có minh chứng, 1 quá ngày dự kiến", TODAY
        ),
        RegisterLine(
            "An toàn thông tin",
            f"{TRACK}/security",
            "",
            "line_short",
            "cấp độ 3, 2 điểm yếu chưa xong, danh mục đạt 4/6",
            date(2026, 11, 11),
        ),
        RegisterLine("Diễn tập khôi phục", f"{TRACK}/drills", "", "line_met", "lần khôi phục đủ gần nhất", date(2026, 11, 19)),
    ),
)

COMMUNICATIONS = CommunicationsPage(
    HOSPITAL,
    TRACK,
    1,
    3,
    1,
    (
        CommunicationLine(
            "ceremony",
            "Lễ công bố triển khai bệnh án điện tử",
            "“Tổ chức Lễ công bố triển khai bệnh án điện tử tại các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh” – Kế hoạch, II.3.7 a (S)",
            "communication_late",
            date(2026, 11, 18),
            "Hội trường tầng 2",
            VINH,
            "Công bố bệnh viện không dùng hồ sơ bệnh án giấy, mời Sở Y tế và báo, đài của tỉnh.",
            "",
            (),
            (
                PlanStep("Lập kế hoạch", date(2026, 11, 18), "Lùi vì trùng hội nghị", ANH, at(9, 8)),
                PlanStep("Lập kế hoạch", date(2026, 11, 14), "Công bố bệnh viện không dùng hồ sơ bệnh án giấy", ANH, at(2, 8)),
            ),
            {"plan": Form(), "prove": Form(), "aside": Form()},
        ),
        CommunicationLine(
            "portal",
            "Đăng tải trên cổng, trang thông tin điện tử",
            "“đăng tải thông tin về việc quản lý, lưu trữ hồ sơ Bệnh án điện tử thay cho Bệnh án giấy” – Kế hoạch tỉnh Bắc Giang (S)",
            "communication_proved",
            None,
            "",
            "",
            "",
            "",
            (ProofLine(date(2026, 11, 9), "Đăng trang chủ", f"https://benhviendakhoa.example.vn/tin-tuc/{'a' * 90}", ANH, FILES),),
            (),
            {"prove": Form()},
        ),
        CommunicationLine(
            "consensus",
            "Truyền thông tạo sự đồng thuận",
            "“Truyền thông tạo sự đồng thuận” – Kế hoạch tỉnh Quảng Ngãi (I)",
            "communication_set_aside",
            None,
            "",
            "",
            "",
            "Kế hoạch của tỉnh không có việc này",
            (),
            (PlanStep("Để ngoài, không làm", None, "Kế hoạch của tỉnh không có việc này", ANH, at(9, 8)),),
            {"plan": Form()},
        ),
    ),
    (Option("1", VINH),),
)
SECURITY = SecurityPage(
    HOSPITAL,
    TRACK,
    3,
    "412/QĐ-SYT ngày 11/11/2026 của Sở Y tế tỉnh Hưng Yên",
    2,
    1,
    4,
    6,
    (
        PaperLine("Rà soát của Công an tỉnh", "Đạt, còn hai điểm phải khắc phục", "88/BB-CAT ngày 14/11/2026 của Công an tỉnh", FILES),
        PaperLine("Phê duyệt cấp độ (3)", "Hệ thống HIS", "412/QĐ-SYT ngày 11/11/2026 của Sở Y tế tỉnh Hưng Yên", FILES, 2, "", Form()),
        PaperLine(
            "Phê duyệt cấp độ (2)", "Hệ thống LIS", "77/QĐ-SYT ngày 02/11/2026 của Sở Y tế tỉnh Hưng Yên", FILES, 1, "Nhập nhầm cấp độ"
        ),
    ),
    (
        FindingLine(1, "Tường lửa chưa cập nhật", "Cao", VINH, date(2026, 11, 18), "finding_late", "", "", "", "", (), {"mend": Form()}),
        FindingLine(2, "Camera phòng máy hỏng", "Thấp", VINH, TODAY, "finding_mended", "Đã thay", VINH, "", "", FILES, {"recheck": Form()}),
        FindingLine(3, "Mật khẩu mặc định", "Nghiêm trọng", VINH, TODAY, "finding_mended", "Đã đổi", ANH, "", "", FILES, {}, True),
    ),
    (
        CheckLine(
            "fire_safety",
            "Phòng cháy chữa cháy phòng máy chủ",
            "Kế hoạch (C)",
            "check_met",
            "Biên bản 12",
            ANH,
            at(9, 8),
            FILES,
            Form(),
        ),
        CheckLine("cameras", "Quy định sử dụng camera giám sát", "Kế hoạch (C)", "check_unmet", "", "", None, (), Form()),
    ),
    {"enter": Form(), "find": Form()},
    (Option("dossier", "Phê duyệt cấp độ"), Option("police", "Rà soát của Công an tỉnh")),
    (Option("low", "Thấp"), Option("high", "Cao")),
    (Option("1", VINH),),
    (Option("yes", "Đạt"), Option("no", "Chưa đạt")),
)

LEVELS = LevelsPage(
    HOSPITAL,
    TRACK,
    (
        SystemLine(
            "HIS",
            "Hệ thống thông tin bệnh viện (HIS)",
            "TT 54/2017/TT-BYT Đ4 k3 (C)",
            "6",
            "line_short",
            (LevelCriterion("6", "41", "Bệnh án điện tử nội trú", False, "Khoa Ngoại chưa dùng, nhà cung cấp hẹn tháng 12"),),
            (
                DeclarationLine("7", "5", "412/QĐ-BV, 12/11/2026, Bệnh viện Đa khoa tỉnh Hưng Yên", FILES, VINH, at(12, 9), 57, 58),
                DeclarationLine("5", "5", "101/QĐ-BV, 03/03/2026, Bệnh viện Đa khoa tỉnh Hưng Yên", FILES, VINH, at(3, 9), 40, 40),
            ),
            tuple(Option(str(n), str(n)) for n in range(1, 8)),
            Form(values={"criteria-HIS": "5; 31; Kê đơn; đạt\n6; 41; Bệnh án điện tử nội trú; chưa; Khoa Ngoại chưa dùng"}),
        ),
    ),
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/readiness": ("readiness/show.html", READINESS, "administrator"),
    "/readiness-certificates": ("certificates/register.html", CERTIFICATES, "administrator"),
    "/readiness-certificates-refused": ("certificates/register.html", replace(CERTIFICATES, form=WRONG), "administrator"),
    "/readiness-certificates-none": (
        "certificates/register.html",
        replace(CERTIFICATES, roles=(), holders=(), requests=(), form=None),
        "health_officer",
    ),
    "/readiness-list": ("certificates/request.html", LIST, "administrator"),
    "/readiness-list-unsigned": (
        "certificates/request.html",
        replace(LIST, sent_at=None, state="waiting", lines=LINES[1:2]),
        "administrator",
    ),
    "/me/certificates": ("certificates/mine.html", MINE, "doctor"),
    "/me/certificates-none": ("certificates/mine.html", MinePage((), ()), "doctor"),
    "/readiness-training": ("courses/register.html", TRAINING, "administrator"),
    "/readiness-training-none": ("courses/register.html", replace(TRAINING, courses=(), degrees=(), forms={}), "health_officer"),
    "/readiness-course": ("courses/show.html", COURSE, "administrator"),
    "/readiness-course-called-off": (
        "courses/show.html",
        replace(COURSE, state="course_called_off", reason="Giảng viên bận", people=(), sheets=(), forms={"call_off": Form()}),
        "administrator",
    ),
    "/readiness-endpoints": ("endpoints/register.html", ENDPOINTS, "administrator"),
    "/readiness-levels": ("levels/register.html", LEVELS, "administrator"),
    "/readiness-levels-none": (
        "levels/register.html",
        replace(LEVELS, lines=(replace(LEVELS.lines[0], declared=(), missing=(), form=None),)),
        "health_officer",
    ),
    "/readiness-communications": ("communications/register.html", COMMUNICATIONS, "administrator"),
    "/readiness-security": ("security/register.html", SECURITY, "administrator"),
    "/readiness-security-none": (
        "security/register.html",
        replace(SECURITY, level=0, approval="", late=0, papers=(), findings=(), forms={}),
        "health_officer",
    ),
    "/readiness-drills": ("drills/register.html", DRILLS, "administrator"),
    "/readiness-drills-none": ("drills/register.html", DrillsPage(HOSPITAL, TRACK, ()), "health_officer"),
}
