"""What is said when an act does not fit the state of what it is about: what is so, and what to do instead."""

from collections.abc import Mapping

from services import golive_states, subject_states
from services.plan_states import PLANS

STATES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("absence.end", "ended"): ("Lần nghỉ này đã kết thúc.", "This absence is over already."),
    ("document.withdraw", "order"): (
        "Phiếu chỉ định không rút riêng được. Hãy huỷ chỉ định: phiếu chưa ký đủ sẽ được rút theo.",
        "The sheet of an order is not taken back by itself. Cancel the order: its sheet goes with it.",
    ),
    ("copy.hand_over", "handed"): (
        "Bản sao này đã trao rồi. Trao thêm một bản thì cấp bản sao mới.",
        "This copy was handed over already. For another one, issue another copy.",
    ),
    ("copy.hand_over", "outdated"): (
        "Văn bản đã có bản thay thế sau khi cấp bản sao này. Không trao bản cũ; chờ bản mới ký đủ rồi cấp bản sao mới.",
        "The document was replaced since this copy was issued. Do not hand it over; issue one of the new version once it is signed.",
    ),
    ("copy.settle", "current"): (
        "Bản sao này chưa trao, chưa bị thay thế, hoặc đã xử lý; không có gì phải thu hồi.",
        "This copy was not handed over, is not outdated, or was dealt with; nothing is to be called back.",
    ),
    ("referral.send", "open"): (
        "Người bệnh chưa ra viện. Cho ra viện với kết quả “chuyển cơ sở khám bệnh, chữa bệnh khác” rồi gửi gói hồ sơ.",
        "The patient was not discharged yet. Discharge as transferred to another facility, then send the package.",
    ),
    **dict.fromkeys(
        (("referral.send", "sent"), ("referral.send", "handed"), ("referral.send", "arrived")),
        (
            "Hồ sơ này đang có một gói chuyển cơ sở còn hiệu lực. Thu hồi gói đó trước khi gửi gói khác.",
            "A package of this record is under way. Recall it before you send another.",
        ),
    ),
    **dict.fromkeys(
        (("referral.read", "recalled"), ("referral.receive", "recalled"), ("referral.hand_over", "recalled")),
        (
            "Cơ sở chuyển đã thu hồi gói hồ sơ này. Cần thông tin thì liên hệ cơ sở đó.",
            "The sending facility recalled this package. Ask it for what you need to know.",
        ),
    ),
    **dict.fromkeys(
        (("referral.read", "lapsed"), ("referral.receive", "lapsed"), ("referral.hand_over", "lapsed")),
        (
            "Gói hồ sơ này đã hết hạn xem. Người bệnh đến sau hạn thì mở hồ sơ mới và ghi số phiếu chuyển; cần xem lại thì đề nghị cơ sở "
            "chuyển gửi gói khác.",
            "The time of this package is over. For a patient who comes later open a record and note the slip; ask for another package.",
        ),
    ),
    **dict.fromkeys(
        (("referral.read", "declined"), ("referral.receive", "declined")),
        (
            "Đã trả lời là không tiếp nhận người bệnh này, gói hồ sơ đã đóng.",
            "It was answered that this patient is not taken in; the package is shut.",
        ),
    ),
    ("referral.receive", "arrived"): (
        "Người bệnh này đã được tiếp nhận, hồ sơ đã mở. Xem trang của lần chuyển để biết số hồ sơ.",
        "A record was opened for this patient already. The page of the transfer says which.",
    ),
    ("referral.hand_over", "here"): (
        "Cơ sở tiếp nhận dùng chung hệ thống và tự mở gói, không ghi trao tệp.",
        "The receiving facility opens this package by itself; no file is handed over.",
    ),
    ("chain.withdraw", "in_force"): (
        "Phiên bản đang áp dụng không rút được. Lập phiên bản mới để thay: phiên bản này kết thúc vào ngày liền trước.",
        "An edition in force is not withdrawn. Propose another: this one ends the day before.",
    ),
    ("outage.end", "coming"): (
        "Gián đoạn này chưa bắt đầu. Nếu không ngừng máy nữa thì rút lại khai báo.",
        "This outage has not begun. If nothing is stopped after all, withdraw it.",
    ),
    ("outage.end", "over"): (
        "Gián đoạn này đã kết thúc. Giờ sai thì sửa giờ.",
        "This outage is over. If its times are wrong, correct them.",
    ),
    ("outage.withdraw", "entered"): (
        "Đã có phiếu đánh dấu nhập bù cho gián đoạn này nên không rút lại được. Giờ sai thì sửa giờ.",
        "Sheets carry the mark of this outage, so it is not withdrawn. If its times are wrong, correct them.",
    ),
    ("record.export", "open"): (
        "Người bệnh đang điều trị. Bản sao cả hồ sơ trích được khi hồ sơ đã lưu trữ; nay cần văn bản nào thì cấp bản sao văn bản đó.",
        "The patient is under treatment. A copy of the whole record is made once it is archived; until then copy single documents.",
    ),
    ("record.export", "discharged"): (
        "Người bệnh đã ra viện, hồ sơ chưa nộp. Bản sao cả hồ sơ trích được khi khoa đã kết thúc hồ sơ và cán bộ lưu trữ đã nhận.",
        "The patient was discharged and the record is not handed in. The whole is copied once the department closed it and it is archived.",
    ),
    ("record.export", "received"): (
        "Hồ sơ đã tiếp nhận, đang chờ đưa vào lưu trữ. Hãy trích lại khi trang hồ sơ ghi đã lưu trữ.",
        "The record was received and waits to be archived. Copy it when its page says that it is.",
    ),
    ("record.confirm_class", "confirmed"): (
        "Nhóm này đã được xác nhận rồi. Muốn đổi thì chọn nhóm khác và nêu lý do.",
        "This class was confirmed already. To change it choose another one and say why.",
    ),
    ("record.confirm_class", "archived"): (
        "Hồ sơ đã lưu trữ, không xác nhận lại được. Nhóm đã xác định nhầm thì lập quyết định điều chỉnh; nhóm chỉ đổi khi đã ký đủ.",
        "The record is archived: its class is not confirmed anew. An error is corrected by a decision, once everybody signed it.",
    ),
    ("record.confirm_class", "raised"): (
        "Thời hạn đã kéo dài vì sự việc về sau, không xác nhận lại. Nhóm đã xác định nhầm thì lập quyết định điều chỉnh.",
        "A later event lengthened the term: it is not confirmed anew. Correct an error by a decision.",
    ),
    ("record.confirm_class", "corrected"): (
        "Nhóm này do quyết định điều chỉnh, không xác nhận lại. Còn sai thì lập quyết định khác.",
        "A decision set this class: it is not confirmed anew. If it is still wrong, draw up another decision.",
    ),
    ("outage.confirm", "confirmed"): (
        "Hồ sơ này đã được xác nhận nhập đủ. Có phiếu nhập bù thêm thì hồ sơ tự mở lại để xác nhận.",
        "This record is confirmed already. Another sheet with the mark opens it again.",
    ),
    ("outage.confirm", "running"): (
        "Gián đoạn chưa kết thúc. Xác nhận khi hệ thống đã chạy lại và nhập xong phần giấy.",
        "The outage is not over. Confirm when the system works again and the paper is entered.",
    ),
    ("outage.confirm", "withdrawn"): (
        "Khai báo gián đoạn đã rút lại, không phải xác nhận.",
        "It was withdrawn: nothing is to be confirmed.",
    ),
    **{
        ("appraisal.trigger", state): ("Đang có một thẩm định chưa kết thúc. Mở thẩm định đó.", "An appraisal is running. Open that one.")
        for state in ("evidence", "council", "voting", "minutes", "reviewed")
    },
    ("track.draft", "regulation"): (
        "Quy chế không lập ngay từ mốc. Soạn ở mục Quy chế: lấy ý kiến khoa phòng, kiểm tra pháp lý rồi trình ký; "
        "ban hành xong mốc tự báo cáo.",
        "A regulation is not drawn up from its milestone. Draft it under Regulations: departments comment, it is held against the law, "
        "then it is signed; issued, it reports the milestone by itself.",
    ),
    ("track.accept", "appraised"): (
        "Hội đồng đang thẩm định mốc này. Chờ biên bản của hội đồng được ký đủ rồi xác nhận.",
        "A council is appraising this milestone. Judge it once its minutes are signed.",
    ),
    ("track.report", "short"): (
        "Hội đồng thẩm định kết luận chưa đạt nên chưa báo cáo xong được. Khắc phục rồi đề nghị thẩm định lại.",
        "A council found it not met, so it is not reported done. Mend it, then ask for a further appraisal.",
    ),
    ("appraisal.trigger", "unchanged"): (
        "Mọi tiêu chí đã đạt trên minh chứng không thay đổi: không còn gì để thẩm định lại.",
        "Every criterion passed on evidence that is unchanged: nothing is left to be appraised again.",
    ),
    ("appraisal.evidence", "followed"): (
        "Đã có lần thẩm định sau của mốc này; minh chứng nộp ở lần mới nhất.",
        "This milestone is being appraised again: bring evidence to the newest round.",
    ),
    **dict.fromkeys(
        (("appraisal.evidence", "minutes"), ("appraisal.evidence", "reviewed")),
        (
            "Biên bản thẩm định đang chờ ký, hoặc còn chờ quyết định về kết quả. Nộp minh chứng khi thẩm định này kết thúc.",
            "The papers of its verdict are being signed. Bring evidence once this appraisal is over.",
        ),
    ),
    ("appraisal.reschedule", "voted"): (
        "Đã có thành viên biểu quyết, nên hội đồng đã họp và giờ họp không dời được nữa.",
        "A member has voted already, so the council has met and its hour is not moved any more.",
    ),
    ("appraisal.substitute", "voted"): (
        "Thành viên này đã biểu quyết nên không cử người dự thay được nữa.",
        "This member has voted already, so nobody takes the seat any more.",
    ),
    **dict.fromkeys(
        (("endpoint.exchange", "not_begun"), ("endpoint.exchange", "stopped")),
        (
            "Kết nối này chưa bắt đầu hoặc đã dừng. Quản trị bệnh viện ghi bước thống nhất hoặc kiểm thử trước.",
            "This connection was not begun, or was stopped. The administrator records that it is agreed or tested first.",
        ),
    ),
    **dict.fromkeys(
        (("endpoint.move", one) for one in ("not_begun", "agreed", "testing", "running", "stopped")),
        (
            "Kết nối không chuyển thẳng sang bước ấy được: thống nhất, kiểm thử rồi mới chạy; đã dừng thì thống nhất hoặc kiểm thử lại.",
            "A connection does not go there at once: agreed, tested, then running; once stopped it is agreed or tested again.",
        ),
    ),
    **dict.fromkeys(
        (*(("security.mend", one) for one in ("mended", "closed")), *(("security.recheck", one) for one in ("open", "closed"))),
        (
            "Điểm yếu này không ở bước ấy: khắc phục trước, người khác kiểm tra lại sau; đã đóng thì ghi điểm yếu mới.",
            "The finding is not at that step: it is mended, then looked at again by somebody else; once closed give another one.",
        ),
    ),
    ("communication.plan", "proved"): (
        "Việc này đã có minh chứng nên không lập kế hoạch lại. Làm thêm lần nữa thì ghi thêm minh chứng.",
        "It is proved already, so it is not planned anew. If it is done once more, add a further proof.",
    ),
    ("communication.prove", "set_aside"): (
        "Việc này đang để ngoài vì cơ sở không làm. Lập kế hoạch lại trước, rồi ghi minh chứng.",
        "It was set aside. Plan it again first, then add the proof.",
    ),
    **dict.fromkeys(
        (("communication.set_aside", "proved"), ("communication.set_aside", "set_aside")),
        (
            "Việc này đã có minh chứng hoặc đã để ngoài rồi.",
            "It is proved or set aside already.",
        ),
    ),
    ("security.withdraw", "withdrawn"): ("Văn bản này đã rút rồi.", "This paper was taken back already."),
    ("drill.withdraw", "withdrawn"): ("Lần ghi này đã rút rồi.", "This entry was taken back already."),
    ("course.record", "called_off"): (
        "Lớp này đã hủy nên không điểm danh. Mở lại thì lập lớp mới.",
        "This course was called off, nobody attends it. Plan another one.",
    ),
    **dict.fromkeys(
        (("course.call_off", "held"), ("course.call_off", "called_off")),
        (
            "Lớp này đã điểm danh hoặc đã hủy, không hủy được nữa.",
            "This course was held or called off already.",
        ),
    ),
    ("certificate.issue", "unsigned"): (
        "Công văn đề nghị chưa ký đủ nên chưa gửi nơi cấp. Ký đủ và cấp số rồi mới ghi chứng thư số đã cấp.",
        "The letter is not signed yet, so it went nowhere. Record what was issued once it is signed and numbered.",
    ),
    **dict.fromkeys(
        (("certificate.issue", "handed"), ("certificate.hand_over", "handed")),
        (
            "Người này đã xác nhận nhận chứng thư số. Mất, hỏng thì báo mất rồi lập danh sách cấp lại.",
            "The person has confirmed to have the certificate. If it is lost report that, and ask for another.",
        ),
    ),
    **dict.fromkeys(
        ((f"certificate.{act}", "lost") for act in ("issue", "hand_over", "test", "lose")),
        (
            "Chứng thư số này đã báo mất, hỏng. Lập danh sách đề nghị cấp lại cho người này.",
            "This certificate was reported lost. Ask for another one for this person.",
        ),
    ),
    **dict.fromkeys(
        (("certificate.hand_over", "unissued"), ("certificate.lose", "unissued")),
        (
            "Chưa ghi chứng thư số nào được cấp cho người này. Quản trị bệnh viện ghi chứng thư số đã cấp trước.",
            "No certificate was recorded for this person. The hospital administrator records it first.",
        ),
    ),
    ("certificate.test", "unhanded"): (
        "Người này chưa xác nhận đã nhận chứng thư số nên chưa ký thử được.",
        "The person has not confirmed to have the certificate, so it was not tested yet.",
    ),
    **PLANS,
}
"""Act and state → what is so, where a reload of the page would not tell."""


