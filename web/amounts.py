"""Money and quantities of items as they are typed, each field named by the number of its item."""

from collections.abc import Iterable
from decimal import Decimal

from starlette.datastructures import FormData

from domain.errors import Malformed
from domain.faults import both
from domain.forms import Kind
from web import asking
from web.inputs import READ


def _typed(sent: FormData, name: str) -> Iterable[tuple[int, str]]:
    """Of fields such as `paid-3`: the number of the item, and what was typed, where something was."""
    for key in sent:
        start, _, number = key.rpartition("-")
        if start == name and number.isdecimal() and len(number) < 10 and (said := asking.text(sent, key)):
            yield int(number), said


def sums(sent: FormData, name: str) -> dict[int, Decimal]:
    """`340.000.000` or `340000000`. Raises: Malformed for each that is no whole number of đồng."""
    return {n: Decimal(value) for n, value in _read(sent, name, Kind.MONEY, "ghi số đồng, như 340.000.000", "whole đồng")}


def quantities_of(sent: FormData, name: str) -> dict[int, int]:
    return dict(_read(sent, name, Kind.INTEGER, "ghi số nguyên không âm", "a whole number, not below zero"))


def _read(sent: FormData, name: str, kind: Kind, vi: str, en: str) -> list[tuple[int, int]]:
    read = [(n, READ[kind](said)) for n, said in _typed(sent, name)]
    if wrong := [both(f"{name}-{n}: mục {n}: {vi}", f"item {n}: {en}") for n, value in read if not isinstance(value, int)]:
        raise Malformed(*wrong)
    return [(n, value) for n, value in read if isinstance(value, int)]
