"""What is said when an act of going live, or of a cut-over, does not fit the state."""

from collections.abc import Mapping

BEFORE = ("golive.name", "golive.pilot", "golive.rehearse", "golive.decide")
STATES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("golive.state_withdraw", "none"): ("Tình trạng này chưa được ghi.", "This state was not entered."),
    ("golive.state_withdraw", "another"): (
        "Tình trạng này đã được ghi lại từ lúc anh/chị xem. Đọc lần ghi mới, rồi rút nếu vẫn nhầm.",
        "This state was entered anew since it was read. Read the new entry, and take it back if it is wrong too.",
    ),
    ("golive.state_withdraw", "signed"): (
        "Tình trạng này do văn bản ký ở trang Thay giấy mà có. Cần quay lại dùng giấy thì lập quyết định quay lại.",
        "This state follows from papers signed here. To return to paper draw up the way back.",
    ),
    **dict.fromkeys(
        ((act, state) for act in BEFORE for state in ("decided", "published", "watching", "confirmed")),
        (
            "Quyết định thay giấy này đã ban hành, điều kiện của nó không ghi lại nữa. Cần quay lại dùng giấy thì lập quyết định quay lại.",
            "This decision was issued; what stood before it is not entered any more. To return to paper draw up the way back.",
        ),
    ),
    **dict.fromkeys(
        (("golive.publish", state) for state in ("preparing", "rehearsed", "deciding", "reversed")),
        (
            "Chưa có quyết định đã ký và có số. Công bố, báo cáo sau khi quyết định được ký đủ.",
            "No decision is signed and numbered yet. Publish and report once it is.",
        ),
    ),
    **dict.fromkeys(
        (("golive.publish", state) for state in ("published", "watching", "confirmed")),
        ("Quyết định này đã công bố, báo cáo rồi.", "This decision was published and reported already."),
    ),
    **dict.fromkeys(
        (("golive.allow", state) for state in ("preparing", "rehearsed", "deciding", "decided", "reversed")),
        (
            "Các khoa bắt đầu sau khi quyết định đã ký, có số, và văn bản công bố, báo cáo Sở Y tế, Bộ Y tế đã ký.",
            "Departments begin once the decision is signed and numbered and its announcement is signed.",
        ),
    ),
    ("golive.allow", "begun"): (
        "Khoa này đã bắt đầu, ngày không đổi được nữa. Cần dừng thì lập quyết định quay lại dùng giấy cho khoa.",
        "This department has begun; its day is not changed any more. To stop draw up the way back for the department.",
    ),
    **dict.fromkeys(
        (("golive.confirm", state) for state in ("preparing", "rehearsed", "deciding", "decided", "published", "reversed")),
        ("Chưa có khoa nào bắt đầu nên chưa có gì để xác nhận.", "No department has begun, so there is nothing to confirm."),
    ),
    ("golive.confirm", "confirmed"): ("Việc thay giấy này đã được xác nhận.", "This was confirmed already."),
    **dict.fromkeys(
        (("golive.reverse", state) for state in ("preparing", "rehearsed", "deciding", "reversed")),
        ("Chưa có quyết định đang hiệu lực để quay lại.", "No decision is in force to go back from."),
    ),
    ("golive.reverse", "not_begun"): (
        "Khoa này chưa được cho bắt đầu hoặc đã quay lại dùng giấy.",
        "This department has no day, or went back to paper already.",
    ),
    ("golive.evaluate", "not_begun"): (
        "Chưa có khoa nào bắt đầu nên chưa có gì để đánh giá.",
        "No department has begun yet, so there is nothing to evaluate.",
    ),
    ("cutover.choose", "begun"): (
        "Khoa đã dùng hồ sơ điện tử thay giấy từ ngày này, lựa chọn không đổi được nữa để không hồ sơ nào được ghi hai nơi. "
        "Hồ sơ đang kết thúc trên giấy thì từng hồ sơ chuyển sang điện tử được.",
        "The department has dropped paper since that day, so that no record is kept twice the choice stands. "
        "A record that ends on paper may be converted, one by one.",
    ),
    ("cutover.convert", "hybrid"): ("Hồ sơ này đã chuyển sang điện tử.", "This record was converted already."),
    ("cutover.convert", "electronic"): (
        "Hồ sơ này lập điện tử ngay từ đầu, không có phần giấy.",
        "This record was electronic from its first sheet; no part of it is on paper.",
    ),
    **dict.fromkeys(
        (("sheet.write", "on_paper"), ("order.place", "on_paper")),
        (
            "Khoa đã chọn để hồ sơ này kết thúc trên giấy, nên không lập phiếu ở đây: ghi tiếp vào bản giấy. "
            "Muốn ghi điện tử thì bác sĩ điều trị hoặc trưởng khoa chuyển hồ sơ sang điện tử trước (trang Chuyển sang điện tử).",
            "The department chose to let this record end on paper, so nothing is drawn up here: go on in the paper record. "
            "To write electronically the treating doctor or the head converts it first (page Cut-over).",
        ),
    ),
}
"""(act, state) → Vietnamese and English; facts after the state (a day, a place) are told behind the sentence."""


def stands(facts: tuple[str, ...]) -> tuple[str, str] | None:
    """Act, state, and perhaps a day and a place, which are told with it."""
    act, state, *more = (*facts, "", "")
    found = STATES.get((act, state))
    told = ", ".join(one for one in more if one)
    return (f"{found[0]} ({told})", f"{found[1]} ({told})") if found and told else found
