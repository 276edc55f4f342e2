"""What was done about a facility's readiness, in words: certificates, courses, endpoints, communication, security, drills."""

from collections.abc import Mapping

from domain.drills import DrillResult
from domain.readiness import Degree, Discipline
from web.words import _

PREPARED: dict[str, tuple[str, str]] = {
    "certificate.ask": (_("Lập danh sách đề nghị cấp chứng thư số"), ""),
    "certificate.asked": (_("Công văn đề nghị cấp chứng thư số đã ký đủ"), "good"),
    "certificate.issue": (_("Ghi chứng thư số đã cấp"), ""),
    "certificate.hand_over": (_("Nhận bàn giao chứng thư số"), "good"),
    "certificate.test": (_("Ghi đã ký thử bằng chứng thư số"), "good"),
    "certificate.lose": (_("Báo mất, hỏng chứng thư số"), "bad"),
    "course.plan": (_("Lập lớp tập huấn"), ""),
    "course.call_off": (_("Hủy lớp tập huấn"), ""),
    "course.record": (_("Điểm danh lớp tập huấn"), ""),
    "course.signed": (_("Bảng điểm danh tập huấn đã ký đủ"), "good"),
    "qualification.enter": (_("Ghi trình độ của nhân viên"), ""),
    "endpoint.move": (_("Chuyển bước kết nối"), ""),
    "level.declare": (_("Công bố mức phần mềm"), ""),
    "endpoint.exchange": (_("Ghi một lần trao đổi dữ liệu"), ""),
    "communication.plan": (_("Lập kế hoạch truyền thông"), ""),
    "communication.set_aside": (_("Ghi không làm việc truyền thông"), ""),
    "communication.prove": (_("Ghi minh chứng truyền thông"), "good"),
    "security.enter": (_("Ghi văn bản an toàn thông tin"), ""),
    "security.find": (_("Ghi điểm yếu an toàn thông tin"), "bad"),
    "security.mend": (_("Ghi đã khắc phục điểm yếu"), ""),
    "security.recheck": (_("Kiểm tra lại điểm yếu"), ""),
    "security.check": (_("Ghi danh mục an toàn thông tin"), ""),
    "drill.record": (_("Ghi diễn tập khôi phục"), "good"),
    "drill.withdraw": (_("Rút lần ghi diễn tập khôi phục"), "bad"),
}
"""Act of the audit → its words and tone."""

DEGREES: Mapping[Degree, str] = {
    Degree.INTERMEDIATE: _("Trung cấp"),
    Degree.COLLEGE: _("Cao đẳng"),
    Degree.UNIVERSITY: _("Đại học"),
    Degree.POSTGRADUATE: _("Sau đại học"),
}
DISCIPLINES: Mapping[Discipline, str] = {Discipline.IT: _("Công nghệ thông tin"), Discipline.OTHER: _("Ngành khác")}
ENDPOINTS: Mapping[str, str] = {
    "not_begun": _("Chưa bắt đầu"),
    "agreed": _("Đã thống nhất"),
    "testing": _("Đang kiểm thử"),
    "running": _("Đang chạy"),
    "stopped": _("Dừng"),
    "done": _("Thành công"),
    "failed": _("Lỗi"),
}
"""States of a connection, and of an exchange."""
RESULTS: Mapping[DrillResult, str] = {
    DrillResult.RESTORED: _("Khôi phục đủ, đã đối chiếu"),
    DrillResult.PARTLY: _("Khôi phục được một phần"),
    DrillResult.FAILED: _("Không khôi phục được"),
}
SECURITY_PAPERS: Mapping[str, str] = {
    "dossier": _("Phê duyệt cấp độ"),
    "police": _("Rà soát của Công an tỉnh"),
    "science": _("Rà soát của Sở Khoa học và Công nghệ"),
}
SEVERITIES: Mapping[str, str] = {"low": _("Thấp"), "medium": _("Trung bình"), "high": _("Cao"), "critical": _("Nghiêm trọng")}
COMMUNICATIONS: Mapping[str, str] = {"planned": _("Lập kế hoạch"), "set_aside": _("Để ngoài, không làm")}
"""Steps of a communication."""
