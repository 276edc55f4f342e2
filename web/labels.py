"""What a page calls its fields, read from its template: a refusal told above a form says at which field each fault stands."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from jinja2 import Environment, nodes

from web.forms import Told

MACROS = frozenset({"text", "area", "choose", "radios", "file"})
"""Those of `parts/fields.html` that take a form, the field's name and its label."""


LED = re.compile(r'<a href="#([^"]+)" data-fault>(.*?)</a>', re.DOTALL)
"""A fault that says at which field it stands."""


def labelled(shown: Any, environment: Environment, template: str, gettext: Callable[[str], str]) -> Any:
    """What a page shows, with each line of a refusal in it under its field's label on this page."""
    labels = of(environment, template)

    def told(one: Told) -> Told:
        pairs = zip(one.lines, one.fields, strict=True)
        named = [f"{gettext(labels[name])}: {line[:1].lower()}{line[1:]}" if name in labels else line for line, name in pairs]
        return replace(one, lines=tuple(named), fields=())

    return _each(shown, told)


def led(html: str) -> str:
    """The page with each fault that names a field leading to it; to its words there when it has no place of its own, else to nothing.

    What another form of the page calls the same is not it: where two have the name, nobody is led to either.
    """

    def link(fault: re.Match[str]) -> str:
        places = (place for place in (fault[1], f"{fault[1]}-wrong") if html.count(f' id="{place}"') == 1)
        place = next(places, "")
        return f'<a href="#{place}">{fault[2]}</a>' if place else fault[2]

    return LED.sub(link, html)


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
def of(environment: Environment, template: str) -> Mapping[str, str]:
    """Field → its label in Vietnamese; a name with two labels on one page has none."""
    found: dict[str, set[str]] = {}
    for name, words in _labels(environment, template):
        found.setdefault(name, set()).add(words)
    return {name: words.pop() for name, words in found.items() if len(words) == 1}


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
