"""Transfers to other facilities: the patients expected here, one package with its documents, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from domain.errors import Malformed
from domain.names import ReferralId
from domain.referrals import Decline, Referral, ReferralState, Taken, Way, Why
from services import referrals, referred
from services.context import Context
from services.referred import PackageView
from store.queries.referrals import Sent, Shown
from web import asking
from web.acting import Act, acted, with_form
from web.filters import Filter
from web.forms import Form, Option
from web.referral_words import LISTS, WAYS, WHYS
from web.render import page
from web.words import initials


@dataclass(frozen=True)
class ExpectedLine:
    """One patient sent here."""

    address: str
    who: str
    """Name while they are expected; afterwards initials."""
    born: str
    sender: str
    slip: str
    at: datetime
    state: str
    until: datetime | None
    record: str
    """Code of the record opened here."""


@dataclass(frozen=True)
class IncomingPage:
    filters: tuple[Filter, ...]
    lines: tuple[ExpectedLine, ...]
    following: str = ""


@dataclass(frozen=True)
class SheetLine:
    """One document of a package."""

    address: str
    title: str
    code: str
    version: int
    sha256: str
    first: bool
    """It is the slip."""


@dataclass(frozen=True)
class TakenLine:
    name: str
    way: str
    at: datetime
    note: str
    by: str


@dataclass(frozen=True)
class ReferralPage:
    address: str
    here: bool
    """Shown to the receiving facility."""
    who: str
    born: str
    sender: str
    receiver: str
    code: str
    """Of the record that sends."""
    record_address: str
    """Where this position opens its own facility's record; empty when it does not reach it."""
    linked: str
    """Code of the record opened at the receiving facility."""
    slip: str
    state: str
    sent_at: datetime
    sent_by: str
    until: datetime
    open: bool
    """The window stands open."""
    may_copy: bool
    note: str
    answered_at: datetime | None
    answered_by: str
    declined: str
    """Why no record was opened."""
    declined_words: str
    sheets: tuple[SheetLine, ...]
    shut: str
    """Why nothing of the package is shown: `over` or `treating`; empty when it is shown."""
    taken: tuple[TakenLine, ...]
    receive: str
    """Where a record is opened for the patient; empty when that is not this position's act now."""
    file: str
    """Address of the package as a file."""
    decline: Form | None
    hand_over: Form | None
    end: Form | None
    whys: tuple[Option, ...]
    ways: tuple[Option, ...]


async def incoming(request: Request) -> Response:
    """Patients sent to this facility."""
    context, words = asking.context(request), asking.words(request)
    said, last = request.query_params.get("show", ""), request.query_params.get("after", "")
    shown = Shown(said) if said in set(Shown) else Shown.WAITING
    view = await referred.listing(context, shown, ReferralId(asking.id_of(last)) if last else None)
    filters = tuple(Filter(words(told), _address(one), view.tallies[one], one is shown) for one, told in LISTS.items())
    following = _address(shown, view.lines[-1].referral.id) if view.more else ""
    return page(request, "referrals/list.html", IncomingPage(filters, tuple(_line(one, context.now) for one in view.lines), following))


def _address(shown: Shown, after: ReferralId | None = None) -> str:
    told = {"show": shown if shown is not Shown.WAITING else "", "after": str(after or "")}
    said = urlencode({name: value for name, value in told.items() if value})
    return f"/referrals?{said}" if said else "/referrals"


def _line(one: Sent, now: datetime) -> ExpectedLine:
    referral, state = one.referral, one.referral.state(now)
    waits = state is ReferralState.SENT
    who, born = _who(one, waits)
    until = referral.until if waits else None
    told = (who, born, one.sender, one.slip_code, referral.sent_at, f"referral_{state}", until, one.linked_code)
    return ExpectedLine(f"/referrals/{referral.id}", *told)


def _who(one: Sent, known: bool) -> tuple[str, str]:
    """Name and birthday for whoever takes them in or treats them; else no more than tells them apart."""
    return (one.patient, f"{one.born:%d/%m/%Y}") if known else (initials(one.patient), str(one.born.year))


async def show(request: Request) -> Response:
    return page(request, "referrals/show.html", await _page(request))


async def document(request: Request) -> Response:
    """One document as it was sent, shown by the browser's own viewer."""
    number = asking.number(request.path_params["number"])
    content = await referred.content(asking.context(request), which(request), number)
    named = f'inline; filename="{which(request)}-{number}.pdf"'
    return Response(content, media_type="application/pdf", headers={"content-disposition": named})


