"""What a sheet says, as parts of a page: the same words in the same order as on paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain.enclosures import PDF
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
    note: str = ""
    """Words that stand before it: what was declared by filling it."""
    picture: str = ""
    """Address of what was drawn or scanned."""
    file: str = ""
    """Address of a file that is opened for itself."""


def parts(sheet: Sheet, data: Mapping[str, Any], enclosures: str = "") -> tuple[Part, ...]:
    """What the form asks for and the data has, in the form's order; a laboratory's values have a table of their own.

    Under the address `enclosures` lie its pictures and files, by their fields.
    """
    wanted = [field for field in sheet.fields if data.get(field.name) and not (sheet.code == "lab-result" and field.name == "values")]
    acts = tuple(Part(_acted(act), act["what"]) for act in data.get("acts", ()))
    return tuple(_part(field, data[field.name], enclosures) for field in wanted) + acts


def _acted(act: Mapping[str, str]) -> str:
    """Who did what without a certificate, and how: in words that no digital signature has."""
    return f"{act['who']} ({act['as']}): {act['way']}, {act['at']} – không phải chữ ký số"


def _part(field: Field, value: Any, enclosures: str) -> Part:
    if field.kind in (Kind.PICTURE, Kind.FILE):
        told = Part(field.label, "" if field.kind is Kind.PICTURE else f"SHA-256 {value['sha256']}", note=field.note)
        address = f"{enclosures}/{field.name}"
        return replace(told, picture=address) if value["media"] != PDF else replace(told, file=address)
    if field.kind is Kind.LINES and any(column.kind is Kind.LINES for column in field.fields):
        return Part(field.label, "\n".join(_outline(field, value)))
    if field.kind is Kind.LINES:
        columns = [column for column in field.fields if column.required or any(line.get(column.name) is not None for line in value)]
        rows = tuple(tuple(said(column, line.get(column.name)) for column in columns) for line in value)
        return Part(field.label, columns=tuple(column.label for column in columns), rows=rows)
    return Part(
        field.label,
        said(field, value),
        note=field.note,
        short=not field.note and field.kind not in (Kind.LONG_TEXT, Kind.TEXTS, Kind.PEOPLE),
    )


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
        case Kind.PICTURE | Kind.FILE:
            return f"SHA-256 {value['sha256'][:12]}…"
        case Kind.CODE:
            return f"gửi đến {value['phone']} lúc {value['sent_at']}, nhập đúng lúc {value['passed_at']}"
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
