"""An act sent from a page: done, and seen where it led; or the page again with what was typed and why it was refused."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from domain.errors import Refusal
from services.context import Context
from web import asking
from web.errors import status_of
from web.forms import Form
from web.i18n import locale_of
from web.render import page

Shown = TypeVar("Shown", bound=Any)
Act = Callable[[Context, FormData], Awaitable[str | None]]
"""Does it; may give the address of what it led to."""
Again = Callable[[FormData, Form], Awaitable[object]]
"""What the template shows once the act was refused: the form goes back to where it was typed."""


def with_form(shown: Shown, name: str, form: Form) -> Shown:
    """The page's context with this form in its field `name`."""
    back: dict[str, Any] = {name: form}
    return replace(shown, **back)


async def acted(request: Request, act: Act, where: str, template: str, again: Again, places: Mapping[str, str] | None = None) -> Response:
    """`where`: what is seen after an act that led nowhere else; `places`: what a fault begins with → field of the form."""
    async with request.form() as sent:
        try:
            led = await act(asking.context(request, asking.text(sent, "request")), sent)
        except Refusal as no:
            form = asking.again(sent, no, locale_of(request), places)
            return page(request, template, await again(sent, form), status_of(no))
    return asking.seen(request, led or where)
