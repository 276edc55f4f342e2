"""An edition of a chain uploaded or typed: checked, drawn, compared, and proposed when nothing is wrong."""

from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Malformed, Refusal
from domain.faults import both
from domain.forms import Form as Sheet
from domain.people import demand
from domain.signature_chains import ChainPolicy
from policies.editions import LONGEST, Checked
from policies.faults import Fault
from services import chains, editions, people
from web import asking
from web.drawing import Change, Speaker, StageBox
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page
from web.words import _


@dataclass(frozen=True)
class FaultLine:
    at: str
    """Line of the text, when it is known."""
    path: str
    what: str


@dataclass(frozen=True)
class Drawing:
    """A chain drawn, and what it does otherwise than the one in force."""

    stages: tuple[StageBox, ...]
    changes: tuple[Change, ...]
    compared: str
    """Edition it is compared with; empty when there is none."""


@dataclass(frozen=True)
class NewEditionPage:
    facility: str
    form: Form
    checked: bool
    faults: tuple[FaultLine, ...]
    drawing: Drawing | None


async def new(request: Request) -> Response:
    """An edition to be written, beginning with the chain of the form that is in force."""
    context = asking.context(request)
    demand(context.position, "chain.propose", "*", context.today)
    code = request.query_params.get("form", "")
    chain, text = await chains.begun(context, code) if code else (None, "")
    drawing = await drawn(request, chain, None) if chain else None
    return page(request, "editions/new.html", NewEditionPage(facility(request), Form(values={"text": text}), False, (), drawing))


async def propose(request: Request) -> Response:
    """Checks what was uploaded or typed; keeps it when that was asked for and nothing is wrong."""
    async with request.form() as sent:
        try:
            text, file = await _uploaded(sent)
            context = asking.context(request, asking.text(sent, "request"))
            checked = await chains.look(context, text, file)
            if not checked.faults and asking.text(sent, "act") == "propose":
                return asking.seen(request, f"/chains/{await editions.propose(context, text, file)}")
        except Refusal as no:
            given = asking.again(sent, no, locale_of(request))
            return page(request, "editions/new.html", NewEditionPage(facility(request), given, False, (), None), status_of(no))
        shown = await _checked(request, Form(values={"text": text}), checked)
    return page(request, "editions/new.html", shown, 422 if checked.faults else 200)


async def _uploaded(sent: FormData) -> tuple[str, str]:
    """Text and name of the file that was chosen, else what was typed. Raises: Malformed."""
    file = sent.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return str(sent.get("text", "")).replace("\r\n", "\n"), ""
    if (file.size or 0) > 4 * LONGEST:
        raise Malformed(both(f"file: dài hơn {LONGEST} ký tự", f"longer than {LONGEST} characters"))
    try:
        return (await file.read()).decode("utf-8-sig").replace("\r\n", "\n"), file.filename
    except UnicodeDecodeError as wrong:
        raise Malformed("file: không phải văn bản UTF-8 / not a text in UTF-8") from wrong


async def _checked(request: Request, form: Form, checked: Checked) -> NewEditionPage:
    """What the text means, drawn as far as it can be read."""
    context, policy = asking.context(request), checked.policy
    about = {one.form.code: one for one in await chains.listing(context)}
    before = about[policy.form].chain if policy and policy.form in about else None
    drawing = await drawn(request, policy, before) if policy else None
    return NewEditionPage(facility(request), form, True, fault_lines(request, checked.faults), drawing)


async def drawn(request: Request, chain: ChainPolicy, before: ChainPolicy | None, form: Sheet | None = None) -> Drawing:
    context = asking.context(request)
    found = form or next((one for one in context.house.policies.forms if one.code == chain.form), None)
    speaker = Speaker(asking.words(request), found, dict(await people.departments(context)))
    return Drawing(speaker.draw(chain), speaker.changes(before, chain) if before else (), before.edition if before else "")


def fault_lines(request: Request, faults: tuple[Fault, ...]) -> tuple[FaultLine, ...]:
    locale, words = locale_of(request), asking.words(request)
    return tuple(
        FaultLine(words(_("dòng %(n)s")) % {"n": one.line} if one.line else "", one.path, one.en if locale == "en" else one.vi)
        for one in faults
    )


def facility(request: Request) -> str:
    return asking.visit(request).shown.acting.facility


ROUTES = [Route("/chains", propose, methods=["POST"]), Route("/chains/new", new)]
