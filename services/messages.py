"""The sentence a person reads for each refusal: Vietnamese, then English; what it is and what to do."""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.clock import VIETNAM
from domain.errors import Refusal
from domain.faults import halves
from services import reach, states
from services.parts import PARTS

Facts = tuple[str, ...]
Sentence = Callable[[Facts], tuple[str, str]]


def said(refusal: Refusal) -> tuple[str, str]:
    """(Vietnamese, English)."""
    return SENTENCES[type(refusal).__name__](refusal.facts)


def _plain(vi: str, en: str) -> Sentence:
    return lambda facts: (vi, en)


def _first(facts: Facts) -> str:
    return facts[0] if facts else ""


def _lines(vi: str, en: str) -> Sentence:
    def sentence(facts: Facts) -> tuple[str, str]:
        told = [halves(fact) for fact in facts]
        return f"{vi}: {'; '.join(one for one, _ in told)}", f"{en}: {'; '.join(one for _, one in told)}"

    return sentence


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def _locked(facts: Facts) -> tuple[str, str]:
    until = _moment(facts[0]) if facts else ""
    return (
        f"Nhập sai PIN quá nhiều lần; tạm khóa đến {until}. Sau giờ đó hãy thử lại.",
        f"Too many wrong PINs; locked until {until}. Try again after that.",
    )


def _sign_in(facts: Facts) -> tuple[str, str]:
    if facts:
        until = _moment(facts[0])
        return f"Sai quá nhiều lần; thử lại sau {until}.", f"Too many wrong tries; try again after {until}."
    return (
        "Tên đăng nhập hoặc mật khẩu không đúng, hoặc phiên đã hết. Hãy đăng nhập lại.",
        "Name or password is wrong, or the session is over. Sign in again.",
    )


def tries(left: object) -> str:
    """English has a singular."""
    return f"{left} {'try' if str(left) == '1' else 'tries'} left"


def _pin(facts: Facts) -> tuple[str, str]:
    left = _first(facts)
    return f"PIN không đúng; còn {left} lần thử.", f"Wrong PIN; {tries(left)}."


CODES: Mapping[str, tuple[str, str]] = {
    "wrong": ("Mã OTP không đúng; còn {} lần thử. Dùng mã trong tin nhắn mới nhất.", "Wrong one-time code; {1}. Use the newest message."),
    "tries": ("Nhập sai mã OTP quá số lần cho phép. Hãy gửi mã mới.", "Too many wrong codes. Send a new one."),
    "expired": ("Mã OTP đã hết hạn. Hãy gửi mã mới.", "The one-time code has expired. Send a new one."),
    "open": ("Mã OTP chưa được nhập. Nhập mã trong tin nhắn rồi gửi lại.", "The code was not typed in yet. Type it in, then send again."),
    "changed": (
        "Nội dung phiếu đã khác lúc gửi mã OTP. Để người bày tỏ ý kiến đọc lại rồi gửi mã mới.",
        "The sheet no longer says what it said when the code was sent. Have it read again, then send a new code.",
    ),
    "gateway": (
        "Cổng tin nhắn không nhận tin gửi đến số này. Kiểm tra lại số điện thoại; nếu đúng thì chọn cách khác "
        "và báo phòng công nghệ thông tin.",
        "The message gateway takes no message to this number. Check it; if it is right choose another way and tell the IT office.",
    ),
    "used": ("Mã OTP này đã dùng cho một phiếu khác. Hãy gửi mã mới.", "This one-time code confirmed another sheet. Send a new one."),
    "often": (
        "Đã gửi quá nhiều mã OTP cho hồ sơ này trong một giờ. Hãy chờ, hoặc chọn cách khác.",
        "Too many codes in an hour for this record. Wait, or choose another way.",
    ),
}


def _code(facts: Facts) -> tuple[str, str]:
    vi, en = CODES.get(_first(facts), CODES["open"])
    left = facts[1] if len(facts) > 1 else ""
    return vi.format(left), en.format(left, tries(left))


def _away(facts: Facts) -> tuple[str, str]:
    vi, en = PARTS.get(_first(facts), (_first(facts), _first(facts)))
    return (
        f"Hiện chưa kết nối được {vi}; chưa có gì bị thay đổi dở dang. Hãy thử lại sau ít phút.",
        f"Cannot reach {en} now; nothing is half done. Try again in a few minutes.",
    )


CERTIFICATE: Mapping[str, tuple[str, str]] = {
    "missing": ("chưa được cấp", "has not been issued"),
    "revoked": ("đã bị thu hồi", "is revoked"),
    "expired": ("đã hết hạn", "has expired"),
    "not_yet_valid": ("chưa có hiệu lực", "is not yet valid"),
    "unknown_issuer": ("do tổ chức không được tin cậy cấp", "comes from an unknown issuer"),
    "usage": ("không được cấp để ký văn bản", "is not meant for signing documents"),
    "status_unknown": ("chưa kiểm tra được trạng thái", "cannot be checked now"),
}

