"""What is said to whoever may not do or see something: whose it is instead, and nothing that would not help this person."""

from collections.abc import Mapping

from domain.rights import ABOVE, RIGHTS
from domain.roles import Role
from services.thing_words import THINGS

Pair = tuple[str, str]
"""Vietnamese and English."""

ROLES: Mapping[Role, Pair] = {
    Role.DOCTOR: ("bác sĩ", "doctors"),
    Role.NURSE: ("điều dưỡng", "nurses"),
    Role.TECHNICIAN: ("kỹ thuật viên", "technicians"),
    Role.HEAD: ("trưởng khoa", "heads of department"),
    Role.RECORDS_OFFICER: ("cán bộ lưu trữ hồ sơ", "records officers"),
    Role.CLERK: ("văn thư", "clerks"),
    Role.DIRECTOR: ("giám đốc", "the director"),
    Role.IT_OFFICER: ("cán bộ công nghệ thông tin", "IT officers"),
    Role.ADMINISTRATOR: ("quản trị bệnh viện", "the hospital administrator"),
    Role.HEALTH_OFFICER: ("chuyên viên Sở Y tế", "officers of the department of health"),
    Role.INTEGRATOR: ("hệ thống kết nối", "connected systems"),
}

CLINICAL = ("record.", "order.", "result.")
NEVER: Pair = (
    "Sở Y tế không xem nội dung chuyên môn của hồ sơ bệnh án. Tiến độ triển khai của cơ sở xem ở mục Kế hoạch.",
    "The department of health never sees clinical content. How far a facility is stands under Plans.",
)
REFUSED: Pair = ("Vị trí đang dùng không có quyền làm việc này.", "Your acting position may not do this.")

