"""What a page calls its fields, read from its template: a refusal told above a form says at which field each fault stands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from jinja2 import Environment, nodes

from web.forms import Told

MACROS = frozenset({"text", "area", "choose", "radios", "file"})
"""Those of `parts/fields.html` that take a form, the field's name and its label."""


@dataclass(frozen=True)
class Label:
    words: str
    """Vietnamese."""
    alone: bool
    """No other form of the page has a field of this name: a link leads to it."""


def labelled(shown: Any, environment: Environment, template: str, gettext: Callable[[str], str]) -> Any:
    """What a page shows, with each line of a refusal in it under its field's label on this page."""
    labels = of(environment, template)

    def told(one: Told) -> Told:
        lines = zip(one.lines, one.fields, strict=True)
        known = [labels.get(name) for name in one.fields]
        named = [f"{gettext(at.words)}: {line[:1].lower()}{line[1:]}" if at else line for (line, _), at in zip(lines, known, strict=True)]
        links = [name if at and at.alone else "" for name, at in zip(one.fields, known, strict=True)]
        return replace(one, lines=tuple(named), fields=(), links=tuple(links))

    return _each(shown, told)


def _each(value: Any, told: Callable[[Told], Told]) -> Any:
    """The same thing unless a refusal is somewhere in it."""
    if isinstance(value, Told):
        return told(value) if value.fields else value
    if isinstance(value, tuple):
        made = tuple(_each(one, told) for one in value)
        return made if any(one is not before for one, before in zip(made, value, strict=True)) else value
    if isinstance(value, dict):
        return {key: _each(one, told) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: (getattr(value, one.name), _each(getattr(value, one.name), told)) for one in fields(value) if one.init}
        changed = {name: after for name, (before, after) in parts.items() if after is not before}
        return replace(value, **changed) if changed else value
    return value


@cache
def of(environment: Environment, template: str) -> Mapping[str, Label]:
    """Field → its label; a name with two labels on one page has none."""
    found: dict[str, list[str]] = {}
    for name, words in _labels(environment, template):
        found.setdefault(name, []).append(words)
    return {name: Label(words[0], len(words) == 1) for name, words in found.items() if len(set(words)) == 1}


def _labels(environment: Environment, template: str) -> Iterator[tuple[str, str]]:
    assert environment.loader
    tree = environment.parse(environment.loader.get_source(environment, template)[0])
    for call in tree.find_all(nodes.Call):
        match call:
            case nodes.Call(
                node=nodes.Getattr(node=nodes.Name(name="f"), attr=macro),
                args=[_, nodes.Const(value=str(name)), nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(words))]), *_],
            ) if macro in MACROS:
                yield name, words
    for included in tree.find_all(nodes.Include):
        if isinstance(included.template, nodes.Const):
            yield from _labels(environment, included.template.value)