DATED = frozenset({"revoked", "expired", "not_yet_valid"})
"""Those whose second fact is the moment since or until when."""


def _certificate(facts: Facts) -> tuple[str, str]:
    if facts[:1] == ("status_unknown",):
        return (
            "Tổ chức chứng thực không trả lời nên chưa kiểm tra được chứng thư số còn hiệu lực hay đã bị thu hồi. "
            "Chưa có gì được ký; hãy thử lại sau ít phút, nếu vẫn vậy thì báo phòng công nghệ thông tin.",
            "The certificate authority does not answer, so that nobody can say whether the certificate is still good. "
            "Nothing was signed; try again in a few minutes, and tell the IT office if it stays so.",
        )
    vi, en = CERTIFICATE.get(_first(facts), (_first(facts), _first(facts)))
    more = facts[1] if len(facts) > 1 else ""
    since = f" ({_moment(more) if facts[0] in DATED else more})" if more else ""
    whose, theirs = ("cơ sở", "The organisation’s") if "organisation" in facts else ("anh/chị", "Your")
    return (
        f"Chứng thư số của {whose} {vi}{since}. Liên hệ phòng công nghệ thông tin để được cấp lại.",
        f"{theirs} certificate {en}{since}. Ask the IT office for a new one.",
    )


def _same(facts: Facts) -> tuple[str, str]:
    if facts[:1] == ("hold.lift",):
        return (
            "Anh/chị đặt lệnh giữ lại này nên không tự thôi giữ được. Giám đốc khác của cơ sở thôi giữ (trang của lệnh ghi tên); "
            "chưa có ai thì quản trị bệnh viện giao vị trí giám đốc cho một người nữa.",
            "You placed this hold, so you do not lift it. Another director here does (its page names them); "
            "if there is none, the administrator gives the post of director to one more person.",
        )
    if "conflict" in facts:
        return (
            "Anh/chị đã khai báo xung đột lợi ích ở tiêu chí này nên không biểu quyết. Khai báo nhầm thì sửa lại khai báo trước.",
            "You declared a conflict of interest on this criterion, so you do not vote on it. If that was a slip, change it first.",
        )
    if "seated" in facts:
        return (
            "Anh/chị là thành viên hội đồng đang thẩm định trên minh chứng này nên không nộp minh chứng. Người khác của đơn vị nộp.",
            "You sit on a council that judges this evidence, so you do not bring any. Somebody else of the unit does.",
        )
    if "brought" in facts:
        return (
            "Anh/chị đã nộp minh chứng của tiêu chí này nên không biểu quyết về nó.",
            "You brought evidence for this criterion, so you do not vote on it.",
        )
    if facts[:1] == ("regulation.check",):
        return (
            "Anh/chị đã soạn dự thảo này nên không tự kiểm tra pháp lý được. Một cán bộ lưu trữ, quản trị hoặc giám đốc khác kiểm tra.",
            "You wrote this draft, so you do not check it yourself. Another records officer, administrator or the director does.",
        )
    if "council" in facts:
        return (
            "Anh/chị là thành viên hội đồng đã thẩm định việc này nên không xác nhận, trả lại được. Một chuyên viên khác của Sở Y tế làm.",
            "You sat on the council that appraised this, so you neither accept it nor send it back. Another officer does.",
        )
    return (
        "Không ai được tự duyệt, tự nghiệm thu, tự thẩm định việc của mình; việc này phải do người khác làm.",
        "Nobody approves, accepts or appraises their own work; somebody else must do this.",
    )


def _stale(facts: Facts) -> tuple[str, str]:
    if facts[1:2] == ("0",):
        return (
            "Danh mục đã khác với danh mục anh/chị đã xem. Hãy xem lại danh mục mới rồi làm lại.",
            "The list is no longer the one you looked at. Look at the new one, then do it again.",
        )
    return (
        "Văn bản đã có bản khác với bản anh/chị đọc. Hãy tải lại trang và đọc bản mới.",
        "There is another version than the one you read. Reload the page and read the new one.",
    )


def _turn(facts: Facts) -> tuple[str, str]:
    if "never" in facts:
        return (
            "Văn bản này không chờ anh/chị ký: anh/chị không có tên trong chuỗi ký của nó.",
            "This document does not wait for you: you are not in its chain of signatures.",
        )
    if "past" in facts:
        return (
            "Bước ký của anh/chị đã có người khác ký; văn bản không chờ anh/chị nữa.",
            "Somebody else signed your stage; the document no longer waits for you.",
        )
    return (
        "Chưa đến lượt anh/chị ký văn bản này. Văn bản sẽ vào hộp việc khi đến lượt.",
        "It is not your turn to sign. The document will come to your inbox.",
    )


