"""What a view needs of its request: the house, the person's context, what was typed, and refusals told in the form where they happened."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar, cast
from unicodedata import normalize
from uuid import UUID, uuid4

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.clock import VIETNAM
from domain.errors import Incomplete, KnownPatient, Malformed, NotFound, PinRefused, Refusal, SessionEnded, StatusUnchecked, Unavailable
from domain.faults import both, halves
from domain.outside_papers import OutsidePaper
from services import messages
from services.context import Context, House
from services.evidence import Upload
from web.forms import Form, Told
from web.held import SECRETS
from web.i18n import languages, locale_of
from web.sessions import Visit

FAULT = re.compile(r"^([a-z][a-z0-9_.\[\]-]*): (.+)$", re.DOTALL)
"""A fault that names a field: `birth: ngày sinh ở tương lai`; nobody on a page calls it so."""
T = TypeVar("T")
PLACED = (Malformed, Incomplete, KnownPatient)
"""Refusals whose facts name fields."""
LONGEST_FILE = 25 * 1024 * 1024
"""Bytes of one uploaded file."""


def house(request: Request) -> House:
    return cast(House, request.app.state.house)


def visit(request: Request) -> Visit:
    return cast(Visit, request.state.visit)


def context(request: Request, act: str = "") -> Context:
    """The person in the acting position; `act` is the request id of the form, nothing for a read.

    Raises: NotAllowed, Malformed; SessionEnded for the act of a form that is only given back after a new sign-in.
    """
    if act and getattr(request.state, "held", None):
        raise SessionEnded()
    return visit(request).asker.context(house(request), act or "read")


def words(request: Request) -> Callable[[str], str]:
    """The texts of the person's language, for sentences made in Python."""
    return languages()[locale_of(request)].gettext


def typed(sent: FormData) -> dict[str, str]:
    """What was typed, to be kept; never a PIN or a password."""
    return {key: value for key, value in sent.items() if isinstance(value, str) and key not in SECRETS}


def ticked(sent: FormData) -> dict[str, tuple[str, ...]]:
    """Every value of each field: a browser sends a tick as one value of many."""
    return {key: tuple(one for one in sent.getlist(key) if isinstance(one, str)) for key in sent if key not in SECRETS}


def number(told: str, otherwise: int = 0) -> int:
    """A whole number of at most nine digits, as a field or an address told it; anything else is `otherwise`."""
    return int(told) if told.isdecimal() and len(told) < 10 else otherwise


def numbers(sent: FormData, name: str) -> tuple[int, ...]:
    """Ticks that are numbers; what is none was not offered."""
    return tuple(int(one) for one in sent.getlist(name) if isinstance(one, str) and one.isdecimal() and len(one) < 10)


def text(sent: FormData, name: str) -> str:
    """A field without the blanks around it, its marks composed (some keyboards send `e` + `̂`); empty when it was not sent."""
    value = sent.get(name, "")
    return normalize("NFC", value.strip()) if isinstance(value, str) else ""


async def uploads(sent: FormData, name: str) -> tuple[Upload, ...]:
    """Files of the rollout that were sent under a name; the services judge what they are. Raises: Malformed when one is too large."""
    files = [file for file in sent.getlist(name) if isinstance(file, UploadFile) and file.filename]
    if any((file.size or 0) > LONGEST_FILE for file in files):
        raise Malformed(both(f"{name}: tệp lớn hơn 25 MB", "the file is larger than 25 MB"))
    return tuple([Upload(file.filename or "", await file.read()) for file in files])


def field_moment(at: datetime) -> str:
    """As a browser's field of day and time wants it, in Vietnam's hours."""
    return at.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M")


def now(context: Context) -> str:
    return field_moment(context.now)


def moment(sent: FormData, name: str) -> datetime:
    """A time as a browser sends it, meant in Vietnam. Raises: Malformed."""
    try:
        return datetime.fromisoformat(text(sent, name)).replace(tzinfo=VIETNAM)
    except ValueError as wrong:
        raise Malformed(both(f"{name}: chọn ngày và giờ", "choose day and time")) from wrong


def unreadable(sent: FormData, days: Collection[str] = (), moments: Collection[str] = ()) -> list[str]:
    """The faults of these days and moments, to be told together."""
    faults: list[str] = []
    for name in (*days, *moments):
        try:
            a_day(sent, name) if name in days else moment(sent, name)
        except Malformed as wrong:
            faults += wrong.facts
    return faults


def unchosen(sent: FormData, *names: str) -> list[str]:
    """The faults of lists of people in which nobody was chosen."""
    return [both(f"{name}: chọn người", "choose somebody") for name in names if not text(sent, name)]


def a_day(sent: FormData | Mapping[str, str], name: str) -> date:
    """A day as a browser sends it. Raises: Malformed."""
    try:
        return date.fromisoformat(str(sent.get(name, "")).strip())
    except ValueError as wrong:
        raise Malformed(both(f"{name}: chọn ngày", "choose a day")) from wrong