def wrong_state(facts: tuple[str, ...]) -> tuple[str, str]:
    """Of `WrongState`: act and state."""
    if facts[1:2] == ("disposed",):
        return (
            "Hồ sơ này đã hủy vì hết thời hạn lưu trữ; nội dung không còn và không phục hồi được. Xem trang của hồ sơ để biết hủy "
            "theo quyết định nào.",
            "This record was destroyed when its term was over; its content is gone for good. Its page says by which decision.",
        )
    if facts[1:2] == ("undeclared",):
        return (
            "Mốc này chưa được khai báo lại từ khi kế hoạch mở. Hãy khai báo lại trước.",
            "This milestone was not declared since the plan was opened. Declare it first.",
        )
    if facts[1:2] == ("closed_track",):
        return (
            "Lộ trình này đã đóng vì đơn vị giải thể hoặc sáp nhập, chỉ còn để xem. Việc còn lại làm ở lộ trình của đơn vị tiếp nhận.",
            "This track is closed, for its facility is no more; it is only read. What is left goes on in the track of whoever took over.",
        )
    act, state = (*facts, "", "")[:2]
    unknown = (
        "Trạng thái hiện tại không cho phép việc này. Hãy tải lại trang để xem trạng thái mới nhất.",
        "The present state does not allow this. Reload the page to see it.",
    )
    return STATES.get((act, state)) or golive_states.stands(facts) or subject_states.stands(facts) or unknown
