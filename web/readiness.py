"""Readiness of a facility on one page: a line for each register, leading to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.clock import day
from domain.parts import Kind
from services import readiness
from services.readiness import ReadinessView
from web import asking
from web.reading import Words
from web.render import page
from web.tracks import which
from web.words import _

REGISTERS: Mapping[Kind, str] = {
    Kind.CERTIFICATES: "certificates",
    Kind.TRAINING: "training",
    Kind.STAFFING: "training",
    Kind.CONNECTION: "endpoints",
    Kind.SECURITY: "security",
    Kind.COMMUNICATION: "communications",
    Kind.CEREMONY: "communications",
}
"""Kind of milestone → the register of the track that it is worked on in."""


def register_of(kind: Kind, track: str) -> str:
    """Address of the register a milestone of this kind is worked on in; empty for kinds without one."""
    return f"{track}/{REGISTERS[kind]}" if kind in REGISTERS else ""


@dataclass(frozen=True)
class RegisterLine:
    title: str
    address: str
    number: str
    state: str
    """`line_met` or `line_short`."""
    what: str
    """What the number counts, in words."""
    on: date | None
    """The day of the newest fact."""


@dataclass(frozen=True)
class ReadinessPage:
    facility: str
    track: str
    day: date
    lines: tuple[RegisterLine, ...]


async def show(request: Request) -> Response:
    view = await readiness.read(asking.context(request), which(request))
    return page(request, "readiness/show.html", readiness_page(view, asking.words(request)))


def readiness_page(view: ReadinessView, words: Words) -> ReadinessPage:
    track, today, on = f"/tracks/{view.track.id}", day(view.at), view.connected
    held, made, said = view.certificates, view.prepared, view.communicated
    silent = words(_("đầu kết nối đang chạy, %(n)s im lặng quá lâu")) % {"n": on.stale}
    unshown = words(_("việc đã có minh chứng, %(n)s quá ngày dự kiến")) % {"n": said.late}
    lines = (
        (_("Chứng thư số"), "certificates", held.numerator, held.denominator, words(_("người phải ký có chứng thư số dùng được")), today),
        (_("Tập huấn và nhân lực"), "training", made.met, made.lines, words(_("yêu cầu đã đạt")), today),
        (_("Kết nối, liên thông"), "endpoints", on.running, on.total, silent, day(on.succeeded) if on.succeeded else None),
        (_("Truyền thông, lễ công bố"), "communications", said.proved, said.wanted, unshown, today),
    )
    drilled = RegisterLine(
        words(_("Diễn tập khôi phục")),
        f"{track}/drills",
        "",
        "line_met" if view.drill else "line_short",
        words(_("lần khôi phục đủ gần nhất")) if view.drill else words(_("chưa có lần khôi phục đủ nào")),
        view.restored_on,
    )
    safe = view.secured
    told = {"level": safe.level or "–", "open": safe.open, "met": safe.met, "all": safe.lines}
    secured = RegisterLine(
        words(_("An toàn thông tin")),
        f"{track}/security",
        "",
        "line_met" if safe.ready else "line_short",
        words(_("cấp độ %(level)s, %(open)s điểm yếu chưa xong, danh mục đạt %(met)s/%(all)s")) % told,
        safe.approval.day,
    )
    return ReadinessPage(
        view.facility,
        track,
        today,
        (
            *(
                RegisterLine(words(title), f"{track}/{at}", f"{n}/{all_}", "line_met" if n == all_ > 0 else "line_short", what, last)
                for title, at, n, all_, what, last in lines
            ),
            secured,
            drilled,
        ),
    )


ROUTES = [Route("/tracks/{track}/readiness", show)]
