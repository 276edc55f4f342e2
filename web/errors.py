"""Refusals as people meet them: the status of each kind, a page or a piece that says what happened and what to do."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from domain.errors import Conflict, Malformed, NotAllowed, NotFound, Refusal, SessionEnded, Unavailable
from web.forms import Told
from web.i18n import locale_of
from web.render import environments, page
from web.security import HEADERS

log = logging.getLogger("hsba.web")

STATUS: Mapping[type[Refusal], int] = {NotAllowed: 403, NotFound: 404, Conflict: 409, Malformed: 422, Unavailable: 503, Refusal: 400}
"""The one table of kinds and statuses for pages; a kind below has its parent's."""

Say = Callable[[Refusal, str], Told]
"""A refusal and a locale → the sentences a person reads."""


@dataclass(frozen=True)
class ErrorPage:
    told: Told


@dataclass(frozen=True)
class HeldPage:
    """A form that no page takes back: what was written in it, to be copied."""

    told: Told
    typed: tuple[str, ...]


def status_of(refusal: Refusal) -> int:
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def refusal_handler(say: Say) -> Callable[[Request, Exception], Awaitable[Response]]:
    """The last resort: views tell a refusal in the form where it happened; this tells it where no form stood."""

    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        if isinstance(error, SessionEnded) and (held := getattr(request.state, "held", None)):
            return page(request, "errors/held.html", HeldPage(say(error, locale_of(request)), held.typed), status_of(error))
        return told(request, say(error, locale_of(request)), status_of(error))

    return answer


def no_database(say: Say) -> Callable[[Request, Exception], Awaitable[Response]]:
    """The database is lost in the middle of a page: the same words as for every part that is away."""

    async def answer(request: Request, error: Exception) -> Response:
        log.error("database", exc_info=error)
        return told(request, say(Unavailable("database"), locale_of(request)), 503)

    return answer


def told(request: Request, what: Told, status: int) -> Response:
    """A page of its own, or for htmx the bare piece."""
    environment = environments()[locale_of(request)]
    if request.headers.get("hx-request") == "true":
        text = environment.get_template("errors/fragment.html").render(told=what)
        return Response(text, status, media_type="text/html")
    return page(request, "errors/page.html", ErrorPage(what), status)


async def wrong_request(request: Request, error: Exception) -> Response:
    """What the router or a form's parser says no to."""
    assert isinstance(error, HTTPException)
    answer = told(request, _bilingual(request, WRONG.get(error.status_code, UNREADABLE)), error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def broken(request: Request, error: Exception) -> Response:
    """500: the log has it in full, the person gets what to do. It is answered outside everything else, the headers included."""
    answer = told(request, _bilingual(request, BROKEN), 500)
    answer.headers.update(HEADERS | {"cache-control": "no-store"})
    return answer


NO_PAGE = {
    "vi": Told("Không có trang này", "Kiểm tra lại địa chỉ, hoặc về hộp việc."),
    "en": Told("There is no such page", "Check the address, or go back to the inbox."),
}
NOT_OPENED = {
    "vi": Told("Địa chỉ này không mở thành trang", "Địa chỉ này chỉ nhận biểu mẫu gửi từ một trang; chưa có gì thay đổi. Hãy về hộp việc."),
    "en": Told("This address opens no page", "It only takes a form sent from a page; nothing was changed. Go back to the inbox."),
}
UNREADABLE = {
    "vi": Told("Không đọc được nội dung gửi lên", "Chưa có gì thay đổi. Hãy mở lại trang và gửi lại."),
    "en": Told("What was sent cannot be read", "Nothing was changed. Open the page again and send it again."),
}
WRONG: Mapping[int, Mapping[str, Told]] = {404: NO_PAGE, 405: NOT_OPENED}
BROKEN = {
    "vi": Told("Hệ thống gặp lỗi", "Việc vừa làm chưa chắc đã được ghi: mở lại trang để xem. Nếu lặp lại, báo cán bộ công nghệ thông tin."),
    "en": Told(
        "Something went wrong", "What you just did may not be kept: open the page again to see. If it repeats, tell your IT officer."
    ),
}


def _bilingual(request: Request, texts: Mapping[str, Told]) -> Told:
    return texts[locale_of(request)]
