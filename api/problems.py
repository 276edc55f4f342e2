"""A refusal as RFC 9457 problem details: the one table of kinds, statuses and titles."""

from collections.abc import Mapping

from domain.errors import Conflict, Malformed, NotAllowed, NotFound, Refusal, SignInRefused, Unavailable
from services.messages import said

STATUS: Mapping[type[Refusal], tuple[int, str]] = {
    SignInRefused: (401, "Chưa đăng nhập"),
    NotAllowed: (403, "Không được phép"),
    NotFound: (404, "Không tìm thấy"),
    Conflict: (409, "Không còn phù hợp"),
    Malformed: (422, "Dữ liệu chưa đúng"),
    Unavailable: (503, "Tạm thời chưa thực hiện được"),
    Refusal: (400, "Không thực hiện được"),
}
"""kind → status, title; a kind that is not named has its parent's."""

OTHERS: Mapping[int, tuple[str, str, str]] = {
    404: ("Không có địa chỉ này", "Không có địa chỉ này trong giao diện lập trình.", "There is no such address."),
    405: ("Sai phương thức", "Địa chỉ này không nhận phương thức đã dùng.", "This address does not take that method."),
    413: ("Nội dung quá lớn", "Nội dung gửi lên vượt giới hạn cho phép.", "The body is larger than allowed."),
    500: (
        "Hệ thống gặp lỗi",
        "Việc vừa gửi chưa chắc đã được ghi: gửi lại với cùng mã yêu cầu. Nếu lặp lại, báo cán bộ công nghệ thông tin.",
        "What was sent may not be kept: send it again under the same request id. If it repeats, tell your IT officer.",
    ),
}
"""What is no refusal of the house: status → title, detail, English."""


def standing(refusal: Refusal) -> tuple[int, str]:
    """(status, title)."""
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def problem(refusal: Refusal) -> dict[str, object]:
    """The refusal as a problem document."""
    status, title = standing(refusal)
    vi, en = said(refusal)
    name = type(refusal).__name__
    return {
        "type": f"urn:hsba:refusal:{name}",
        "title": title,
        "status": status,
        "detail": vi,
        "detail_en": en,
        "refusal": name,
        "facts": list(refusal.facts),
    }


def other(status: int) -> dict[str, object]:
    """A problem that is no refusal of the house, in the same shape."""
    title, vi, en = OTHERS.get(status, ("Không thực hiện được", "Không thực hiện được.", "Refused."))
    kind = f"urn:hsba:http:{status}"
    return {"type": kind, "title": title, "status": status, "detail": vi, "detail_en": en, "refusal": None, "facts": []}
