"""What a sheet says, part by part: texts and tables, in the order of its form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.forms import Field, Kind
from domain.forms import Form as Sheet
from web.words import moment, money, number


@dataclass(frozen=True)
class Part:
    """A titled piece of the sheet: a text, or a table."""

    title: str
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    short: bool = False
    """Fits on one line beside its title."""


def parts(sheet: Sheet, data: Mapping[str, Any]) -> tuple[Part, ...]:
    """What the form asks for and the data has, in the form's order; a laboratory's values have a table of their own."""
    wanted = [field for field in sheet.fields if data.get(field.name) and not (sheet.code == "lab-result" and field.name == "values")]
    return tuple(_part(field, data[field.name]) for field in wanted)


def _part(field: Field, value: Any) -> Part:
    if field.kind is Kind.LINES and any(column.kind is Kind.LINES for column in field.fields):
        return Part(field.label, "\n".join(_outline(field, value)))
    if field.kind is Kind.LINES:
        rows = tuple(tuple(said(column, line.get(column.name)) for column in field.fields) for line in value)
        return Part(field.label, columns=tuple(column.label for column in field.fields), rows=rows)
    return Part(field.label, said(field, value), short=field.kind not in (Kind.LONG_TEXT, Kind.TEXTS, Kind.PEOPLE))


def _outline(field: Field, lines: Sequence[Mapping[str, Any]], number: str = "") -> Iterator[str]:
    """Lines within lines, as paragraphs: `1. Quy định chung`, `1.1. Phạm vi`, its text."""
    for n, line in enumerate(lines, 1):
        texts = [said(column, line.get(column.name)) for column in field.fields if column.kind is not Kind.LINES]
        yield f"{number}{n}. {texts[0]}"
        yield from (text for text in texts[1:] if text)
        for column in field.fields:
            if column.kind is Kind.LINES:
                yield from _outline(column, line.get(column.name) or (), f"{number}{n}.")


def said(field: Field, value: Any) -> str:
    """A value in the words of the house; nothing for none."""
    match field.kind:
        case _ if value is None:
            return ""
        case Kind.CHOICE:
            return field.choices.get(str(value), str(value))
        case Kind.FLAG:
            return "Có" if value else "Không"
        case Kind.TEXTS:
            return "\n".join(str(one) for one in value)
        case Kind.PERSON:
            return str(value["name"])
        case Kind.PEOPLE:
            return ", ".join(str(one["name"]) for one in value)
        case Kind.MONEY:
            return money(int(value), "vi")
        case Kind.INTEGER | Kind.NUMBER:
            return f"{number(value, 'vi')} {field.unit}".strip()
        case Kind.DAY | Kind.MOMENT:
            return _when(str(value))
        case _:
            return str(value)


def _when(text: str) -> str:
    """A day or moment in the words of the house, however the data writes it."""
    try:
        return moment(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text).strftime("%d/%m/%Y")
    except ValueError:
        return text
