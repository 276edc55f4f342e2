"""Rights are written in one table: every act in it is asked somewhere, and nobody asks for another."""

import ast
from collections.abc import Iterable, Iterator

from domain.rights import RIGHTS
from tests.house.tree import Source, dotted, python

ASKS = frozenset({"demand", "demand_ever", "may", "allowed", "allowed_on_document", "allowed_on_record", "allowed_on_track"}) | {
    "access.record",
    "act_on",
    "access.reached",
    "access.track",
    "access.own_track",
    "_of",
    "_kept",
    "keep",
    "self._judge",
    "self.begun",
    "hands.begun",
    "stepped",
    "treating",
}
"""Functions that ask the table, directly or for somebody."""
ROOMS = ("services", "activities", "api", "web", "app")


def asked(source: Source) -> Iterator[tuple[str, str]]:
    """(act, where) of each right that is asked for by name, or by a table of the same file."""
    tables = {dotted(one.targets[0]): one.value for one in source.tree.body if isinstance(one, ast.Assign)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func) in ASKS:
            for argument in [*node.args, *(one.value for one in node.keywords)]:
                named = [tables[name] for one in ast.walk(argument) if (name := dotted(one)) in tables]
                yield from ((act, source.at(node, act)) for one in (argument, *named) for act in _acts(one))


def _acts(argument: ast.expr) -> Iterator[str]:
    """Texts like `order.sample` in an argument."""
    for node in ast.walk(argument):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _like_an_act(node.value):
            yield node.value


def _like_an_act(text: str) -> bool:
    noun, _, verb = text.partition(".")
    return noun in {act.split(".")[0] for act in RIGHTS} and verb.replace("_", "").isalpha() and verb.islower()


def unknown(sources: Iterable[Source]) -> list[str]:
    return [where for source in sources for act, where in asked(source) if act not in RIGHTS]


def test_nobody_asks_for_a_right_that_is_not_in_the_table() -> None:
    assert unknown(python(*ROOMS)) == []


def test_every_right_is_asked_somewhere() -> None:
    assert set(RIGHTS) - {act for source in python("services", "activities") for act, _ in asked(source)} == set()


def test_an_unknown_right_is_named_and_an_unasked_one_is_seen() -> None:
    planted = Source("services/x.py", 'demand(context.position, "record.burn", "*", today)')
    assert unknown([planted]) == ["services/x.py:1: record.burn"]
    by_table = Source("services/x.py", 'RIGHT = {"cancel": "order.cancel"}\nallowed(session, actor, RIGHT[act])\nnote("record.read")')
    assert [act for act, _ in asked(by_table)] == ["order.cancel"]
