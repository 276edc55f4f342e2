"""A plan written down again: as plain data without what may be left out, and as YAML that people edit."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any

import yaml

from domain.deadlines import Due
from domain.mandates import Cited, Duty
from domain.parts import Part, Task
from domain.plans import Plan

WIDTH = 140
"""Of a line of YAML."""
LONG = 100
"""Letters beyond which words are folded."""

ORDER: Mapping[type, tuple[str, ...]] = {
    kind: tuple(keys.split())
    for kind, keys in (
        (
            Plan,
            """code edition title province issuer number number_words dated_words issued_on sort signer basis certainty effective_from
            effective_until sections notes units cites passages tasks indicators sources sums tables reports duties recipients goals
            regulations spellings conflicts announced restored""",
        ),
        (Task, "code numbered section title lead carries_out subject accepted_by accepted_certainty coordinate dues words unclear parts"),
        (Part, "code title kind scope lead carries_out accepted_by deliverable level indicator facilities quote dues after"),
        (Due, "form nature words first day tentative rhythm after days_after place reading certainty"),
        (Cited, "number dated title quote ground"),
        (Duty, "unit place lead through quote about"),
    )
}
"""The order in which an officer reads the keys; others stand as they are defined."""


def bare(value: Any) -> Any:
    """A plan, or a piece of it, as the data its file would hold: what may be left out and says nothing is left out."""
    if is_dataclass(value):
        known = {one.name: one for one in fields(value)}
        told = {name: (getattr(value, name), known[name].default) for name in ORDER.get(type(value), tuple(known))}
        return {name: bare(said) for name, (said, default) in told.items() if default is MISSING or said != default}
    if isinstance(value, tuple):
        return [bare(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def yaml_of(plan: Plan) -> str:
    """The file of a plan, its keys in the order of the shipped ones."""
    told = yaml.dump(bare(plan), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return re.sub(r"^(?=\w+:$)", "\n", told, flags=re.MULTILINE)


class _Dumper(yaml.SafeDumper):
    """Short things on one line in braces, long words folded, everything else in blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Items of a list stand under their key, not beside it."""
        super().increase_indent(flow, False)

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = _short(node)
        return node

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = _short(node)
        return node


def _words(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    plain = text == " ".join(text.split(" ")) == text.strip() and text.isprintable() and "  " not in text
    odd = any(not one.isprintable() and one != "\n" for one in text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=">" if len(text) > LONG and plain else '"' if odd else None)


_Dumper.add_representer(str, _words)


def _short(node: yaml.Node) -> bool:
    """Whether it fits on one line: words only, or one level of what fits."""
    return _length(node) < WIDTH - 10 and _depth(node) <= 2


def _length(node: yaml.Node) -> int:
    if isinstance(node, yaml.MappingNode):
        return sum(_length(key) + _length(value) + 4 for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return sum(_length(one) + 2 for one in node.value)
    return len(node.value) + 2 if getattr(node, "style", None) != ">" else WIDTH


def _depth(node: yaml.Node) -> int:
    if isinstance(node, yaml.MappingNode):
        return 1 + max((_depth(value) for _, value in node.value), default=0)
    if isinstance(node, yaml.SequenceNode):
        return 1 + max((_depth(one) for one in node.value), default=0)
    return 0
