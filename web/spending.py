"""What a plan's purchases come to: planned, proposed, approved, committed, paid, accepted, by facility, category, source, budget line."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.names import PlanId
from domain.procurement_totals import Amounts, Spent, total
from services import procurement_exports, procurement_views
from services.procurement_exports import KEYS, By
from services.procurement_shown import PlanProcurements
from web import asking
from web.filters import Filter
from web.procurement_lines import address
from web.reading import Words
from web.render import page
from web.words import _

BY = {By.FACILITY: _("Theo cơ sở"), By.CATEGORY: _("Theo nhóm"), By.FUND: _("Theo nguồn kinh phí"), By.LINE: _("Theo dòng dự toán")}


@dataclass(frozen=True)
class Row:
    """A group with its sum, or one row of a group."""

    words: str
    address: str
    amounts: Amounts
    over: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True)
class SpendingPage:
    plan: str
    title: str
    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]
    totals: Amounts
    over: tuple[str, ...]
    planned: bool
    """The plan has budget lines."""
    shown: str
    """What the group is called whose rows these are; empty for all groups."""
    back: str
    export: str
    whole: bool
    warned: int = 0
    """How many groups run over."""


async def table(request: Request) -> Response:
    view = await procurement_views.of_plan(asking.context(request), PlanId(asking.uuid(request, "plan")))
    asked = request.query_params
    by = By(asked["by"]) if asked.get("by") in set(By) else By.FACILITY
    return page(request, "procurement/plan.html", spending_page(view, by, asked.get("key"), asking.words(request)))


def spending_page(view: PlanProcurements, by: By, key: str | None, words: Words) -> SpendingPage:
    """`key`: of the group whose rows are shown; None shows the groups."""
    here = f"/plans/{view.plan.id}/procurement"
    called = procurement_exports.names(view, by)
    groups = procurement_exports.counted(view, by)
    chosen = [row for row in view.rows if KEYS[by](row) == key] if key is not None else view.rows
    rows = tuple(_row(view, one) for one in chosen) if key is not None else _groups(groups, called, here, by)
    totals = total(row.amounts for row in chosen)
    return SpendingPage(
        f"/plans/{view.plan.id}",
        view.plan.title,
        tuple(Filter(words(said), f"{here}?by={one}", len(procurement_exports.counted(view, one)), one is by) for one, said in BY.items()),
        rows,
        totals,
        _over(totals),
        bool(view.lines),
        called.get(key, key) if key is not None else "",
        f"{here}?by={by}",
        f"{here}.xlsx",
        view.whole,
        sum(bool(amounts.over) for amounts in groups.values()),
    )


def _groups(groups: dict[str, Amounts], called: dict[str, str], here: str, by: By) -> tuple[Row, ...]:
    return tuple(
        Row(called[key], f"{here}?{urlencode({'by': by, 'key': key})}", amounts, _over(amounts)) for key, amounts in groups.items()
    )


def _row(view: PlanProcurements, one: Spent) -> Row:
    leads = address(one.procurement) if one.procurement else f"/plan-papers/{view.plan.code}"
    detail: Sequence[str] = (one.name, view.rules.category(one.category), view.rules.fund(one.fund))
    return Row(one.title, leads, one.amounts, _over(one.amounts), " · ".join(said for said in detail if said))


def _over(amounts: Amounts) -> tuple[str, ...]:
    return tuple(f"over_{one}" for one in sorted(amounts.over))


async def export(request: Request) -> Response:
    made = await procurement_exports.export(asking.context(request), PlanId(asking.uuid(request, "plan")))
    return Response(made.content, media_type=made.media, headers={"content-disposition": f'attachment; filename="{made.name}"'})


ROUTES = [
    Route("/plans/{plan}/procurement", table),
    Route("/plans/{plan}/procurement.xlsx", export),
]