WHOSE: Mapping[str, Pair] = {
    "order.place": (
        "Bác sĩ chỉ định bằng tên của chính mình, tại khoa mình làm việc.",
        "A doctor orders in their own name and department.",
    ),
    "record.open": ("Hồ sơ mở tại một khoa của chính cơ sở mình.", "A record is opened in a department of the own facility."),
    "result.acknowledge": ("Bác sĩ đã chỉ định xác nhận đã xem kết quả này.", "The doctor who ordered it acknowledges this result."),
    **dict.fromkeys(
        sorted(ABOVE),
        (
            "Chỉ chuyên viên giữ vị trí tại Sở Y tế phụ trách làm việc này, không phải người của cơ sở.",
            "Only an officer whose post is at the department of health in charge does this, nobody of the facility.",
        ),
    ),
    **dict.fromkeys(
        ("facility.add", "facility.account", "facility.remove"),
        (
            "Chỉ chuyên viên hoặc quản trị giữ vị trí tại Sở Y tế thêm, xóa cơ sở trực thuộc và lập tài khoản đầu tiên của cơ sở.",
            "Only an officer or the administrator of a department of health brings its facilities in and gives them a first account.",
        ),
    ),
    "facility.add_department": (
        "Chỉ người giữ vị trí quản trị tại một Sở Y tế thêm, xóa Sở Y tế khác và lập tài khoản đầu tiên của Sở đó.",
        "Only the administrator of a department of health brings another department in and gives it a first account.",
    ),
    "sheet.write": (
        "Mỗi người lập phiếu bằng tên của chính mình; chỉ hệ thống kết nối (HIS) mới nêu tên người khác.",
        "People draw up sheets in their own name; only a connected system names somebody else.",
    ),
    "sheet.answer": (
        "Phiếu này trả lời một chỉ định: trả kết quả từ phiếu chỉ định đó (máy: POST /api/orders/{order}/results hoặc /reports).",
        "This sheet answers an order: deliver it from that order (machines: POST /api/orders/{order}/results or /reports).",
    ),
    "sheet.house": (
        "Phiếu này do hệ thống lập khi làm việc tương ứng (chỉ định, kết thúc hồ sơ, …), không lập riêng.",
        "The house draws this sheet up at the act it is about (ordering, closing, …); nobody draws it up by itself.",
    ),
    "substitution.begin": (
        "Chính người vắng, trưởng khoa của người đó (trong khoa mình) hoặc giám đốc mới phân công, kết thúc việc ký thay.",
        "Only the person away, the head of their department (within it) or the director begins or ends a substitution.",
    ),
    **dict.fromkeys(
        ("absence.enter", "absence.end"),
        (
            "Chính người nghỉ, hoặc quản trị, giám đốc của cơ sở mới ghi hay kết thúc việc nghỉ.",
            "Only the person away, an administrator or the director of the facility enters or ends an absence.",
        ),
    ),
    "document.release": (
        "Người đã nhận việc, hoặc trưởng khoa, mới trả được việc này.",
        "Whoever took the task, or the head of the department, gives it back.",
    ),
    "record.mend": (
        "Người phải bổ sung, bác sĩ điều trị hoặc trưởng khoa điều trị mới ghi là đã bổ sung.",
        "Whoever owes it, the treating doctor or the head of the treating department says that it is mended.",
    ),
    **dict.fromkeys(
        ("outage.declare", "outage.end", "outage.correct", "outage.withdraw"),
        (
            "Cán bộ công nghệ thông tin, quản trị bệnh viện, giám đốc, hoặc người đang trực lãnh đạo theo lịch trực khai báo gián đoạn.",
            "The IT officer, the administrator, the director, or whoever leads the duty by the duty list now declares outages.",
        ),
    ),
    "outage.confirm": (
        "Bác sĩ điều trị hoặc trưởng khoa của hồ sơ xác nhận đã nhập đủ.",
        "The treating doctor of the record or the head of its department confirms it.",
    ),
    **dict.fromkeys(
        ("obstacle.raise", "obstacle.reopen", "obstacle.confirm", "obstacle.withdraw"),
        (
            "Vướng mắc do chính đơn vị của lộ trình nêu, nêu lại, xác nhận đã gỡ và rút; Sở Y tế trả lời hoặc chuyển cấp trên.",
            "The unit whose track it is raises an obstacle, confirms and withdraws it; the department of health answers or passes it up.",
        ),
    ),
    "survey.fill": (
        "Khảo sát do chính đơn vị của lộ trình điền và gửi; Sở Y tế xem xét.",
        "The unit whose track it is fills in and submits a survey; the department of health reviews it.",
    ),
    "remedy.report": (
        "Đơn vị được giao việc khắc phục mới báo cáo việc đó.",
        "The unit that is to do a remedial task reports it.",
    ),
    "appraisal.declare": ("Chỉ thành viên của hội đồng này khai báo.", "Only members of this council declare their interests."),
    "appraisal.substitute": (
        "Chủ tịch, thư ký của hội đồng này hoặc người triệu tập cử người dự thay.",
        "The chair or secretary of this council, or whoever calls it, names a substitute.",
    ),
    "appraisal.reschedule": (
        "Chủ tịch, thư ký của hội đồng này hoặc người triệu tập dời giờ họp.",
        "The chair or secretary of this council, or whoever calls it, moves its hour.",
    ),
    "appraisal.convene": (
        "Hội đồng của cơ sở do cơ sở lập; hội đồng của tỉnh do Sở Y tế lập.",
        "A facility's council is set up by the facility, a province's by its department of health.",
    ),
    "regulation.check": (
        "Người kiểm tra pháp lý là người khác với mọi người đã soạn.",
        "Whoever checks it is another person than all who wrote it.",
    ),
    "appraisal.vote": ("Chỉ thành viên của hội đồng này biểu quyết.", "Only members of this council vote."),
    "appraisal.close": ("Chủ tịch của hội đồng này kết thúc biểu quyết.", "The chair of this council closes the vote."),
    "disposal.vote": ("Chỉ thành viên của hội đồng này biểu quyết.", "Only members of this council vote."),
    "disposal.close": ("Chủ tịch của hội đồng này kết thúc biểu quyết.", "The chair of this council closes the vote."),
    "document.sign": ("Bước này ký bằng chữ ký số khác với chữ ký đang dùng.", "This stage is signed with another key."),
    "session.machine": ("Tài khoản này không dùng cho máy.", "This account is not for machines."),
    "cross_site": ("Yêu cầu đến từ một trang khác; hãy mở lại trang.", "The request came from another site; open the page again."),
    "position": ("Đây không phải vị trí anh/chị đang giữ hôm nay.", "This is not a position you hold today."),
}
"""Act → whose it is, when the role alone does not say it."""


