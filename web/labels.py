"""What a page calls its fields, read from its template: a refusal told above a form says at which field each fault stands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from jinja2 import Environment, nodes

from web.forms import Form, Told

MACROS = frozenset({"text", "area", "choose", "radios", "file"})
"""Those of `parts/fields.html` that take a form, the field's name and its label."""


def labelled(form: Form, environment: Environment, template: str, gettext: Callable[[str], str]) -> Form:
    """The form with each line of its refusal under the field's label on this page."""
    if not form.told or not form.told.fields:
        return form
    labels = of(environment, template)
    lines = zip(form.told.lines, form.told.fields, strict=True)
    known = tuple(name if name in labels else "" for name in form.told.fields)
    named = tuple(f"{gettext(labels[name])}: {line[:1].lower()}{line[1:]}" if name in labels else line for line, name in lines)
    return replace(form, told=Told(form.told.what, form.told.do, named, known))


@cache
def of(environment: Environment, template: str) -> Mapping[str, str]:
    """Field → its label in Vietnamese; a name with two labels on one page has none."""
    found: dict[str, set[str]] = {}
    for name, label in _labels(environment, template):
        found.setdefault(name, set()).add(label)
    return {name: labels.pop() for name, labels in found.items() if len(labels) == 1}


def _labels(environment: Environment, template: str) -> Iterator[tuple[str, str]]:
    assert environment.loader
    tree = environment.parse(environment.loader.get_source(environment, template)[0])
    for call in tree.find_all(nodes.Call):
        match call:
            case nodes.Call(
                node=nodes.Getattr(node=nodes.Name(name="f"), attr=macro),
                args=[_, nodes.Const(value=str(name)), nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(label))]), *_],
            ) if macro in MACROS:
                yield name, label
    for included in tree.find_all(nodes.Include):
        if isinstance(included.template, nodes.Const):
            yield from _labels(environment, included.template.value)
