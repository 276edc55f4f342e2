"""A form of `policies/forms/` as the inputs of a page, and what was typed as the form's data.

A line of a list is a group of inputs named `items-1-name`; `items-rows` says how many groups the page showed. A list of
people is such a list with one input a line.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain.clock import VIETNAM
from domain.codes import APART
from domain.faults import Spot
from domain.forms import Field, Form, Kind, ids
from web.forms import Option

LISTS = frozenset({Kind.LINES, Kind.PEOPLE})
SOMEBODY = "person"
"""The one input of a line of people."""
MOST_ROWS = 60
"""Lines of one list on a page."""
COUNT = re.compile(r"[0-9]{1,3}")
BLANK = "\N{NO-BREAK SPACE}"
WHOLE = re.compile(r"[0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}")
"""`1200` or `1.200`; in `38.5` the point parts no thousands, so that it is no whole number."""
GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})")
"""`1.234,5` or `1.234.567`: only thousands can be meant."""
PLAIN = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
UNSURE = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
"""`3.250` is three and a quarter or three thousand: whoever typed it says which."""


@dataclass(frozen=True)
class Input:
    """One field on a page."""

    name: str
    label: str
    kind: str
    """A kind of `domain.forms.Kind`; a list of people is `lines`."""
    required: bool
    unit: str
    value: str
    choices: tuple[Option, ...]
    rows: tuple[tuple["Input", ...], ...]
    """Groups of inputs, one for each line of a list."""
    group: str = ""
    """Heading that stands over it."""
    note: str = ""
    """What is declared by filling it."""
    when: str = ""
    """Field on whose choice it depends on this page; empty when it is always asked for."""
    one_of: tuple[str, ...] = ()
    """Choices with which it is asked for."""
    full: bool = False
    """Whether the list takes no more lines."""


def inputs(
    fields: Sequence[Field], values: Mapping[str, str], more: str = "", start: str = "", people: tuple[Option, ...] = ()
) -> tuple[Input, ...]:
    """The fields with what was typed; the list named `more` gets one more line than it had; `people` can be named."""
    return tuple(_input(one, values, more, start + one.name, people) for one in fields)


def _input(of: Field, values: Mapping[str, str], more: str, name: str, people: tuple[Option, ...]) -> Input:
    most = int(of.most or MOST_ROWS) if of.kind is Kind.PEOPLE else MOST_ROWS
    fewest = int(of.least or 1) if of.kind is Kind.PEOPLE else 1
    many = min(max(_rows(values, name), fewest) + (more == name), most) if of.kind in LISTS else 0
    rows = tuple(inputs(_line(of), values, more, f"{name}-{n}-", people) for n in range(1, many + 1))
    choices = people if of.kind is Kind.PERSON else tuple(Option(*one) for one in of.choices.items())
    kind = Kind.LINES if of.kind in LISTS else of.kind
    told = Input(name, of.label, kind, of.required, of.unit, values.get(name, ""), choices, rows, of.group, of.note, full=many == most)
    return replace(told, when=of.when.field, one_of=of.when.one_of) if of.when else told


def _line(of: Field) -> Sequence[Field]:
    """What one line of a list asks for."""
    return of.fields or (Field(SOMEBODY, of.label, Kind.PERSON, required=bool(of.least)),)


def _rows(values: Mapping[str, str], name: str) -> int:
    told = values.get(f"{name}-rows", "")
    return int(told) if COUNT.fullmatch(told) and 0 < int(told) <= MOST_ROWS else 1


def data(fields: Sequence[Field], values: Mapping[str, str], start: str = "") -> dict[str, Any]:
    """What was typed, as the form's data; what is empty is left out. What cannot be read stays text, and the form's rule names it."""
    found = {one.name: _data(one, values, start + one.name) for one in fields}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _data(of: Field, values: Mapping[str, str], name: str) -> object:
    if of.kind in LISTS:
        lines = [data(_line(of), values, f"{name}-{n}-") for n in range(1, _rows(values, name) + 1)]
        return [line if of.fields else line[SOMEBODY] for line in lines if line]
    return READ.get(of.kind, str)(values.get(name, "").strip())


def _whole(text: str) -> object:
    bare = "".join(one for one in text if one not in f" {BLANK}₫")
    return int(bare.replace(".", "")) if WHOLE.fullmatch(bare) else text


def _decimal(text: str) -> object:
    """With a comma or a point before the decimals, as people and machines write it; what could be read in two ways stays text."""
    if GROUPED.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(",", ".")) if PLAIN.fullmatch(text) and not UNSURE.fullmatch(text) else text


def _moment(text: str) -> object:
    """As a browser sends it, meant in Vietnam."""
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
        if one.kind in LISTS and value:
            found[f"{name}-rows"] = str(len(value))
            for n, line in enumerate(value, 1):
                found |= typed(_line(one), line if one.fields else {SOMEBODY: line}, f"{name}-{n}-")
        elif value is not None and one.kind not in APART:
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
        case Kind.MOMENT:
            return moment(str(value))
        case Kind.PERSON:
            return ids(value)[0]
        case _:
            return str(value)


def _day(text: str) -> str:
    """As a browser's day field wants it."""
    try:
        return datetime.strptime(text, "%d/%m/%Y").date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return date.fromisoformat(text).isoformat()


def moment(text: str) -> str:
    """A moment of a sheet as a browser's field of day and time wants it, in Vietnam's hours."""
    try:
        at = datetime.strptime(text, "%H:%M %d/%m/%Y")  # noqa: DTZ007 - Vietnam's hours already
    except ValueError:
        at = datetime.fromisoformat(text).astimezone(VIETNAM)
    return at.strftime("%Y-%m-%dT%H:%M")


def places(form: Form, values: Mapping[str, str]) -> dict[str, str]:
    """How `domain.forms.faults` calls each field, in both languages → its name on the page."""
    return _places(form.fields, values, "", Spot(form.english))


def _places(fields: Sequence[Field], values: Mapping[str, str], start: str, here: Spot) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in fields:
        name, there = start + one.name, here.of(one.label)
        found |= {there.vi: name, there.en: name}
        if one.kind in LISTS:
            kept = 0
            for n in range(1, _rows(values, name) + 1):
                kept += bool(data(_line(one), values, f"{name}-{n}-"))
                found |= _places(_line(one), values, f"{name}-{n}-", there.line(kept))
    return found


def spoken(form: Form, locale: str) -> Form:
    """The form as this person fills it in: in English where its words have English, its data the same."""
    if locale == "vi":
        return form
    return replace(form, name=form.name_en, fields=tuple(_spoken(one, form.english) for one in form.fields))


def _spoken(of: Field, english: Mapping[str, str]) -> Field:
    label, unit, group, note = (english.get(one, one) for one in (of.label, of.unit, of.group, of.note))
    choices = {key: english.get(words, words) for key, words in of.choices.items()}
    fields = tuple(_spoken(one, english) for one in of.fields)
    return replace(of, label=label, unit=unit, group=group, note=note, choices=choices, fields=fields)
