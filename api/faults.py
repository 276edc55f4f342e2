"""What is wrong with a request's shape, field by field, in words an integrator can act on; never the value itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from domain.faults import both

Context = Mapping[str, Any]
Words = Callable[[Context], str]


def _plain(words: str) -> Words:
    return lambda context: words


def _choices(expected: str) -> str:
    """What pydantic lists in English: `'H', 'L' or ''`."""
    return both(f"phải là một trong: {expected.replace(' or ', ' hoặc ')}", f"must be one of: {expected}")


def _few(least: int) -> str:
    """A text that is stripped and a list tell it alike."""
    return "cần điền / must be given" if least == 1 else both(f"cần ít nhất {least}", f"at least {least}")


KNOWN: Mapping[str, Words] = {
    "missing": _plain("cần điền / must be given"),
    "extra_forbidden": _plain("không có mục này, hãy bỏ đi / unknown field, remove it"),
    "json_invalid": _plain("JSON không đọc được / malformed JSON"),
    "string_type": _plain("phải là chữ / must be a text"),
    "string_too_short": _plain("cần điền / must be given"),
    "string_too_long": lambda c: both(f"nhiều nhất {c['max_length']} ký tự", f"at most {c['max_length']} characters"),
    "string_pattern_mismatch": lambda c: both(f"phải theo mẫu {c['pattern']}", f"must match {c['pattern']}"),
    "control_characters": _plain("có ký tự điều khiển, hãy bỏ đi / has control characters, remove them"),
    "unwritable": _plain(
        "có số không hữu hạn (NaN, 1e999) hoặc nửa ký tự, hãy sửa / has a number that is not finite (NaN, 1e999) or half a character"
    ),
    "base64": _plain("phải là base64 / must be base64"),
    "string_unicode": _plain("không phải chữ Unicode hợp lệ / is no valid Unicode"),
    "uuid_parsing": _plain("phải là UUID / must be a UUID"),
    "uuid_type": _plain("phải là UUID / must be a UUID"),
    "timezone_aware": _plain(
        "thiếu múi giờ, viết như 2026-11-21T08:05:00+07:00 / needs its offset, written like 2026-11-21T08:05:00+07:00"
    ),
    "enum": lambda c: _choices(c["expected"]),
    "literal_error": lambda c: _choices(c["expected"]),
    "too_short": lambda c: _few(c["min_length"]),
    "too_long": lambda c: both(f"nhiều nhất {c['max_length']}", f"at most {c['max_length']}"),
    "greater_than_equal": lambda c: both(f"từ {c['ge']} trở lên", f"{c['ge']} or more"),
    "less_than_equal": lambda c: both(f"nhiều nhất {c['le']}", f"at most {c['le']}"),
}
KINDS: Mapping[str, str] = {
    "datetime": "phải là thời điểm ISO 8601, viết như 2026-11-21T08:05:00+07:00"
    " / must be an ISO 8601 time, written like 2026-11-21T08:05:00+07:00",
    "date": "phải là ngày, viết như 2026-11-21 / must be a date, written like 2026-11-21",
    "int": "phải là số nguyên / must be a whole number",
    "bool": "phải là true hoặc false / must be true or false",
    "list": "phải là danh sách / must be a list",
    "dict": "phải là đối tượng / must be an object",
    "model": "phải là đối tượng / must be an object",
    "float": "phải là số / must be a number",
}
"""Beginning of a fault's kind → words, when the kind itself is not known."""


RENAMED: Mapping[str, str] = {
    "held_at": "nay là place (nơi họp, không phải giờ họp), hãy đổi tên mục / is called place now (where the council meets), rename it",
}
"""Fields that have another name since: what is told to whoever sends the old one."""


def lines(errors: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """One `field: what to do` a line, at most 20."""
    return tuple(f"{_where(error)}: {_words(error)}" for error in errors[:20])


def _where(error: Mapping[str, Any]) -> str:
    path = [part for part in error["loc"] if part not in ("body", "query", "path", "header")]
    if error["type"] == "json_invalid" or not path:
        return "body"
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _words(error: Mapping[str, Any]) -> str:
    kind, field = str(error["type"]), str(error["loc"][-1]) if error["loc"] else ""
    if kind == "extra_forbidden" and field in RENAMED:
        return RENAMED[field]
    if kind in KNOWN:
        return KNOWN[kind](error.get("ctx", {}))
    return next((words for start, words in KINDS.items() if kind.startswith(start)), "không đúng / is not right")
