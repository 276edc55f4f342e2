"""The manual of every key, from the docstrings under the fields; `python -m policies.keys docs/policies.md` writes it into the page."""

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from policies.reader import KINDS

BEGIN = "<!-- keys: written by `python -m policies.keys docs/policies.md` -->"
END = "<!-- end of keys -->"


def manual() -> str:
    """A table for each kind of policy file and each block inside it."""
    return "\n\n".join(f"### `policies/{folder}/*.yaml`\n\n" + "\n\n".join(_tables(kind.type)) for folder, kind in KINDS.items())


def blocks(kind: type[Any]) -> tuple[type[Any], ...]:
    """The type and every dataclass inside it, outermost first."""
    found: list[type[Any]] = []
    waiting = [kind]
    while waiting:
        block = waiting.pop(0)
        if block not in found:
            found.append(block)
            waiting += [inner for hint in get_type_hints(block).values() for inner in _inside(hint) if is_dataclass(inner)]
    return tuple(found)


def told(block: type[Any]) -> dict[str, str]:
    """Field → the docstring under it."""
    body = ast.parse(inspect.getsource(block)).body[0]
    assert isinstance(body, ast.ClassDef)
    lines = list(zip(body.body, body.body[1:], strict=False))
    return {
        field.target.id: " ".join(word.value.value.split())
        for field, word in lines
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(word, ast.Expr) and isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
    }


def insert(page: str) -> str:
    """The page with the manual between its marks. Raises: ValueError when the marks are missing."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{manual()}\n\n{END}{after}"


def _inside(hint: Any) -> Iterator[type[Any]]:
    if inspect.isclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _inside(inner)


def _tables(kind: type[Any]) -> Iterator[str]:
    for block in blocks(kind):
        summary = " ".join((block.__doc__ or "").split())
        words, hints = told(block), get_type_hints(block)
        rows = [f"| `{f.name}` | {_default(f)} | {words.get(f.name, '')}{_choices(hints[f.name])} |" for f in fields(block)]
        yield "\n".join((f"**{block.__name__}** — {summary}", "", "| Key | Default | What it is |", "|---|---|---|", *rows))


def _choices(hint: Any) -> str:
    names = [member.value for inner in _inside(hint) if issubclass(inner, StrEnum) for member in inner]
    return f" One of: {', '.join(f'`{name}`' for name in names)}." if names else ""


def _default(one: Field[Any]) -> str:
    if one.default is MISSING:
        return "must be given" if one.default_factory is MISSING else "none"
    value = one.default
    if isinstance(value, bool) or value is None:
        return str(value).lower() if value is not None else "null"
    return f"`{value}`" if str(value) not in ("", "()", "frozenset()") else "none"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(insert(path.read_text(encoding="utf-8")), encoding="utf-8")
