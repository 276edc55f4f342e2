"""What is said when an act on a plan, or on a survey of its tracks, does not fit the state."""

from collections.abc import Mapping

PLANS: Mapping[tuple[str, str], tuple[str, str]] = {
    **dict.fromkeys(
        (("track.accept", "open"), ("track.accept", "accepted"), ("track.accept", "undeclared")),
        (
            "Không có báo cáo nào của mốc này chờ xác nhận: đã trả lại, đã xác nhận, hoặc chưa báo cáo.",
            "No report of this milestone waits to be confirmed: it was sent back, confirmed already, or is not reported.",
        ),
    ),
    ("plan.close_track", "closed"): ("Lộ trình này đã đóng.", "This track is closed already."),
    ("facility.remove", "accounts"): (
        "Đã có người giữ vị trí ở đơn vị này nên không xóa được. Không cần theo dõi nữa thì đóng lộ trình ở trang Thay đổi của kế hoạch.",
        "Somebody holds a post there, so that it is not removed. When it is not to be watched, close its track under Changes of the plan.",
    ),
    ("facility.remove", "tracks"): (
        "Đơn vị này có lộ trình trong kế hoạch nên không xóa được. Đóng lộ trình ở trang Thay đổi của kế hoạch, kèm quyết định.",
        "It has a track in a plan, so that it is not removed. Close the track under Changes of the plan, with the decision.",
    ),
    ("facility.remove", "rests"): (
        "Đã có dữ liệu khác gắn với đơn vị này (vị trí đã hết, lộ trình đã đóng, việc hợp nhất, …) nên không xóa được.",
        "Other data rest on it (posts that ended, closed tracks, a merger, …), so that it is not removed.",
    ),
    ("facility.account", "merged"): (
        "Sở Y tế này đã hợp nhất vào Sở khác, không lập tài khoản ở đây nữa. Lập ở Sở đã tiếp nhận.",
        "This department of health was merged into another, which people are brought into now.",
    ),
    ("facility.account", "accounts"): (
        "Đơn vị này đã có, hoặc từng có, người của mình: tài khoản đầu tiên không lập lại từ bên ngoài. "
        "Người quản trị của đơn vị thêm những người khác ở trang Nhân sự.",
        "It has, or had, people of its own: a first account is not made again from outside. Its administrator brings in the others.",
    ),
    ("plan.merge", "merged"): (
        "Việc hợp nhất Sở Y tế này đã được ghi. Cần ghi lại thì rút việc đã ghi trước.",
        "The merger of this department of health was entered already. To enter it anew call that one off first.",
    ),
    ("plan.merge", "accepted"): (
        "Việc hợp nhất này đã được Sở tiếp nhận đồng ý. Muốn dừng, Sở được hợp nhất rút lại trước khi chuyển.",
        "The receiving department has accepted this merger. The department that ends may call it off until it is carried out.",
    ),
    ("plan.merge", "refused"): (
        "Việc hợp nhất này đã bị Sở tiếp nhận từ chối. Sở được hợp nhất ghi lại nếu vẫn hợp nhất.",
        "The receiving department has refused this merger. The department that ends enters it anew if it still merges.",
    ),
    ("plan.merge", "called_off"): (
        "Việc hợp nhất này đã được rút lại. Sở được hợp nhất ghi lại nếu vẫn hợp nhất.",
        "This merger was called off. The department that ends enters it anew if it still merges.",
    ),
    ("plan.merge", "done"): (
        "Việc hợp nhất này đã thực hiện: kế hoạch, con người đã chuyển. Không rút lại được nữa.",
        "This merger was carried out: plans and people have moved. It cannot be called off any more.",
    ),
    ("plan.open", "open"): ("Kế hoạch này đã được mở. Xem ở mục Kế hoạch.", "This plan is open already. See Plans."),
    ("plan.open", "changed"): (
        "Kế hoạch này đã có bản khác từ lúc anh/chị xem; chưa mở gì. Xem lại bản nay có rồi mở.",
        "Another edition of this plan has come since you looked at it; nothing was opened. Look at the one there is now, then open it.",
    ),
    **dict.fromkeys(
        (("plan.remind", "signing"), ("plan.remind", "signed")),
        (
            "Công văn này chưa bị từ chối hay rút lại, không lập lại. Cần đôn đốc tiếp thì lập công văn mới.",
            "This letter was neither refused nor taken back, it is not drawn up again. To remind once more write another.",
        ),
    ),
    ("plan.move", "signed"): (
        "Sở đặt chính sách: hạn chỉ đổi khi văn bản điều chỉnh được ký đủ. Tải lại trang rồi lập văn bản.",
        "The department's settings say that a last day moves by a signed paper. Load the page anew and draw the paper up.",
    ),
    ("plan.extend", "waits"): (
        "Đã có văn bản đổi hạn của mốc này đang chờ ký. Chờ ký xong, hoặc rút lại văn bản ấy rồi lập lại.",
        "A paper that moves this last day is being signed. Wait until it is, or take it back and draw it up again.",
    ),
    **dict.fromkeys(
        (("plan.extend", "signing"), ("plan.extend", "signed")),
        (
            "Văn bản này chưa bị từ chối hay rút lại, không lập lại. Cần đổi hạn nữa thì lập văn bản mới.",
            "This paper was neither refused nor taken back, it is not drawn up again. To move the day once more draw up another.",
        ),
    ),
    **dict.fromkeys(
        (("survey.begin", "draft"), ("survey.begin", "returned"), ("survey.begin", "submitted")),
        (
            "Lộ trình đang có một lần khảo sát chưa xong. Điền, gửi và chờ Sở Y tế xem xét lần ấy trước.",
            "A survey of this track is not finished. Fill it in, submit it and wait for the review first.",
        ),
    ),
    **dict.fromkeys(
        (("survey.fill", "submitted"), ("survey.submit", "submitted")),
        (
            "Khảo sát đã gửi Sở Y tế, đang chờ xem xét nên không sửa được. Cần sửa thì đề nghị Sở trả lại.",
            "The survey was submitted and waits for its review, so it cannot be changed. Ask the department to send it back.",
        ),
    ),
    **dict.fromkeys(
        (("survey.fill", "reviewed"), ("survey.submit", "reviewed"), ("survey.review", "reviewed")),
        (
            "Khảo sát này đã được Sở Y tế chấp nhận và giữ nguyên. Hiện trạng đã khác thì bắt đầu lần khảo sát mới.",
            "This survey was accepted and stays as it is. If things have changed begin another one.",
        ),
    ),
    **dict.fromkeys(
        (("survey.review", "draft"), ("survey.review", "returned")),
        ("Đơn vị đang điền khảo sát này, chưa gửi.", "The unit is filling in this survey and has not submitted it."),
    ),
    **dict.fromkeys(
        (("survey.draw_up", "draft"), ("survey.draw_up", "returned"), ("survey.draw_up", "submitted"), ("survey.compare", "draft")),
        (
            "Khảo sát chưa được Sở Y tế chấp nhận. Chờ chấp nhận rồi mới lập phiếu, so sánh.",
            "The department has not accepted this survey. Wait for that before drawing up its paper or comparing it.",
        ),
    ),
}