async def file(request: Request) -> Response:
    """The package as a zip file; audited as copying."""
    made = await referred.package(asking.context(request), which(request))
    name = quote(f"goi-chuyen-{made.code}.zip", safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return StreamingResponse(made.chunks, media_type="application/zip", headers=headers)


async def decline(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> None:
        said = asking.text(sent, "why")
        if said not in set(Why):
            raise Malformed("why: chọn lý do / choose why")
        await referrals.decline(context, which(request), Decline(Why(said), asking.text(sent, "words")))

    return await _act(request, "decline", act, {"reason": "words"})


async def hand_over(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> None:
        said = asking.text(sent, "way")
        if said not in set(Way):
            raise Malformed("way: chọn cách trao / choose how it went")
        taken = Taken(asking.text(sent, "name"), Way(said), asking.moment(sent, "at"), asking.text(sent, "note"))
        await referrals.hand_over(context, which(request), taken)

    return await _act(request, "hand_over", act)


async def end(request: Request) -> Response:
    async def act(context: Context, sent: FormData) -> None:
        await referrals.end(context, which(request), asking.text(sent, "recalled"))

    return await _act(request, "end", act, {"reason": "recalled"})


async def _act(request: Request, name: str, act: Act, places: dict[str, str] | None = None) -> Response:
    async def again(_sent: FormData, form: Form) -> ReferralPage:
        return with_form(await _page(request), name, form)

    return await acted(request, act, f"/referrals/{which(request)}", "referrals/show.html", again, places)


async def _page(request: Request) -> ReferralPage:
    context, words = asking.context(request), asking.words(request)
    view = await referred.read(context, which(request))
    found, one, now = view.sent, view.sent.referral, context.now
    who, born = _who(found, not view.here or bool(view.items))
    at = f"/referrals/{one.id}"
    return ReferralPage(
        address=at,
        here=view.here,
        who=who,
        born=born,
        sender=found.sender,
        receiver=found.receiver,
        code=found.code,
        record_address=_record(view),
        linked=found.linked_code,
        slip=found.slip_code,
        state=f"referral_{one.state(now)}",
        sent_at=one.sent_at,
        sent_by=view.names.get(one.sent_by, ""),
        until=one.until,
        open=one.open(now),
        may_copy=one.may_copy,
        note=view.note,
        answered_at=one.answered_at,
        answered_by=view.names.get(one.answered_by, "") if one.answered_by else "",
        declined=words(WHYS[one.declined]) if one.declined else "",
        declined_words=view.declined,
        sheets=tuple(_sheet(at, view, n) for n in range(len(view.items))),
        shut=_shut(view, one, now),
        taken=tuple(
            TakenLine(t.taken.name, words(WAYS[t.taken.way]), t.taken.at, t.taken.note, view.names.get(t.by, "")) for t in view.taken
        ),
        receive=f"/records/new?referral={one.id}" if view.may_receive else "",
        file=f"{at}/file" if view.may_copy else "",
        decline=Form() if view.may_decline else None,
        hand_over=Form(values={"at": asking.now(context)}) if view.may_hand_over else None,
        end=Form() if view.may_end else None,
        whys=tuple(Option(key, words(said)) for key, said in WHYS.items()),
        ways=tuple(Option(key, words(said)) for key, said in WAYS.items()),
    )


def _record(view: PackageView) -> str:
    one = view.sent.referral
    own = one.linked if view.here else one.record
    return f"/records/{own}" if own and view.reaches else ""


def _sheet(at: str, view: PackageView, n: int) -> SheetLine:
    """At the receiving facility the file as it was sent; at the sending one the document's own page."""
    one = view.items[n]
    address = f"{at}/documents/{one.item.number}" if view.here else f"/documents/{one.item.document}/{one.item.version}"
    return SheetLine(address, one.title, one.code, one.item.version, one.item.sha256, n == 0)


def _shut(view: PackageView, one: Referral, now: datetime) -> str:
    if view.items or not view.here:
        return ""
    return "treating" if one.open(now) else "over"


def which(request: Request) -> ReferralId:
    """The transfer of the address. Raises: NotFound."""
    return ReferralId(asking.uuid(request, "referral"))


ROUTES = [
    Route("/referrals", incoming),
    Route("/referrals/{referral}", show),
    Route("/referrals/{referral}/documents/{number}", document),
    Route("/referrals/{referral}/file", file),
    Route("/referrals/{referral}/refusal", decline, methods=["POST"]),
    Route("/referrals/{referral}/hand-over", hand_over, methods=["POST"]),
    Route("/referrals/{referral}/ending", end, methods=["POST"]),
]