def outside_paper(sent: FormData, start: str = "paper", end: str = "") -> OutsidePaper:
    """The paper made elsewhere whose fields are named `start_numberend` and so on; whether it is told whole the domain judges.

    Raises: Malformed for a day that is none.
    """
    on = a_day(sent, f"{start}_day{end}") if text(sent, f"{start}_day{end}") else None
    return OutsidePaper(text(sent, f"{start}_number{end}"), on, text(sent, f"{start}_issuer{end}"))


def uuid(request: Request, name: str) -> UUID:
    """A part of the address that is an id. Raises: NotFound."""
    return id_of(request.path_params[name])


def id_of(told: str) -> UUID:
    """Raises: NotFound for what is no id."""
    try:
        return UUID(told)
    except ValueError as wrong:
        raise NotFound("id", told) from wrong


def nth(of: Sequence[T], told: str) -> T:
    """The line that a number of the address means, from 1 on. Raises: NotFound."""
    n = number(told)
    if not 1 <= n <= len(of):
        raise NotFound("line", told)
    return of[n - 1]


def tell(refusal: Refusal, locale: str, places: Mapping[str, str] | None = None) -> Told:
    """The refusal in one language: the first sentence is what happened, the rest what to do; faults are lines of their own.

    `places`: what a fault begins with → field, where the page calls it otherwise.
    """
    said, faults = messages.said(refusal)[0 if locale == "vi" else 1], [one_language(fact, locale) for fact in refusal.facts]
    if faults and said.endswith("; ".join(faults)):
        placed = [_place(fact, places or {}, locale) for fact in refusal.facts]
        # One that begins with words of the page keeps them; a name in data is left to the page, which knows the field's label.
        keyed = [bool(FAULT.match(one)) for one in faults]
        lines = [fault if key else one for (_, fault), key, one in zip(placed, keyed, faults, strict=True)]
        fields = tuple(name if key else "" for (name, _), key in zip(placed, keyed, strict=True))
        links = tuple(name for name, _ in placed)
        return Told(said.partition(":")[0] + ".", "", tuple(_sentence(one) for one in lines), fields, links)
    what, _, do = said.partition(". ")
    return Told(what if what.endswith((".", "!")) else f"{what}.", do)


def warned(sent: FormData) -> bool:
    """Whether the person has read that nobody can say if their certificate is still good."""
    return text(sent, "warned") == "1"


def signing(sent: FormData, no: Refusal) -> dict[str, str]:
    """What is kept of a form that signs; the warning is confirmed before the next try."""
    asks = isinstance(no, StatusUnchecked) or (isinstance(no, PinRefused) and warned(sent))
    return {"request": text(sent, "request")} | ({"unchecked": "1"} if asks else {})


def again(sent: FormData | Mapping[str, str], refusal: Refusal, locale: str, places: Mapping[str, str] | None = None) -> Form:
    """The form given back: what was typed is kept, each fault stands at its field (`places`: what a fault begins with → field).

    When a part was away the act may have been kept all the same, so the same request id asks again; a refused act is judged anew.
    """
    values = typed(sent) if isinstance(sent, FormData) else dict(sent)
    request = values.get("request", "") if isinstance(refusal, Unavailable) else uuid4().hex
    found = [_place(fact, places or {}, locale) for fact in refusal.facts] if isinstance(refusal, PLACED) else []
    faults = {name: _sentence(fault) for name, fault in found if name}
    return Form(request, values, faults, tell(refusal, locale, places), ticked(sent) if isinstance(sent, FormData) else {})


def _place(fact: str, places: Mapping[str, str], locale: str) -> tuple[str, str]:
    """Field and fault in this person's language; no field for a fact that names none."""
    vi, fault = one_language(fact, "vi"), one_language(fact, locale)
    if name := next((name for start, name in places.items() if vi.startswith(f"{start}: ")), ""):
        called = (start for start, place in places.items() if place == name and fault.startswith(f"{start}: "))
        return name, fault.removeprefix(f"{next(called, '')}: ")
    match = FAULT.match(fault)
    return (match[1], match[2]) if match else ("", fault)


def one_language(fault: str, locale: str) -> str:
    """The half of `tiếng Việt / English` that this person reads."""
    return halves(fault)[0 if locale == "vi" else 1]


FILE = re.compile(r"[\w-]+\.[a-z]{2,5}\b")
"""A file's name is written as it is, also where a sentence begins."""


def _sentence(words: str) -> str:
    if FILE.match(words):
        return words
    return words[:1].upper() + words[1:]


def seen(request: Request, where: str) -> Response:
    """After an act: the page of its result; a reload repeats nothing."""
    if request.headers.get("hx-request") == "true":
        return Response(headers={"HX-Redirect": where})
    return RedirectResponse(where, 303)
