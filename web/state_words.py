"""States as people see them: words, shape and tone; pages ask for them by their key."""

from dataclasses import dataclass

from web.words import _


@dataclass(frozen=True)
class State:
    """A state as people see it: words, a shape of the icon sprite, and a tone that never stands alone."""

    words: str
    shape: str
    tone: str = ""
    """`good`, `wait`, `bad`, or nothing."""


STATES: dict[str, State] = {
    # Documents and signatures.
    "waiting": State(_("chờ ký"), "waiting", "wait"),
    "not_yet": State(_("chưa đến lượt"), "waiting"),
    "signing": State(_("đang ký"), "working", "wait"),
    "signed": State(_("đã ký"), "signed", "good"),
    "confirmed": State(_("đã xác nhận"), "signed", "good"),
    "refused": State(_("bị từ chối"), "refused", "bad"),
    "stamping": State(_("chờ dấu thời gian"), "stamp", "wait"),
    "complete": State(_("hoàn tất"), "done", "good"),
    "preserved": State(_("đã bảo toàn"), "locked", "good"),
    "replaced": State(_("đã thay thế"), "replaced"),
    "withdrawn": State(_("đã rút"), "replaced"),
    "refused_act": State(_("chưa ký được"), "refused", "bad"),
    "unfinished": State(_("chưa ký đủ"), "waiting", "wait"),
    # Time-stamp services.
    "stamps_well": State(_("hoạt động"), "done", "good"),
    "stamps_resting": State(_("tạm nghỉ vì lỗi"), "late", "bad"),
    "stamps_probed": State(_("sắp thử lại"), "waiting", "wait"),
    "stamps_spent": State(_("hết hạn mức hôm nay"), "waiting", "wait"),
    # Evidence of the archive.
    "evidence_good": State(_("còn chứng minh được"), "locked", "good"),
    "evidence_due": State(_("đến lúc gia hạn"), "waiting", "wait"),
    "evidence_lost": State(_("đã hết hiệu lực"), "late", "bad"),
    "evidence_damaged": State(_("tệp hỏng hoặc mất"), "late", "bad"),
    "evidence_new": State(_("chờ dấu thời gian đầu tiên"), "stamp", "wait"),
    # Copies for patients.
    "given": State(_("đã cấp, chưa trao"), "waiting", "wait"),
    "handed": State(_("đã trao"), "signed", "good"),
    "outdated": State(_("bản đã cũ, cần thu hồi"), "late", "bad"),
    "settled": State(_("bản cũ đã xử lý"), "replaced"),
    # Records.
    "open": State(_("đang điều trị"), "record"),
    "discharged": State(_("đã ra viện, chưa kết thúc"), "due", "wait"),
    "closing": State(_("đang kết thúc hồ sơ"), "working", "wait"),
    "received": State(_("đã tiếp nhận"), "signed", "good"),
    "archived": State(_("đã lưu trữ"), "locked", "good"),
    "disposed": State(_("đã hủy"), "replaced"),
    # Reported values of a plan's indicators.
    "indicator_above": State(_("trên 100 %%"), "late", "bad"),  # a template fills in what follows a single %
    "indicator_met": State(_("đạt chỉ tiêu"), "done", "good"),
    "indicator_clash": State(_("số liệu mâu thuẫn"), "late", "bad"),
    # Letters with a digest of the plans.
    "mail_sent": State(_("đã gửi"), "done", "good"),
    "mail_claimed": State(_("đang gửi"), "working", "wait"),
    "mail_failed": State(_("chưa gửi được, sẽ thử lại"), "waiting", "wait"),
    "mail_given_up": State(_("không gửi được"), "late", "bad"),
    "mail_refused": State(_("máy chủ thư không nhận địa chỉ này"), "refused", "bad"),
    # Outages, and what the records owe afterwards.
    "outage_coming": State(_("sắp tới"), "due", "wait"),
    "outage_running": State(_("đang gián đoạn"), "late", "bad"),
    "outage_over": State(_("đã kết thúc"), "done", "good"),
    "outage_withdrawn": State(_("đã rút lại"), "replaced"),
    "entry_owed": State(_("chưa xác nhận nhập đủ"), "waiting", "wait"),
    "entry_late": State(_("quá hạn xác nhận nhập đủ"), "late", "bad"),
    "entry_confirmed": State(_("đã xác nhận nhập đủ"), "done", "good"),
    # Holds; a record is held by any of them.
    "held": State(_("đang giữ lại"), "locked", "wait"),
    "hold_due": State(_("đang giữ lại, quá hạn xem xét"), "late", "bad"),
    "hold_lifted": State(_("đã thôi giữ lại"), "replaced"),
    # Disposals: their course, and what becomes of each record of the list.
    "disposal_proposed": State(_("đã đề nghị, chờ lập hội đồng"), "waiting", "wait"),
    "disposal_council": State(_("chờ ký quyết định lập hội đồng"), "waiting", "wait"),
    "disposal_voting": State(_("hội đồng đang biểu quyết"), "working", "wait"),
    "disposal_minutes": State(_("chờ ký biên bản hội đồng"), "waiting", "wait"),
    "disposal_reviewed": State(_("chờ lập quyết định hủy"), "waiting", "wait"),
    "disposal_decision": State(_("chờ ký quyết định hủy"), "waiting", "wait"),
    "disposal_waiting": State(_("đã quyết định, chờ hủy"), "due", "wait"),
    "disposal_destroying": State(_("đang hủy"), "working", "wait"),
    "disposal_destroyed": State(_("đã hủy, chờ ký biên bản hủy"), "waiting", "wait"),
    "disposal_closed": State(_("đã hủy xong"), "done", "good"),
    "disposal_withdrawn": State(_("đã rút lại"), "replaced"),
    "fate_listed": State(_("trong danh mục"), "record"),
    "fate_taken_out": State(_("đã đưa ra khỏi danh mục"), "refused"),
    "fate_voted_out": State(_("không đủ phiếu đồng ý hủy"), "refused"),
    "fate_fell_out": State(_("bị loại khỏi danh mục"), "locked", "wait"),
    "fate_destroyed": State(_("đã hủy"), "replaced"),
    # Grants; see `domain.grants.GrantState`.
    "grant_asked": State(_("chờ duyệt"), "waiting", "wait"),
    "grant_granted": State(_("đang cho xem"), "working", "good"),
    "grant_refused": State(_("không duyệt"), "refused", "bad"),
    "grant_withdrawn": State(_("đã rút đề nghị"), "replaced"),
    "grant_ended": State(_("hết hạn"), "done"),
    "grant_returned": State(_("đã trả"), "done", "good"),
    "grant_recalled": State(_("đã thu hồi"), "replaced"),
    "grant_unreviewed": State(_("chờ xem xét"), "late", "bad"),
    # Transfers to other facilities; see `domain.referrals.ReferralState`.
    "referral_sent": State(_("chờ cơ sở tiếp nhận"), "waiting", "wait"),
    "referral_handed": State(_("đã trao gói hồ sơ"), "signed", "good"),
    "referral_arrived": State(_("đã tiếp nhận"), "done", "good"),
    "referral_declined": State(_("không tiếp nhận"), "refused", "bad"),
    "referral_recalled": State(_("đã thu hồi"), "replaced"),
    "referral_lapsed": State(_("hết hạn, chưa trả lời"), "late", "bad"),
    # Order lines.
    "ordered": State(_("đã chỉ định"), "waiting"),
    "sampled": State(_("đã lấy mẫu"), "working"),
    "resulted": State(_("có kết quả, chưa duyệt"), "waiting", "wait"),
    "approved": State(_("đã duyệt"), "done", "good"),
    "cancelled": State(_("đã hủy"), "replaced"),
    "rejected": State(_("mẫu bị từ chối"), "refused", "bad"),
    # Milestones.
    "on_time": State(_("đúng hạn"), "waiting"),
    "soon": State(_("sắp đến hạn"), "due", "wait"),
    "late": State(_("quá hạn"), "late", "bad"),
    "undeclared": State(_("chưa khai báo"), "unknown"),
    "declared": State(_("khai báo lại"), "signed"),
    "doing": State(_("đang làm"), "working"),
    "reported": State(_("chờ xác nhận"), "waiting", "wait"),
    "accepted": State(_("đã xong"), "done", "good"),
    "sent_back": State(_("bị trả lại"), "refused", "bad"),
    "blocked": State(_("chờ việc trước"), "locked"),
    "dropped": State(_("thôi theo bản mới"), "replaced"),
    "not_applicable": State(_("không áp dụng"), "replaced"),
    # Regulations and numbers; see `domain.regulations`, `domain.issuing`.
    "regulation_drafting": State(_("đang soạn"), "working"),
    "regulation_commenting": State(_("đang lấy ý kiến"), "waiting", "wait"),
    "regulation_checked": State(_("đã kiểm tra, chờ trình ký"), "signed", "wait"),
    "regulation_signing": State(_("đang trình ký"), "working", "wait"),
    "regulation_coming": State(_("đã ban hành, chưa đến ngày"), "due", "wait"),
    "regulation_in_force": State(_("đang có hiệu lực"), "done", "good"),
    "regulation_superseded": State(_("đã được thay thế"), "replaced"),
    "regulation_repealed": State(_("đã bãi bỏ"), "replaced"),
    "regulation_withdrawn": State(_("đã rút, không ban hành"), "replaced"),
    "number_issued": State(_("đã phát hành"), "done", "good"),
    "number_signing": State(_("đang ký của cơ sở"), "working", "wait"),
    "number_void": State(_("không phát hành"), "refused", "bad"),
    "number_outside": State(_("ngoài hệ thống"), "record"),
    "article_added": State(_("điều mới"), "signed", "good"),
    "article_removed": State(_("bỏ điều"), "refused", "bad"),
    "article_changed": State(_("có sửa"), "working", "wait"),
    # Obstacles; see `domain.obstacles.ObstacleState`.
    "obstacle_asked": State(_("chờ Sở Y tế trả lời"), "waiting", "wait"),
    "obstacle_passed": State(_("chờ cấp trên trả lời"), "due", "wait"),
    "obstacle_late": State(_("quá hạn trả lời"), "late", "bad"),
    "obstacle_answered": State(_("đã trả lời, chờ đơn vị xác nhận"), "signed", "wait"),
    "obstacle_resolved": State(_("đã gỡ"), "done", "good"),
    "obstacle_closed": State(_("đã đóng kèm văn bản"), "done", "good"),
    "obstacle_withdrawn": State(_("đã rút"), "replaced"),
    # Inspection visits and their remedial tasks.
    "visit_planned": State(_("sắp kiểm tra"), "due", "wait"),
    "visit_overdue": State(_("đã qua ngày, chưa ghi biên bản"), "late", "bad"),
    "visit_mending": State(_("còn việc khắc phục"), "working", "wait"),
    "visit_done": State(_("đã xong"), "done", "good"),
    "visit_called_off": State(_("đã hủy"), "replaced"),
    "remedy_open": State(_("phải khắc phục"), "waiting", "wait"),
    "remedy_late": State(_("quá hạn khắc phục"), "late", "bad"),
    "remedy_sent_back": State(_("bị trả lại"), "refused", "bad"),
    "remedy_reported": State(_("đã báo cáo, chờ Sở Y tế xác nhận"), "waiting", "wait"),
    "remedy_accepted": State(_("đã khắc phục"), "done", "good"),
    # Mergers of departments of health; see `domain.mergers.MergerState`.
    "merger_entered": State(_("chờ Sở tiếp nhận đồng ý"), "waiting", "wait"),
    "merger_accepted": State(_("đã đồng ý, chờ đến ngày"), "due", "wait"),
    "merger_refused": State(_("không đồng ý tiếp nhận"), "refused", "bad"),
    "merger_called_off": State(_("đã rút lại"), "replaced"),
    "merger_done": State(_("đã chuyển"), "done", "good"),
    # Appraisals: their course, criteria and votes.
    "evidence": State(_("đang thu thập minh chứng"), "working", "wait"),
    "voting": State(_("đang biểu quyết"), "waiting", "wait"),
    "minutes": State(_("chờ ký biên bản"), "waiting", "wait"),
    "closed": State(_("đã kết thúc"), "done", "good"),
    "bare": State(_("chưa có minh chứng"), "unknown"),
    "shown": State(_("đã có minh chứng"), "pdf"),
    "met": State(_("đạt"), "signed", "good"),
    "not_met": State(_("không đạt"), "refused", "bad"),
    "unvoted": State(_("chưa biểu quyết"), "waiting"),
    "voted": State(_("đã biểu quyết"), "signed", "good"),
    "stale": State(_("minh chứng đã thay đổi"), "late", "bad"),
    # What is found in a plan.
    "hard_finding": State(_("mâu thuẫn cứng"), "refused", "bad"),
    "soft_finding": State(_("cần xem"), "unknown", "wait"),
    # A facility's own signature chains.
    "edition_proposed": State(_("chờ duyệt"), "waiting", "wait"),
    "edition_approved": State(_("đã duyệt, chưa đến ngày áp dụng"), "due", "wait"),
    "edition_in_force": State(_("đang áp dụng"), "done", "good"),
    "edition_ended": State(_("hết áp dụng"), "replaced"),
    "edition_withdrawn": State(_("đã rút trước khi áp dụng"), "refused"),
}
"""The one vocabulary of states: nothing else on a page invents words for a state."""
