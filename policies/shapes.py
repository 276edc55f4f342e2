"""Strictness: unknown keys, wrong types and missing values, named with file, path and what is allowed.

It lives here and never on the domain types, which also travel through Temporal and must stay lenient to new fields there.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from policies.faults import Fault, PoliciesRefused
from policies.sheets import Sheet

T = TypeVar("T")


def shape(sheet: Sheet, kind: type[T]) -> T:
    """The sheet's data as a frozen `kind`. Raises: PoliciesRefused with every fault of the file."""
    strangers = [_stranger(sheet, *found) for found in unknown_keys(kind, sheet.data)]
    try:
        # Strict JSON: a list becomes a tuple and "2026-12-31" a date, but "5" never a number.
        thing = TypeAdapter(kind).validate_json(json.dumps(sheet.data, default=_iso), strict=True)
    except ValidationError as error:
        raise PoliciesRefused([*strangers, *(_wrong(sheet, detail) for detail in error.errors())]) from error
    except TypeError as error:
        strange = list(_strange(sheet.data))
        faults = [sheet.fault(path, f"giá trị lạ, không dùng ở đây: {said}", f"strange value: {said}") for path, said in strange]
        raise PoliciesRefused(faults or [sheet.fault("", "giá trị lạ", f"strange value: {error}")]) from error
    if strangers:
        raise PoliciesRefused(strangers)
    return thing


def unknown_keys(kind: Any, data: Any, path: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(path, key, allowed words) for every key that the type does not know."""
    if isinstance(data, dict) and is_dataclass(kind):
        hints = get_type_hints(kind)
        allowed = tuple(f.name for f in fields(kind))
        for key, value in data.items():
            if key in allowed:
                yield from unknown_keys(hints[key], value, _join(path, key))
            else:
                yield path, str(key), allowed
    elif isinstance(data, dict) and get_origin(kind) is not None and not _is_union(kind):
        for key, value in data.items():
            yield from unknown_keys(get_args(kind)[-1], value, _join(path, key))
    elif _is_union(kind):
        arms = [arm for arm in get_args(kind) if is_dataclass(arm) or get_origin(arm)]
        yield from min((list(unknown_keys(arm, data, path)) for arm in arms), key=len, default=[])
    elif isinstance(data, list) and get_args(kind):
        for number, item in enumerate(data):
            yield from unknown_keys(get_args(kind)[0], item, f"{path}[{number}]")


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType)


def _join(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} {value!r}")


def _strange(data: object, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, type and value) of everything that is no plain data (`!!binary`, `!!set`)."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(key, str | int):
                yield from _strange(value, _join(path, key))
            else:
                yield path, _brief(key)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _strange(value, f"{path}[{number}]")
    elif not isinstance(data, str | int | float | date | None):
        yield path, _brief(data)


def _stranger(sheet: Sheet, path: str, key: str, allowed: tuple[str, ...]) -> Fault:
    words = ", ".join(allowed)
    return sheet.fault(_join(path, key), f"không có khóa '{key}'; dùng được: {words}", f"unknown key '{key}'; allowed: {words}")


_VIETNAMESE: Mapping[str, str] = {
    "missing": "thiếu khóa này",
    "string_type": "phải là chữ (đặt trong dấu ngoặc kép nếu là số)",
    "int_type": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "tuple_type": "phải là danh sách",
    "frozen_set_type": "phải là danh sách",
    "dataclass_type": "phải là một khối có các khóa",
    "mapping_type": "phải là một khối có các khóa",
    "dict_type": "phải là một khối có các khóa",
    "date_type": "phải là ngày, dạng 2026-12-31",
    "date_parsing": "phải là ngày, dạng 2026-12-31",
    "date_from_datetime_parsing": "phải là ngày, dạng 2026-12-31",
}


def _brief(value: object) -> str:
    """For a fault: whoever sent the file may have sent megabytes."""
    said = repr(value)
    return said if len(said) <= 200 else f"{said[:200]}…"


def _wrong(sheet: Sheet, detail: ErrorDetails) -> Fault:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in detail["loc"]).lstrip(".")
    expected = re.sub(r" or (?=')", ", ", detail.get("ctx", {}).get("expected", ""))
    vi = f"chỉ nhận: {expected}" if detail["type"] == "enum" else _VIETNAMESE.get(detail["type"], "giá trị không hợp lệ")
    given = detail["input"]
    got = " (đang để trống)" if given is None else f" (đang là {_brief(given)})"
    got = "" if detail["type"] == "missing" or isinstance(given, dict | list) else got
    return sheet.fault(path, vi + got, detail["msg"])