ANOTHER_WAY = frozenset({"sheet.answer", "sheet.house"})
"""What everybody does, whatever they may, at another place."""


def not_allowed(facts: tuple[str, ...]) -> Pair:
    """Of `NotAllowed`: role, act, and perhaps state."""
    role, act = (*facts, "", "")[:2]
    if role == Role.HEALTH_OFFICER and act.startswith(CLINICAL):
        return NEVER
    if act in ANOTHER_WAY:
        return WHOSE[act]
    vi, en = _roles(facts[2:]) if act == "sheet.form" else _whose(role, act, len(facts) > 2)
    return f"{REFUSED[0]} {vi}", f"{REFUSED[1]} {en}"


def _whose(role: str, act: str, about_this: bool) -> Pair:
    """Two facts only speak of the role; more speak of this thing and this person."""
    rights = RIGHTS.get(act, {})
    if act in WHOSE and (about_this or not rights):
        return WHOSE[act]
    if role in rights:
        return ("Vị trí này đã hết hạn hoặc chưa bắt đầu; hãy chọn vị trí khác.", "This position is over or has not begun; choose another.")
    if not rights:
        return ("Hãy chọn vị trí khác của anh/chị.", "Choose another of your positions.")
    return _roles(tuple(rights))


def _roles(roles: tuple[str, ...]) -> Pair:
    """Whose it is instead."""
    vi, en = (", ".join(ROLES[Role(one)][n] for one in roles) for n in (0, 1))
    return (
        f"Việc này của: {vi}. Nếu anh/chị giữ một vị trí như vậy, hãy chọn vị trí đó.",
        f"It is for: {en}. If you hold such a position, choose it.",
    )


