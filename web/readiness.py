"""Readiness of a facility on one page: a line for each register, leading to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.clock import day
from domain.parts import Kind, Part
from services import readiness
from services.context import Context
from services.levels import SystemView
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


def register_of(part: Part, track: str, context: Context) -> str:
    """Address of the register a milestone of this part is worked on in; empty for kinds without one."""
    if part.level and part.level.system in {one.system for one in context.house.policies.readiness(context.today).levels}:
        return f"{track}/levels"
    return f"{track}/{REGISTERS[part.kind]}" if part.kind in REGISTERS else ""


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
    levelled = (_level(view.level, track, words),) if view.level else ()
    return ReadinessPage(
        view.facility,
        track,
        today,
        (
            *(
                RegisterLine(words(title), f"{track}/{at}", f"{n}/{all_}", "line_met" if n == all_ > 0 else "line_short", what, last)
                for title, at, n, all_, what, last in lines
            ),
            *levelled,
            secured,
            drilled,
        ),
    )


def _level(one: SystemView, track: str, words: Words) -> RegisterLine:
    newest = one.declared[0] if one.declared else None
    said = words(_("%(system)s: đã công bố mức %(level)s, kế hoạch yêu cầu mức %(demanded)s"))
    none = words(_("%(system)s: chưa công bố mức, kế hoạch yêu cầu mức %(demanded)s"))
    told = {"system": one.line.system, "level": newest.reached or "–" if newest else "", "demanded": one.demanded}
    title, on = words(_("Mức phần mềm tự công bố")), newest.paper.day if newest else None
    return RegisterLine(title, f"{track}/levels", "", "line_met" if one.met else "line_short", (said if newest else none) % told, on)


ROUTES = [Route("/tracks/{track}/readiness", show)]
