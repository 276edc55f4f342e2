"""A form of `policies/forms/` as the inputs of a page, and what was typed as the form's data.

A line of a list is a group of inputs named `items-1-name`; `items-rows` says how many groups the page showed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.clock import VIETNAM
from domain.forms import Field, Kind
from web.forms import Option

MOST_ROWS = 60
"""Lines of one list on a page."""
BLANK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Input:
    """One field on a page."""

    name: str
    label: str
    kind: str
    """`text`, `long_text`, `texts`, `integer`, `number`, `money`, `day`, `moment`, `flag`, `choice` or `lines`."""
    required: bool
    unit: str
    value: str
    choices: tuple[Option, ...]
    rows: tuple[tuple["Input", ...], ...]
    """Groups of inputs, one for each line of a list."""


def inputs(fields: Sequence[Field], values: Mapping[str, str], more: str = "", start: str = "") -> tuple[Input, ...]:
    """The fields with what was typed; the list named `more` gets one more line than it had."""
    return tuple(_input(one, values, more, start + one.name) for one in fields)


def _input(of: Field, values: Mapping[str, str], more: str, name: str) -> Input:
    many = min(_rows(values, name) + (more == name), MOST_ROWS) if of.kind is Kind.LINES else 0
    rows = tuple(inputs(of.fields, values, more, f"{name}-{n}-") for n in range(1, many + 1))
    return Input(
        name, of.label, of.kind, of.required, of.unit, values.get(name, ""), tuple(Option(*one) for one in of.choices.items()), rows
    )


def _rows(values: Mapping[str, str], name: str) -> int:
    told = values.get(f"{name}-rows", "")
    return int(told) if told.isdecimal() and 0 < int(told) <= MOST_ROWS else 1


def data(fields: Sequence[Field], values: Mapping[str, str], start: str = "") -> dict[str, Any]:
    """What was typed, as the form's data; what is empty is left out. What cannot be read stays text, and the form's rule names it."""
    found = {one.name: _data(one, values, start + one.name) for one in fields}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _data(of: Field, values: Mapping[str, str], name: str) -> object:
    if of.kind is Kind.LINES:
        lines = [data(of.fields, values, f"{name}-{n}-") for n in range(1, _rows(values, name) + 1)]
        return [line for line in lines if line]
    return READ.get(of.kind, str)(values.get(name, "").strip())


def _whole(text: str) -> object:
    bare = "".join(one for one in text if one not in f". {BLANK}₫")
    return int(bare) if bare.isdecimal() else text


def _decimal(text: str) -> object:
    try:
        return float(text.replace(".", "").replace(",", ".")) if text else ""
    except ValueError:
        return text


def _moment(text: str) -> object:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).isoformat() if text else ""
    except ValueError:
        return text


READ: Mapping[Kind, Callable[[str], object]] = {
    Kind.INTEGER: _whole,
    Kind.MONEY: _whole,
    Kind.NUMBER: _decimal,
    Kind.MOMENT: _moment,
    Kind.FLAG: lambda text: {"yes": True, "no": False}.get(text),
    Kind.TEXTS: lambda text: [line.strip() for line in text.splitlines() if line.strip()],
}


def typed(fields: Sequence[Field], content: Mapping[str, Any], start: str = "") -> dict[str, str]:
    """The form's data as it would have been typed: to draw up a paper again from its version before."""
    found: dict[str, str] = {}
    for one in fields:
        name, value = start + one.name, content.get(one.name)
        if one.kind is Kind.LINES and value:
            found[f"{name}-rows"] = str(len(value))
            for n, line in enumerate(value, 1):
                found |= typed(one.fields, line, f"{name}-{n}-")
        elif value is not None:
            found[name] = _typed(one.kind, value)
    return found


def _typed(kind: Kind, value: Any) -> str:
    match kind:
        case Kind.TEXTS:
            return "\n".join(value)
        case Kind.FLAG:
            return "yes" if value else "no"
        case Kind.NUMBER:
            return str(value).replace(".", ",")
        case Kind.DAY:
            return _day(str(value))
        case _:
            return str(value)


def _day(text: str) -> str:
    """As a browser's day field wants it."""
    try:
        return datetime.strptime(text, "%d/%m/%Y").date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return date.fromisoformat(text).isoformat()


def places(fields: Sequence[Field], values: Mapping[str, str], start: str = "", where: str = "") -> dict[str, str]:
    """How `domain.forms.faults` calls each field → its name on the page."""
    found: dict[str, str] = {}
    for one in fields:
        name, called = start + one.name, where + one.label
        found[called] = name
        if one.kind is Kind.LINES:
            kept = 0
            for n in range(1, _rows(values, name) + 1):
                kept += bool(data(one.fields, values, f"{name}-{n}-"))
                found |= places(one.fields, values, f"{name}-{n}-", f"{called}, dòng {kept}, ")
    return found