SENTENCES: Mapping[str, Sentence] = {
    "Refusal": _lines("Không thực hiện được", "Refused"),
    "NotAllowed": reach.not_allowed,
    "NotYourTurn": _turn,
    "MustDiffer": _plain(
        "Anh/chị đã ký một bước trước; bước này phải do người khác ký.",
        "You signed an earlier stage; this one must be signed by somebody else.",
    ),
    "SamePerson": _same,
    "OutOfReach": reach.out_of_reach,
    "TicketRefused": _plain(
        "Phiên ký không còn hiệu lực hoặc không đúng văn bản đã xem. Hãy mở lại văn bản và nhập PIN.",
        "The signing ticket is over or names other bytes. Open the document again and enter your PIN.",
    ),
    "PinRefused": _pin,
    "PinLocked": _locked,
    "CertificateRefused": _certificate,
    "CodeRefused": _code,
    "SignInRefused": _sign_in,
    "Conflict": _lines("Không còn phù hợp", "No longer fits"),
    "StaleDocument": _stale,
    "AlreadySigned": _plain("Anh/chị đã ký văn bản này rồi.", "You signed this document already."),
    "Claimed": _plain(
        "Đồng nghiệp đã nhận việc này; người đó ký, hoặc trả lại để người khác ký.",
        "A colleague has taken this task; they sign it, or release it.",
    ),
    "ChainComplete": _plain("Văn bản đã đủ chữ ký.", "Every signature is there already."),
    "VersionEnded": _plain(
        "Bản này đã bị từ chối, thu hồi hoặc thay thế; không ký được nữa. Hãy mở bản mới nhất.",
        "This version was refused, withdrawn or replaced. Open the newest one.",
    ),
    "WaitsForStamp": _plain(
        "Chữ ký trước đang chờ dấu thời gian; văn bản sẽ vào hộp việc ngay khi có.",
        "The last signature waits for its time stamp; the document comes to you as soon as it has one.",
    ),
    "RequestTaken": _plain(
        "Mã yêu cầu này đã được người khác dùng. Hãy gửi lại với mã mới.",
        "Another person used this request id. Send it again under a new one.",
    ),
    "RequestReused": _plain(
        "Mã yêu cầu này đã dùng cho nội dung khác. Nội dung mới cần mã mới.",
        "This request id was used for another content. New content needs a new id.",
    ),
    "SessionEnded": _plain(
        "Phiên làm việc đã hết trước khi gửi, chưa có gì được ghi. "
        "Những gì đã điền còn nguyên: xem lại rồi gửi; mã PIN và tệp đính kèm phải nhập lại.",
        "The session was over before this was sent; nothing was done. "
        "What you filled in is still here: check it and send it again; PINs and files have to be given again.",
    ),
    "WrongState": states.wrong_state,
    "StatusUnchecked": _plain(
        "Cảnh báo: chưa kiểm tra được chứng thư số còn hiệu lực hay đã bị thu hồi, vì tổ chức chứng thực không trả lời. Chưa ký gì. "
        "Hãy thử lại sau ít phút; hoặc nếu vẫn cần ký ngay thì xác nhận đã đọc cảnh báo này và nhập lại PIN. "
        "Văn bản chỉ được bảo toàn khi kiểm tra được; nếu chứng thư đã bị thu hồi thì chữ ký không có giá trị.",
        "Warning: nobody can say now whether the certificate is still good, for its authority does not answer; nothing was signed. "
        "Try again in a few minutes; or confirm that you have read this warning and give the PIN again. "
        "The document is preserved only once it can be checked; if the certificate was revoked, the signature is worth nothing.",
    ),
    "EarlierFirst": _lines("Mốc này chờ việc trước, cần báo cáo xong trước", "This milestone waits; to be reported done first"),
    "Incomplete": _lines("Còn thiếu", "Missing"),
    "KnownPatient": _lines("Người bệnh đã có tại cơ sở", "This patient is known here"),
    "SetRefused": _lines("Chưa ký được cả tập", "This set cannot be signed"),
    "SubstituteAway": _plain(
        "Người được chọn cũng vắng, hoặc đang ký thay cho người khác trong thời gian này: ký thay không nối tiếp, không vòng. "
        "Hãy chọn người khác hoặc kết thúc việc ký thay kia trước.",
        "That person is away too, or somebody leans on who is away now: substitutions neither chain nor circle. "
        "Choose somebody else, or end the other one first.",
    ),
    "ChainUnfillable": _lines(
        "Không có ai đang giữ vị trí để ký bước này; cần có người giữ vị trí đó trước",
        "Nobody holds a position that can sign this stage; somebody has to hold it first",
    ),
    "Malformed": _lines("Dữ liệu chưa đúng", "The data is not right"),
    "NotFound": reach.not_found,
    "Unavailable": _away,
}
