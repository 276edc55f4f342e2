"""What a person was told: a quiet list above the inbox, each line leading to its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services import notices
from store.queries.notices import Notice
from web import asking
from web.words import NOBODY, NOBODY_ELSE, _, initials


@dataclass(frozen=True)
class NoticeLine:
    words: str
    about: str
    """Whom or what it is about, in a line."""
    link: str
    at: datetime
    tone: str
    """`bad` when something must be done again or is late, else nothing."""


KINDS: Mapping[str, str] = {
    "result_arrived": _("Kết quả mới, chưa ký đủ"),
    "result_final": _("Kết quả đã ký đủ, chờ anh/chị xác nhận đã xem"),
    "sample_rejected": _("Khoa thực hiện từ chối mẫu"),
    "refused": _("Văn bản anh/chị lập bị từ chối ký"),
    "withdrawn": _("Phiếu kết thúc hồ sơ bị rút vì hồ sơ có thêm kết quả hoặc phiếu, cần lập lại"),
    "batch_done": _("Đã ký xong tập văn bản: %(signed)s đã ký, %(back)s trả lại hộp việc"),
    "amended": _("Văn bản anh/chị đã xem có bản thay thế: xem điều đã sửa và xác nhận đã biết"),
    "amended_grave": _("Kết quả anh/chị đã xem được sửa, có thay đổi nguy hiểm: xem ngay và xác nhận đã biết"),
    "copy_outdated": _("Bản sao anh/chị đã trao cho người bệnh đã cũ: thu hồi, trao bản mới"),
    "critical": _("Giá trị nguy hiểm: mở xem và xác nhận đã biết"),
    "replaced": _("Người khác đã lập bản thay thế cho văn bản đang chờ ký"),
    "superseded": _("Văn bản anh/chị đã ký có bản mới ký đủ thay thế"),
    "comment": _("Bình luận mới về văn bản"),
    "taken_back": _("Người lập đã rút lại văn bản"),
    "reminder": _("Văn bản đang chờ anh/chị ký"),
    "escalated": _("Quá %(hours)s giờ chưa ai ký bước “%(step)s”"),
    "unfillable": NOBODY,
    "unfillable_own": NOBODY_ELSE,
    "shortcoming": _("Hồ sơ bị trả lại: anh/chị bổ sung trước %(due)s"),
    "mended": _("Mọi điều phải bổ sung đã xong: lập lại tổng kết bệnh án"),
    "completion_due": _("Sắp hết hạn hoàn thiện hồ sơ (%(due)s)"),
    "completion_late": _("Quá hạn hoàn thiện hồ sơ (%(due)s)"),
    "completion_escalated": _("Hồ sơ quá hạn hoàn thiện %(hours)s giờ (hạn %(due)s)"),
    "expired": _("%(n)s hồ sơ đã hết thời hạn lưu trữ, có thể đề nghị tiêu hủy"),
    "evidence_ending": _("Bằng chứng của %(n)s văn bản lưu trữ sắp hết hoặc đã hết hiệu lực mà chưa gia hạn được (%(day)s)"),
    "evidence_damaged": _("Tệp bằng chứng của %(n)s văn bản lưu trữ bị hỏng hoặc mất, cần phục hồi từ bản sao lưu"),
    "archive_damaged": _("Tệp trong kho lưu trữ bị hỏng hoặc mất (%(n)s tệp), cần phục hồi từ bản sao"),
    "archive_mended": _("Tệp trong kho lưu trữ bị hỏng đã được phục hồi từ bản sao (%(n)s tệp)"),
    "grant_granted": _("Đề nghị mượn, xem hồ sơ của anh/chị đã được duyệt"),
    "grant_refused": _("Đề nghị mượn, xem hồ sơ của anh/chị không được duyệt"),
    "grant_recalled": _("Hồ sơ anh/chị đang mượn đã được thu hồi trước hạn"),
    "grant_emergency": _("Có người mở hồ sơ khẩn cấp (phá kính): xem xét và ghi kết luận"),
    "grant_justified": _("Lần mở hồ sơ khẩn cấp của anh/chị được kết luận là có lý do"),
    "grant_unjustified": _("Lần mở hồ sơ khẩn cấp của anh/chị bị kết luận là không có lý do"),
    "referral_incoming": _("Người bệnh được chuyển đến: xem gói hồ sơ và chuẩn bị tiếp nhận"),
    "referral_more": _("Cơ sở chuyển gửi thêm gói hồ sơ của người bệnh anh/chị đang điều trị"),
    "referral_arrived": _("Người bệnh chuyển đi đã được tiếp nhận"),
    "referral_declined": _("Người bệnh chuyển đi không đến, hoặc không được tiếp nhận: xem lý do"),
    "referral_recalled": _("Cơ sở chuyển đã thu hồi gói hồ sơ của người bệnh"),
    "back_entry_due": _("Sau gián đoạn: xác nhận đã nhập đủ %(n)s hồ sơ"),
    "back_entry_reopened": _("Hồ sơ %(code)s đã xác nhận nhập đủ, nay có phiếu nhập bù thêm: xác nhận lại"),
    "back_entry_late": _("Sau gián đoạn: %(n)s hồ sơ quá hạn xác nhận đã nhập đủ"),
    "downtime_unprinted": _("Không in được bộ in phòng khi gián đoạn (%(what)s): bản cũ chỉ giữ một ngày, xem nhật ký máy chủ"),
    "downtime_unwritten": _("Không ghi được bộ in phòng khi gián đoạn ra thư mục dự phòng: kiểm tra ổ đĩa hoặc máy dự phòng"),
    "hold_review": _("Lệnh giữ lại hồ sơ đã qua hạn xem xét lại (%(day)s): gia hạn hoặc thôi giữ; hồ sơ vẫn đang được giữ"),
    "substitution": _("Phân công ký thay từ ngày %(since)s đến ngày %(until)s"),
    "substitution_ended": _("Việc ký thay đã kết thúc"),
    "patient_moved": _("Hồ sơ được chuyển sang người bệnh khác: mã %(from)s → %(to)s"),
    "moved": _("Người bệnh đã chuyển khoa: bác sĩ và khoa điều trị của hồ sơ đã đổi"),
    "entrusted": _("Hồ sơ được giao cho bác sĩ điều trị khác"),
    "plan_opened": _("Sở Y tế mở kế hoạch; lộ trình của đơn vị đã có"),
    "plan_changed": _("Kế hoạch có bản mới: %(n)s điều khác, xem hạn của đơn vị"),
    "milestone_moved": _("Hạn của mốc được đổi sang %(day)s"),
    "merger_entered": _("%(old)s ghi việc hợp nhất vào %(new)s từ %(day)s: đồng ý hoặc từ chối tiếp nhận"),
    "merger_accepted": _("%(new)s đồng ý tiếp nhận %(old)s từ %(day)s"),
    "merger_refused": _("%(new)s không đồng ý tiếp nhận %(old)s: xem lý do"),
    "merger_called_off": _("%(old)s rút việc hợp nhất vào %(new)s"),
    "department_merged": _("Từ %(day)s anh/chị làm việc tại %(name)s; kế hoạch, lộ trình đã chuyển sang"),
    "plan_declare": _("Kế hoạch mở khi có hạn đã qua: cần khai báo lại %(n)s mốc"),
    "milestone_due": _("Sắp đến hạn"),
    "milestone_late": _("Đã quá hạn"),
    "milestone_escalated": _("Đơn vị quá hạn lâu, báo lên cấp trên"),
    "milestone_head": _("Việc của đơn vị đã quá hạn %(days)s ngày, người đứng đầu cần biết"),
    "milestone_province": _("Quá hạn %(days)s ngày: đến hạn báo cáo Ủy ban nhân dân tỉnh; nên lập công văn đôn đốc"),
    "absence": _("Anh/chị được ghi là nghỉ từ ngày %(since)s đến ngày %(until)s, không có người thay"),
    "plan_declared": _("Đơn vị đã khai báo lại đủ %(n)s mốc: xem tổng hợp việc đã xong, quá hạn và sắp tới"),
    "milestone_waived": _("Đơn vị báo cáo mốc không áp dụng, chờ chấp thuận"),
    "milestone_excused": _("Được chấp thuận: mốc không áp dụng cho đơn vị"),
    "milestone_reported": _("Đơn vị báo cáo đã xong, chờ xác nhận"),
    "milestone_paper_alone": _("Văn bản đã ký đủ nhưng mốc chưa báo cáo xong được, hội đồng kết luận chưa đạt: %(paper)s"),
    "milestone_sent_back": _("Báo cáo bị trả lại để bổ sung"),
    "milestone_accepted": _("Báo cáo được xác nhận đã xong"),
    "survey_submitted": _("Cơ sở gửi khảo sát hiện trạng, chờ xem xét"),
    "survey_returned": _("Khảo sát bị trả lại để bổ sung"),
    "survey_reviewed": _("Khảo sát được Sở Y tế chấp nhận: xem thiếu gì và trình ký phiếu"),
    "visit_planned": _("Sở Y tế kiểm tra ngày %(day)s"),
    "visit_moved": _("Đợt kiểm tra đổi sang ngày %(day)s"),
    "visit_called_off": _("Đợt kiểm tra ngày %(day)s đã hủy"),
    "visit_recorded": _("Đã có biên bản kiểm tra"),
    "visit_unrecorded": _("Đợt kiểm tra ngày %(day)s chưa ghi biên bản"),
    "golive_decided": _("Quyết định thay giấy %(number)s đã ban hành"),
    "golive_published": _("Đã công bố, báo cáo việc thay giấy: %(number)s"),
    "golive_reversed": _("Quyết định quay lại bản giấy %(number)s đã ban hành"),
    "golive_lapsed": _("Văn bản thay giấy đã ký nhưng không áp dụng được vì điều kiện đã thay đổi: xem lý do, lập lại"),
    "golive_evaluated": _("Báo cáo đánh giá sau triển khai %(number)s đã ban hành"),
    "golive_confirmed": _("Cơ sở xác nhận thay giấy hẳn"),
    "golive_allowed": _("Khoa thay giấy từ %(day)s: chọn cho người bệnh đang điều trị"),
    "remedy_set": _("Được giao việc khắc phục sau kiểm tra"),
    "remedy_reported": _("Đơn vị báo cáo đã khắc phục, chờ xác nhận"),
    "remedy_sent_back": _("Báo cáo khắc phục bị trả lại để bổ sung"),
    "remedy_accepted": _("Việc khắc phục được xác nhận đã xong"),
    "remedy_due": _("Việc khắc phục sắp đến hạn"),
    "remedy_late": _("Việc khắc phục quá hạn"),
    "obstacle_raised": _("Đơn vị nêu vướng mắc, chờ Sở Y tế trả lời"),
    "obstacle_reopened": _("Đơn vị nêu lại vướng mắc: trả lời chưa giúp được"),
    "obstacle_passed": _("Vướng mắc đã chuyển %(lifter)s, chờ trả lời"),
    "obstacle_answered": _("Vướng mắc đã có trả lời: xác nhận đã gỡ hoặc nêu lại"),
    "obstacle_resolved": _("Đơn vị xác nhận vướng mắc đã gỡ"),
    "obstacle_closed": _("Sở Y tế đóng vướng mắc kèm văn bản; vẫn vướng thì nêu lại"),
    "obstacle_withdrawn": _("Đơn vị rút vướng mắc"),
    "obstacle_due": _("Vướng mắc sắp đến hạn trả lời"),
    "obstacle_late": _("Vướng mắc quá hạn trả lời"),
    "procurement_turn": _("Gói mua sắm chờ bước: %(step)s"),
    "procurement_returned": _("Gói mua sắm bị trả lại: lập lại tờ trình"),
    "procurement_accepted": _("Gói mua sắm đã nghiệm thu"),
    "procurement_struck": _("Gói mua sắm: một lần ghi nhầm đã hủy, chờ lại bước: %(step)s"),
    "letter_sent": _("Công văn đôn đốc số %(number)s: %(n)s việc quá hạn hoặc chưa khai báo (%(codes)s), báo cáo trước ngày %(day)s"),
    "extension_in_force": _("Công văn số %(number)s đã ký đủ: hạn của mốc đổi sang %(day)s"),
    "extension_gone": _(
        "Công văn số %(number)s đã ký đủ nhưng hạn không đổi: bản kế hoạch đang chạy không còn mốc này, hoặc không ghi ngày"
    ),
    "extension_bound": _("Công văn số %(number)s đã ký đủ nhưng hạn không đổi: hạn nay là luật định hoặc cấp trên giao, không lùi được"),
    "extension_moved": _("Công văn số %(number)s đã ký đủ nhưng hạn không đổi: hạn đã đổi trong lúc chờ ký, hãy lập văn bản mới"),
    "extension_closed": _("Công văn số %(number)s đã ký đủ nhưng hạn không đổi: lộ trình của đơn vị đã đóng"),
    "letter_issued": _("Công văn đôn đốc số %(number)s đã ký đủ và gửi %(n)s đơn vị"),
    "report_made": _("Báo cáo tiến độ đã lập, số liệu đến hết ngày %(day)s: %(n)s đơn vị có việc quá hạn"),
    "regulation_asked": _("Khoa, phòng được hỏi ý kiến về dự thảo quy chế"),
    "regulation_answered": _("Mọi khoa, phòng đã trả lời: kết thúc lấy ý kiến được"),
    "regulation_passed": _("Dự thảo quy chế đạt kiểm tra pháp lý: trình ký được"),
    "regulation_failed": _("Dự thảo quy chế chưa đạt kiểm tra pháp lý: xem nhận xét"),
    "regulation_issued": _("Quy chế số %(number)s đã ban hành, có hiệu lực từ %(day)s"),
    "chain_unfounded": _("Quy chế số %(number)s mà trình tự ký dẫn đã hết hiệu lực (thay bằng %(by)s): đề nghị phiên bản trình tự ký mới"),
    "chain_proposed": _("Trình tự ký của cơ sở chờ anh/chị duyệt"),
    "chain_approved": _("Trình tự ký anh/chị đề nghị đã được duyệt"),
    "chain_withdrawn": _("Trình tự ký đã bị rút trước khi áp dụng"),
    "council_called": _("Cơ sở mời anh/chị vào hội đồng thẩm định"),
    "council_moved": _("Hội đồng thẩm định dời giờ họp: %(when)s, tại %(where)s"),
    "appraisal_reviewed": _("Biên bản thẩm định đã ký đủ: lập quyết định về kết quả"),
    "appraisal_not_met": _("Hội đồng kết luận chưa đáp ứng: khắc phục tiêu chí %(codes)s"),
    "appraisal_stale": _("Minh chứng đã thay đổi sau kết luận thẩm định (tiêu chí %(codes)s): phải thẩm định lại"),
    "council_voted": _("Hội đồng đã biểu quyết xong, chờ chủ tịch kết thúc"),
    "council_remind": _("Hội đồng chờ anh/chị biểu quyết"),
    "disposal_called": _("Mời anh/chị vào hội đồng xét tiêu hủy hồ sơ hết thời hạn lưu trữ: xem danh mục và biểu quyết"),
    "disposal_voted": _("Hội đồng xét tiêu hủy hồ sơ đã biểu quyết xong, chờ chủ tịch kết thúc"),
    "disposal_reviewed": _("Biên bản hội đồng xét tiêu hủy hồ sơ đã ký đủ: lập quyết định hủy"),
    "disposal_remind": _("Hội đồng xét tiêu hủy hồ sơ chờ anh/chị biểu quyết"),
    "signed_revoked": _("Chứng thư số đã bị thu hồi trước khi ký: chữ ký không có giá trị, văn bản không bảo toàn được; cần lập và ký lại"),
    "course_planned": _("Anh/chị được mời dự tập huấn ngày %(day)s tại %(place)s"),
    "course_called_off": _("Lớp tập huấn ngày %(day)s đã hủy"),
    "course_signed": _("Bảng điểm danh đã ký đủ: %(n)s người đã ký"),
    "security_found": _("Anh/chị được giao khắc phục điểm yếu trước ngày %(due)s: %(words)s"),
    "endpoint_silent": _("Kết nối im lặng %(days)s ngày: kiểm tra đường truyền, hoặc ghi lần trao đổi mới"),
    "endpoint_silent_long": _("Kết nối của cơ sở im lặng %(days)s ngày"),
    "finding_late": _("Điểm yếu an toàn thông tin quá hạn khắc phục"),
    "finding_late_long": _("Cơ sở quá hạn %(days)s ngày chưa khắc phục điểm yếu an toàn thông tin"),
    "communication_late": _("Đã qua ngày dự kiến mà chưa có minh chứng truyền thông: ghi minh chứng hoặc đổi ngày"),
    "certificate_request_signed": _("%(paper)s đã ký đủ cho %(n)s người: gửi %(to)s rồi ghi chứng thư số được cấp"),
    "certificate_handed": _("Chứng thư số của anh/chị đã được cấp, hết hạn ngày %(day)s: nhận bàn giao rồi xác nhận"),
    "certificate_received": _("%(who)s xác nhận đã nhận chứng thư số"),
    "certificate_lost": _("%(who)s mất hoặc hỏng chứng thư số (%(words)s): đề nghị nơi cấp thu hồi, lập danh sách cấp lại"),
    "certificate_ending": _("Chứng thư số của anh/chị hết hạn ngày %(day)s (còn %(n)s ngày): liên hệ phòng công nghệ thông tin để gia hạn"),
    "certificate_ending_of": _("Chứng thư số hết hạn ngày %(day)s (còn %(n)s ngày), cần gia hạn: %(who)s"),
    "certificate_ended": _(
        "Chứng thư số của anh/chị đã hết hạn ngày %(day)s, không ký được: liên hệ phòng công nghệ thông tin để được cấp lại"
    ),
    "certificate_ended_of": _("Chứng thư số đã hết hạn ngày %(day)s, không ký được, cần cấp lại: %(who)s"),
    "certificate_revoked": _(
        "Chứng thư số của anh/chị đã bị thu hồi ngày %(day)s, không ký được: liên hệ phòng công nghệ thông tin để được cấp lại"
    ),
    "certificate_revoked_of": _("Chứng thư số bị thu hồi ngày %(day)s, không ký được: %(who)s"),
}
"""Kind of notice → what happened."""

INSTEAD: Mapping[tuple[str, str], str] = {
    ("unit", "away"): _("báo tới anh/chị vì người phụ trách của đơn vị đều vắng, không người thay"),
    ("unit", "nobody"): _("báo tới anh/chị vì đơn vị không có người phụ trách"),
    ("unit_head", "away"): _("báo tới anh/chị vì người đứng đầu đơn vị vắng, không người thay"),
    ("unit_head", "nobody"): _("báo tới anh/chị vì đơn vị chưa có tài khoản của người đứng đầu"),
    ("officers", "away"): _("báo tới anh/chị vì chuyên viên Sở đều vắng, không người thay"),
    ("officers", "nobody"): _("báo tới anh/chị vì Sở không có chuyên viên phụ trách"),
    ("department_head", "away"): _("báo tới anh/chị vì Giám đốc Sở vắng, không người thay"),
    ("department_head", "nobody"): _("báo tới anh/chị vì chưa có tài khoản của Giám đốc Sở"),
    ("province", "away"): _("báo tới anh/chị vì Giám đốc Sở và chuyên viên Sở đều vắng, không người thay"),
    ("province", "nobody"): _("báo tới anh/chị vì Sở chưa có tài khoản của Giám đốc hay chuyên viên"),
}
"""Who was meant and why they did not hear → why somebody above hears in their place."""

BAD = frozenset(
    {
        "critical",
        "grant_emergency",
        "certificate_lost",
        "referral_declined",
        "grant_unjustified",
        "escalated",
        "completion_late",
        "archive_damaged",
        "evidence_damaged",
        "evidence_ending",
        "back_entry_late",
        "downtime_unprinted",
        "downtime_unwritten",
        "shortcoming",
        "completion_escalated",
        "unfillable",
        "unfillable_own",
        "amended_grave",
        "copy_outdated",
        "chain_withdrawn",
        "chain_unfounded",
        "regulation_failed",
        "sample_rejected",
        "refused",
        "withdrawn",
        "milestone_late",
        "milestone_escalated",
        "letter_sent",
        "extension_gone",
        "extension_bound",
        "extension_moved",
        "extension_closed",
        "milestone_head",
        "milestone_province",
        "milestone_sent_back",
        "milestone_paper_alone",
        "obstacle_late",
        "remedy_late",
        "endpoint_silent",
        "endpoint_silent_long",
        "finding_late",
        "finding_late_long",
        "communication_late",
        "golive_reversed",
        "remedy_sent_back",
        "visit_unrecorded",
        "survey_returned",
        "obstacle_reopened",
        "procurement_returned",
        "procurement_struck",
        "signed_revoked",
        "merger_refused",
    }
    | {f"certificate_{what}{whose}" for what in ("ending", "ended", "revoked") for whose in ("", "_of")}
)


async def lines(request: Request) -> tuple[NoticeLine, ...]:
    """What this person has not marked as seen, newest first."""
    words = asking.words(request)
    return tuple(line(one, words) for one in await notices.unseen(asking.context(request)))


def line(one: Notice, words: Callable[[str], str]) -> NoticeLine:
    due = words(_("hạn %(day)s")) % {"day": one.facts["due"]} if "due" in one.facts else ""
    patient = f"{initials(one.patient)} · {one.record}" if one.patient else ""
    why = words(INSTEAD[one.facts["instead_of"], one.facts["why"]]) if "instead_of" in one.facts else ""
    named = (one.title or one.facts.get("title", ""), patient or one.facts.get("facility", ""), due, why)
    about = " · ".join(told for told in named if told)
    return NoticeLine(words(KINDS[one.kind]) % one.facts, about, one.link, one.at, "bad" if one.kind in BAD else "")


async def see(request: Request) -> Response:
    """Everything told so far is seen."""
    await notices.see(asking.context(request))
    return asking.seen(request, "/")


ROUTES = [Route("/notices/seen", see, methods=["POST"])]
