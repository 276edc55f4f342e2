"""What is entered of a purchase on its page: judged, supplier chosen, contract, deliveries, payments, struck, stopped."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed
from domain.names import ProcurementId
from domain.procurement_entering import Contract, Judgement, Selection
from domain.procurement_events import Opinion
from services import appraisals, procurement, procurement_views
from services.context import Context
from web import asking
from web.acting import acted
from web.amounts import quantities_of, sums
from web.forms import Form
from web.procurement import PurchasePage, purchase_of, shown

Act = Callable[[Context, ProcurementId, FormData], Awaitable[str | None]]
"""May give the address of what it led to."""


async def _appraise(context: Context, which: ProcurementId, sent: FormData) -> str:
    """A council is asked for its verdict on the proposal; the page of that appraisal says what evidence it wants."""
    track = (await procurement_views.read(context, which)).one.track
    made = await appraisals.trigger(context, track, reason=asking.text(sent, "asking"), purchase=which)
    return f"/appraisals/{made}"


async def _judge(context: Context, which: ProcurementId, sent: FormData) -> None:
    told = asking.text(sent, "opinion")
    if told not in set(Opinion):
        raise Malformed("opinion: chọn ý kiến / choose an opinion")
    approved = sums(sent, "approved")
    said = Judgement(Opinion(told), asking.outside_paper(sent), asking.text(sent, "words"), approved)
    await procurement.judge(context, which, asking.text(sent, "step"), said)


async def _select(context: Context, which: ProcurementId, sent: FormData) -> None:
    until = asking.a_day(sent, "until") if asking.text(sent, "until") else None
    said = Selection(asking.text(sent, "form"), asking.text(sent, "supplier"), asking.outside_paper(sent), until)
    await procurement.select(context, which, asking.text(sent, "step"), said)


async def _contract(context: Context, which: ProcurementId, sent: FormData) -> None:
    quantities, prices = quantities_of(sent, "quantity"), sums(sent, "price")
    lines = {n: (quantities.get(n, 0), prices.get(n, Decimal(0))) for n in {*quantities, *prices}}
    said = Contract(asking.outside_paper(sent), asking.a_day(sent, "until"), lines, asking.text(sent, "words"))
    await procurement.contract(context, which, asking.text(sent, "step"), said)


async def _deliver(context: Context, which: ProcurementId, sent: FormData) -> None:
    last = asking.text(sent, "last") == "yes"
    await procurement.deliver(context, which, asking.text(sent, "step"), quantities_of(sent, "delivered"), asking.outside_paper(sent), last)


async def _pay(context: Context, which: ProcurementId, sent: FormData) -> None:
    await procurement.pay(context, which, sums(sent, "paid"), asking.outside_paper(sent, "voucher"), asking.text(sent, "remark"))


async def _strike(context: Context, which: ProcurementId, sent: FormData) -> None:
    await procurement.strike(context, which, asking.number(asking.text(sent, "event")), asking.text(sent, "mistake"))


async def _stop(context: Context, which: ProcurementId, sent: FormData) -> None:
    await procurement.stop(context, which, asking.text(sent, "why"))


ACTS: Mapping[str, tuple[str, Act, Mapping[str, str]]] = {
    "appraise": ("appraisals", _appraise, {"reason": "asking"}),
    "judge": ("judgement", _judge, {}),
    "select": ("selection", _select, {}),
    "contract": ("contract", _contract, {}),
    "deliver": ("deliveries", _deliver, {}),
    "pay": ("payments", _pay, {f"paper_{one}": f"voucher_{one}" for one in ("number", "day", "issuer")} | {"words": "remark"}),
    "strike": ("strikes", _strike, {"reason": "mistake"}),
    "stop": ("ending", _stop, {"reason": "why"}),
}
"""Name of an act → the end of its address, what does it, and what its faults begin with → field of its form."""


def _doing(name: str) -> Callable[[Request], Awaitable[Response]]:
    _end, act, places = ACTS[name]

    async def do(request: Request) -> Response:
        which = purchase_of(request)

        async def again(_sent: FormData, form: Form) -> PurchasePage:
            was = await shown(request)
            return replace(was, forms={**was.forms, name: form})

        address = f"/procurement/{which}"
        return await acted(request, lambda context, sent: act(context, which, sent), address, "procurement/show.html", again, places)

    return do


ROUTES = [Route(f"/procurement/{{procurement}}/{end}", _doing(name), methods=["POST"]) for name, (end, *_) in ACTS.items()]
