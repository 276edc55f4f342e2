"""What one version of a sheet says otherwise than the one before."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.forms import Field, Form, Kind
from domain.results import Flag

CRITICAL = "critical"
"""Name of the field by which a form says that its result is dangerous; in a line it is the flag."""


@dataclass(frozen=True)
class Change:
    """One thing that changed; what was not there before, or is no longer, is None."""

    where: str
    """`Kali: Giá trị`, in the form's words."""
    field: Field
    was: Any = dataclasses.field(repr=False)
    now: Any = dataclasses.field(repr=False)


def changes(form: Form, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """In the form's order; lines are the same when they name the same thing."""
    return tuple(_changes(form.fields, before, after, ""))


def _changes(fields: Sequence[Field], before: Mapping[str, Any], after: Mapping[str, Any], where: str) -> Iterator[Change]:
    for one in fields:
        was, now = _said(before.get(one.name)), _said(after.get(one.name))
        if one.kind is Kind.LINES:
            yield from _lines(one, was or (), now or ())
        elif was != now:
            yield Change(f"{where}{one.label}", one, was, now)


def _said(value: Any) -> Any:
    """None for what says nothing; a nought is something."""
    return None if value is False or value in (None, "", [], (), {}) else value


def _lines(of: Field, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Iterator[Change]:
    key = _key(of.fields)
    earlier = {tuple(str(line.get(name) or "") for name in key): line for line in before}
    later = {tuple(str(line.get(name) or "") for name in key): line for line in after}
    for named in dict.fromkeys([*later, *earlier]):
        where = f"{named[-1]}: " if named and named[-1] else f"{of.label}: "
        yield from _changes(of.fields, earlier.get(named, {}), later.get(named, {}), where)


def _key(fields: Sequence[Field]) -> tuple[str, ...]:
    """What a line is named by: everything up to the first column that must be filled."""
    first = next((n for n, one in enumerate(fields) if one.required), 0)
    return tuple(one.name for one in fields[: first + 1])


def grave(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether what changed is dangerous: one of the two says so where they differ."""
    if bool(before.get(CRITICAL)) != bool(after.get(CRITICAL)):
        return True
    dangerous = [_dangerous(one) for one in (before, after)]
    return dangerous[0] != dangerous[1]


def _dangerous(data: Mapping[str, Any]) -> set[tuple[tuple[str, str], ...]]:
    """The lines flagged as dangerous, whole: another value under the same flag is a change too."""
    rows = (line for value in data.values() if isinstance(value, list | tuple) for line in value if isinstance(line, Mapping))
    return {tuple(sorted((name, str(told)) for name, told in line.items())) for line in rows if line.get("flag") == Flag.CRITICAL}