BEYOND: Mapping[str, Pair] = {
    "": (
        "Hồ sơ hoặc văn bản này ngoài phạm vi của vị trí đang dùng. Đề nghị khoa điều trị mời khoa của anh/chị.",
        "This record or document is out of your position's reach. Ask the treating department to invite yours.",
    ),
    "archived": (
        "Hồ sơ đã lưu trữ, ngoài phạm vi của vị trí đang dùng. Cần xem thì lập phiếu đề nghị mượn gửi cán bộ lưu trữ hồ sơ.",
        "This record is archived and out of your position's reach. Ask the records office to lend it to you.",
    ),
    "part": (
        "Phiếu mượn chỉ cho xem một số văn bản của hồ sơ này. Cần xem thêm thì lập phiếu đề nghị khác.",
        "You were lent some documents of this record only. Ask for more by another request.",
    ),
    "lent_to_read": (
        "Phiếu mượn này chỉ cho xem, không cho bổ sung. Cần bổ sung kết quả về muộn thì lập phiếu đề nghị mượn với mục đích "
        "“Bổ sung kết quả về muộn”, cho cả hồ sơ.",
        "This grant is for reading only. To add a late result ask for a loan of the whole record for that purpose.",
    ),
    "uncopied": (
        "Phiếu này chỉ cho đọc, không cho trích sao cả hồ sơ. Cần bản sao thì lập phiếu đề nghị có trích sao.",
        "This grant is for reading, not for copying the whole record. Ask for one that lets you copy.",
    ),
    "comment": (
        "Chỉ người lập, người ký, người được mời ký và người tham gia điều trị mới bình luận về văn bản này.",
        "Only those who made or sign this document, or treat the patient, comment on it.",
    ),
    "package": (
        "Gói hồ sơ chuyển cơ sở này chỉ cho đọc, không cho lấy bản sao. Cần bản sao thì đề nghị cơ sở đã chuyển người bệnh.",
        "This package is for reading only. Ask the facility that sent the patient for copies.",
    ),
    "elsewhere": (
        "Hồ sơ hoặc văn bản này của cơ sở khác, ngoài phạm vi của vị trí đang dùng. Cần thông tin thì liên hệ cơ sở đó.",
        "This record or document belongs to another facility. Ask that facility for what you need to know.",
    ),
    "clinical": (
        "Vị trí đang dùng không xem nội dung chuyên môn của hồ sơ bệnh án. Chỉ người tham gia điều trị và lưu trữ hồ sơ được xem.",
        "Your acting position sees no clinical content. Only those who treat the patient or keep the record do.",
    ),
    "treating": (
        "Việc này do khoa đang điều trị quyết định. Khoa được mời chỉ xem và chỉ định.",
        "The department that treats decides this. Invited departments read and order.",
    ),
    "pack": (
        "Mỗi khoa in bộ của khoa mình; cán bộ lưu trữ hồ sơ in bộ của mọi khoa.",
        "Each department prints its own pack; the records office prints every department's.",
    ),
    "performing": (
        "Dòng chỉ định này do khoa khác thực hiện. Khoa đó trả kết quả.",
        "Another department performs this line. It delivers the result.",
    ),
    "track": (
        "Lộ trình này của cơ sở khác, ngoài phạm vi của vị trí đang dùng. Cơ sở xem lộ trình của mình, Sở Y tế xem các cơ sở của tỉnh.",
        "This track belongs to another facility. A facility sees its own, the department of health those of its province.",
    ),
    "paper": (
        "Văn bản này thuộc kế hoạch triển khai, ngoài phạm vi của vị trí đang dùng. Người theo dõi, đơn vị nhận và người được mời ký "
        "xem được.",
        "This paper belongs to a plan. Those who follow it, those it was sent to, and those who were asked to sign, see it.",
    ),
    "appraisal": (
        "Thẩm định này ngoài phạm vi của vị trí đang dùng. Chỉ cơ sở được thẩm định, Sở Y tế và thành viên hội đồng xem được.",
        "This appraisal is out of your position's reach. Only the facility, its department of health and the council see it.",
    ),
    "disposal": (
        "Đợt tiêu hủy này của cơ sở khác. Cán bộ lưu trữ, lãnh đạo và hội đồng của chính cơ sở mới xem được.",
        "This disposal is another facility's. Its own records office, heads and council see it.",
    ),
    "unseated": (
        "Đợt tiêu hủy này chỉ cán bộ lưu trữ hồ sơ, giám đốc, văn thư và thành viên hội đồng của đợt xem được; anh/chị không có tên trong "
        "hội đồng. Cần biết thì hỏi cán bộ lưu trữ hồ sơ.",
        "This disposal is for the records office, the director, the clerk and its council, on which you do not sit. "
        "Ask the records office for what you need to know.",
    ),
    "indicator": (
        "Quản trị bệnh viện báo cáo số liệu của cơ sở mình; Sở Y tế báo cáo số liệu của Sở và của các cơ sở trong kế hoạch.",
        "An administrator reports the own facility's numbers; the department its own and those of the plan's facilities.",
    ),
    "plan": (
        "Có cơ sở không thuộc Sở Y tế của anh/chị. Chỉ mở kế hoạch cho các cơ sở của tỉnh mình.",
        "A facility is not of your department of health. A plan is opened for the facilities of the own province.",
    ),
}
"""Why something is out of reach → what it is, and what is true instead."""


def out_of_reach(facts: tuple[str, ...]) -> Pair:
    """Of `OutOfReach`: why, and perhaps the role."""
    why, role = (*facts, "", "")[:2]
    return NEVER if why == "clinical" and role == Role.HEALTH_OFFICER else BEYOND.get(why, BEYOND[""])


def not_found(facts: tuple[str, ...]) -> Pair:
    """Of `NotFound`: kind and id; nobody is told which of the two it is."""
    kind, which = (*facts, "", "")[:2]
    if kind == "form" and which:
        return (
            f"Không có biểu mẫu “{which}” đang dùng. Chọn trong danh sách biểu mẫu của hồ sơ; máy xem GET /api/forms.",
            f"No form “{which}” is in force. Choose from the forms of the record; machines see GET /api/forms.",
        )
    vi, en = THINGS.get(kind, ("nội dung", "thing"))
    return (
        f"Không tìm thấy {vi} này, hoặc anh/chị không được xem. Kiểm tra lại mã hoặc đường dẫn.",
        f"No such {en}, or it is not for you. Check its id or the address.",
    )
