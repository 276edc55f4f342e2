"""What hsba itself knows of a facility: each number with what it was counted from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.facts import KNOWN, Fact, Of, Unit, figure
from domain.names import FacilityId
from services import facts
from services.facts import Facts
from web import asking
from web.forms import Option
from web.i18n import locale_of
from web.reading import Words
from web.render import page
from web.words import _

SPANS = (7, 30, 92)
"""Days back that a page offers."""
COUNTED: Mapping[str, str] = {
    "orders_signed": _("Phiếu chỉ định lập trong những ngày này, bản mới nhất đã đủ mọi chữ ký."),
    "documents_signed": _("Văn bản trong hồ sơ lập trong những ngày này và đã quá 24 giờ, bản mới nhất đã đủ mọi chữ ký."),
    "documents_unsigned": _(
        "Văn bản trong hồ sơ có bản mới nhất lập quá 24 giờ mà còn chờ ký hoặc bị từ chối; không kể bản người lập đã rút."
    ),
    "signatures_refused": _("Bản bị từ chối ký trong những ngày này."),
    "signatures_stamped": _("Chữ ký số thực hiện trong những ngày này, đã có dấu thời gian."),
    "certificates_covered": _("Người đang giữ vị trí phải ký có chứng thư số còn hiệu lực và không bị báo thu hồi, đếm theo từng vai trò."),
    "paper_printed": _("Bản giấy chuyển đổi đã cấp trong những ngày này."),
    "reads_audited": _("Lượt xem hồ sơ, xem văn bản được ghi vào nhật ký trong những ngày này."),
    "regulation_in_force": _("Sổ quy chế của cơ sở có văn bản về nội dung này đang có hiệu lực hôm nay."),
    "security_approved": _("Phê duyệt hồ sơ đề xuất cấp độ mới nhất trong sổ an toàn thông tin."),
    "restore_drilled": _("Lần diễn tập khôi phục thành công mới nhất trong sổ, còn trong những ngày này."),
    "audit_whole": _("Cơ sở dữ liệu đang chặn mọi lệnh sửa, xoá dòng nhật ký."),
}
"""How each fact is counted."""


@dataclass(frozen=True)
class Share:
    name: str
    done: int
    of: int


@dataclass(frozen=True)
class FactLine:
    code: str
    title: str
    value: str
    """`98,5 %`, `3`, `có`, or a dash where there is nothing to measure."""
    counted: str
    """`985/1000`; empty for a plain count."""
    how: str
    parts: tuple[Share, ...]


@dataclass(frozen=True)
class FactsPage:
    facility: str
    on: date
    days: int
    here: str
    spans: tuple[Option, ...]
    lines: tuple[FactLine, ...]


async def show(request: Request) -> Response:
    which = FacilityId(request.path_params["facility"])
    days = asking.number(request.query_params.get("days", ""), SPANS[0])
    found = await facts.facts(asking.context(request), which, days=days)
    return page(request, "facts/show.html", facts_page(found, asking.words(request), locale_of(request)))


def facts_page(found: Facts, words: Words, locale: str) -> FactsPage:
    here = f"/facts/{found.facility}"
    spans = tuple(Option(f"{here}?days={n}", words(_("%(n)s ngày qua")) % {"n": n}) for n in SPANS)
    lines = tuple(_line(one, words, locale) for one in found.facts)
    return FactsPage(found.name, found.facts[0].on, found.days, f"{here}?days={found.days}", spans, lines)


def _line(one: Fact, words: Words, locale: str) -> FactLine:
    title = KNOWN[one.code][0 if locale == "vi" else 1]
    parts = tuple(Share(name, of.numerator, of.denominator or 0) for name, of in one.parts)
    return FactLine(one.code, title, _value(one, words, locale), _counted(one.of), words(COUNTED.get(one.code, "")), parts)


def _value(one: Fact, words: Words, locale: str) -> str:
    if one.value is None:
        return "–"
    if one.unit is Unit.HOLDS:
        return words(_("có")) if one.value >= 1 else words(_("không"))
    return f"{figure(one.value, locale)} %" if one.unit is Unit.PERCENT else figure(one.value, locale)


def _counted(of: Of | None) -> str:
    return "" if of is None or of.denominator is None else f"{of.numerator}/{of.denominator}"


ROUTES = [Route("/facts/{facility}", show)]
