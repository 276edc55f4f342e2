"""What waits for a person beside signatures, in a line each above the documents of the inbox."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from store.queries.errands import Errand
from store.queries.folding import fold
from web.reading import Words
from web.words import _, initials


@dataclass(frozen=True)
class ErrandLine:
    words: str
    """What is to be done."""
    about: str
    """Whom or what it is about."""
    address: str
    since: datetime
    due: date | None = None
    """Told only when it is near or past."""


KINDS: Mapping[str, str] = {
    "attend": _("Chuẩn bị họp hội đồng thẩm định: xem minh chứng, khai báo xung đột lợi ích"),
    "vote": _("Biểu quyết thẩm định: còn %(n)s tiêu chí"),
    "close": _("Kết thúc biểu quyết và lập biên bản"),
    "again": _("Lập lại biên bản bị từ chối ký hoặc đã rút lại"),
    "decide_appraisal": _("Lập quyết định về kết quả thẩm định"),
    "make_good": _("Khắc phục %(n)s tiêu chí chưa đạt rồi đề nghị thẩm định lại"),
    "appraise_again": _("Minh chứng đã thay đổi sau kết luận: đề nghị thẩm định lại"),
    "judge": _("Xác nhận báo cáo"),
    "overdue": _("Làm và báo cáo %(n)s mốc đã quá hạn"),
    "redo": _("Bổ sung báo cáo bị trả lại"),
    "redraft": _("Lập lại văn bản bị từ chối ký hoặc đã rút lại"),
    "record_visit": _("Ghi biên bản kiểm tra"),
    "judge_remedy": _("Xác nhận %(n)s việc khắc phục"),
    "remedy": _("Khắc phục sau kiểm tra: %(n)s việc"),
    "review_survey": _("Xem xét khảo sát hiện trạng"),
    "mend_survey": _("Bổ sung khảo sát bị trả lại"),
    "purchase_enter": _("Mua sắm: ghi bước kế tiếp"),
    "purchase_draw": _("Mua sắm: lập văn bản, trình ký"),
    "purchase_redraw": _("Mua sắm: lập lại văn bản trình ký"),
    "purchase_returned": _("Mua sắm: sửa đề xuất bị trả lại"),
    "purchase_judge": _("Mua sắm: ghi thẩm định, phê duyệt %(n)s gói"),
    "regulation_comment": _("Góp ý dự thảo quy chế"),
    "regulation_close": _("Kết thúc lấy ý kiến dự thảo quy chế"),
    "regulation_answer": _("Trả lời %(n)s góp ý về dự thảo"),
    "regulation_check": _("Kiểm tra pháp lý dự thảo quy chế"),
    "regulation_fill": _("Điền nốt chỗ trống của dự thảo"),
    "regulation_mend": _("Sửa dự thảo chưa đạt kiểm tra pháp lý"),
    "regulation_redraft": _("Sửa quy chế bị từ chối ký, đã rút lại"),
    "regulation_submit": _("Trình ký quy chế đã kiểm tra"),
    "golive_publish": _("Lập công văn công bố, báo cáo thay giấy"),
    "golive_allow": _("Cho %(n)s khoa bắt đầu thay giấy"),
    "golive_choose": _("Chọn cho người bệnh nội trú trước ngày thay giấy"),
    "unblock": _("Trả lời %(n)s vướng mắc của cơ sở"),
    "chase": _("Đôn đốc, ghi trả lời của cấp trên về vướng mắc"),
    "unblocked": _("Vướng mắc đã có trả lời: xác nhận đã gỡ hoặc nêu lại"),
    "declare": _("Khai báo lại %(n)s mốc"),
    "hear": _("Giá trị nguy hiểm: xem và xác nhận đã biết"),
    "classify": _("Xác nhận nhóm thời hạn lưu trữ để hồ sơ vào lưu trữ"),
    "mend": _("Bổ sung hồ sơ bị trả lại"),
    "know": _("Văn bản đã xem có bản thay thế: xem điều đã sửa và xác nhận đã biết"),
    "recall": _("Bản sao đã trao cho người bệnh đã cũ: thu hồi, trao bản mới"),
    "back_entry": _("Xác nhận đã nhập đủ %(n)s hồ sơ sau gián đoạn"),
    "lend": _("Duyệt đề nghị mượn, xem hồ sơ bệnh án"),
    "let_in": _("Duyệt cho cơ quan ngoài xem hồ sơ bệnh án"),
    "review_grant": _("Xem xét một lần mở hồ sơ khẩn cấp"),
    "found": _("Lập hội đồng xét danh mục tiêu hủy hồ sơ"),
    "ballot": _("Biểu quyết về danh mục tiêu hủy hồ sơ"),
    "decide": _("Lập quyết định hủy trình giám đốc"),
    "acknowledge": _("Xác nhận đã xem kết quả"),
}
"""Kind of errand → what is to be done; a line that speaks of many reports counts them."""


def late(found: Iterable[Errand], today: date) -> list[Errand]:
    return [one for one in found if one.due and one.due < today]


def weight(found: Iterable[Errand]) -> int:
    """How many acts they stand for."""
    return sum(one.weight for one in found)


def lines(found: Sequence[Errand], query: str, today: date, words: Words) -> tuple[ErrandLine, ...]:
    """Those that match what was searched for, in the person's language."""
    wanted = fold(query)
    return tuple(
        _line(one, today, words)
        for one in found
        if wanted in fold(f"{one.title} {one.facility} {one.patient} {one.record} {words(KINDS[one.kind])}")
    )


def _line(one: Errand, today: date, words: Words) -> ErrandLine:
    said = words(KINDS[one.kind]) % {"n": one.many}
    if one.weight > 1 and one.kind == "judge":
        said = words(_("Xác nhận %(n)s báo cáo")) % {"n": one.weight}
    patient = f"{initials(one.patient)} {one.birth_year} · {one.record}" if one.patient else ""
    about = " · ".join(told for told in (one.title, patient or one.facility) if told)
    return ErrandLine(said, about, one.link, one.since, one.due if one.due and one.due <= today else None)
