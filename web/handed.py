"""The second page of a sheet: it shows what the first one said, and is handed to whoever draws, types a code, or brings a paper.

Nothing is kept by the server between the two: what the first page said travels in the page itself. A code that was sent is a row.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import FormData, UploadFile

from domain.enclosures import LARGEST_FILE
from domain.errors import CodeRefused, Malformed
from domain.forms import Field, Kind
from domain.forms import Form as Sheet
from domain.names import CodeId, RecordId
from services import codes
from services.context import Context
from web import asking
from web.forms import Form, Option
from web.inputs import Input, data, inputs
from web.parts import Part, parts
from web.records import Head
from web.words import moment

KEPT = 700_000
"""Characters of a picture that a page carries on when it comes back; a larger one is chosen again."""
OWN = frozenset({"request", "form", "again", "turn", "turned", "more"})
"""Inputs that the page makes itself."""


@dataclass(frozen=True)
class HandedPage:
    head: Head
    code: str
    name: str
    parts: tuple[Part, ...]
    """What whoever fills the page has to have read."""
    carried: tuple[tuple[str, str], ...]
    """What the first page said, to be sent along."""
    inputs: tuple[Input, ...]
    form: Form
    again: str = ""


def has_two(form: Sheet) -> bool:
    return any(one.handed for one in form.fields)


def first(form: Sheet) -> Sheet:
    """What the first page asks for."""
    return replace(form, fields=tuple(one for one in form.fields if not one.handed), never=())


def second(form: Sheet, values: Mapping[str, str]) -> tuple[Field, ...]:
    """What is asked for after the first page said this; what depends on the second page's own choices stands there too."""
    said = data(first(form).fields, values)
    own = {one.name for one in form.fields if one.handed}
    return tuple(one for one in form.fields if one.handed and (one.when is None or one.when.field in own or one.when.holds(said)))


def shown(head: Head, form: Sheet, told: Form, people: Sequence[Option], again: str, more: str = "") -> HandedPage:
    asked = second(form, told.values)
    mine = {one.name for one in asked}
    carried = tuple((key, value) for key, value in told.values.items() if key not in OWN and not _of(key, mine))
    # A choice of the first page is settled: what depends on it is asked for without a condition.
    own = [replace(one, when=one.when if one.when and one.when.field in mine else None) for one in asked]
    filled = inputs(own, told.values, more, people=tuple(people))
    return HandedPage(head, form.code, form.name, parts(form, _read(form, told.values, people)), carried, filled, told, again)


def _read(form: Sheet, values: Mapping[str, str], people: Sequence[Option]) -> dict[str, object]:
    """What the first page said, people with their names."""
    names = {one.value: one.words.partition(" · ")[0] for one in people}
    said = data(first(form).fields, values)
    for one in first(form).fields:
        if one.kind is Kind.PERSON and one.name in said:
            said[one.name] = {"name": names.get(str(said[one.name]), "")}
        elif one.kind is Kind.PEOPLE and one.name in said:
            said[one.name] = [{"name": names.get(str(who), "")} for who in said[one.name]]
    return said


def _of(key: str, fields: set[str]) -> bool:
    """Whether an input belongs to one of the fields: its own, one beside it, or a line of its list."""
    return any(key == name or key.startswith(f"{name}-") for name in fields)


async def taken(sent: FormData, form: Sheet) -> dict[str, str]:
    """What was typed, and the files that were chosen, as the fields carry them. Raises: Malformed."""
    found = asking.typed(sent)
    for one in form.fields:
        chosen = sent.get(f"{one.name}-file")
        if isinstance(chosen, UploadFile) and chosen.filename:
            if (chosen.size or 0) > LARGEST_FILE:
                raise Malformed(form.spot(one.label).says("tệp lớn hơn 10 MB / the file is larger than 10 MB"))
            found[one.name] = b64encode(await chosen.read()).decode()
    return found


def kept(form: Sheet, values: Mapping[str, str]) -> dict[str, str]:
    """What a page that comes back carries on: no file that is too large for it, no code that was typed."""
    files = {one.name for one in form.fields if one.kind is Kind.FILE}
    heavy = files | {one.name for one in form.fields if one.kind is Kind.PICTURE and len(values.get(one.name, "")) > KEPT}
    return {key: value for key, value in values.items() if key not in heavy and not key.endswith("-typed")}


async def send(context: Context, form: Sheet, which: RecordId, values: Mapping[str, str]) -> dict[str, str]:
    """Sends the code that the page asks for; gives what the page knows of it. Raises: Malformed, CodeRefused, Unavailable."""
    field = next(one for one in second(form, values) if one.kind is Kind.CODE)
    made = await codes.send(context, form, which, data(form.fields, values), values.get(f"{field.name}-phone", ""))
    return {field.name: str(made.id), f"{field.name}-told": f"{made.phone} · {moment(made.expires_at)}"}


async def confirm(context: Context, form: Sheet, values: Mapping[str, str]) -> None:
    """Checks what was typed of the code that was sent. Raises: CodeRefused, Malformed, NotFound."""
    for field in second(form, values):
        if field.kind is Kind.CODE:
            if not values.get(field.name):
                raise CodeRefused("open")
            which = CodeId(asking.id_of(values[field.name]))
            await codes.check(context, which, values.get(f"{field.name}-typed", ""), values.get(f"{field.name}-phone", ""))
