"""Workflow code gives the same commands each time it is replayed: no clock, no dice, no I/O, no order of a set; patches are dated."""

import ast
from collections.abc import Iterator
from datetime import date

import pytest

from tests.house.tree import Source, dotted, python
from workflows.patches import PATCHES

CLOCK = frozenset({"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic", "time.sleep"})
DICE = frozenset({"uuid4", "uuid.uuid4", "uuid1", "random", "secrets", "token_bytes", "token_hex", "token_urlsafe"})
DISK = frozenset({"open", "print", "input", "Path", "pathlib", "os", "socket", "subprocess", "requests", "httpx", "aiohttp", "logging"})
UNORDERED = frozenset({"asyncio.wait", "asyncio.as_completed", "asyncio.sleep", "asyncio.to_thread", "asyncio.create_subprocess_exec"})
SETS = frozenset({"waiting", "people", "voted", "unlike"})
"""Names of attributes in `domain/` that are frozensets."""


def rules(source: Source) -> Iterator[str]:
    """Breaches of what a replay needs."""
    for node in ast.walk(source.tree):
        name = dotted(node.func) if isinstance(node, ast.Call) else ""
        if name in CLOCK:
            yield source.at(node, f"{name}(): workflow.now() is the clock here")
        if name in UNORDERED:
            yield source.at(node, f"{name}(): use workflow.{name.split('.')[1]} or an activity")
        if name.split(".")[0] in DICE | DISK or name in DICE:
            yield source.at(node, f"{name}(): that is an activity's work")
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from (source.at(node, f"import of {one}") for one in modules if one.split(".")[0] in DICE | DISK | {"time"})
        if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension) and _unordered(node.iter):
            yield source.at(node.iter, "a set comes in another order in another process: sort it")


def _unordered(iterated: ast.expr) -> bool:
    match iterated:
        case ast.Set() | ast.SetComp():
            return True
        case ast.Call(func=ast.Name(id="set" | "frozenset")):
            return True
        case ast.Call(func=ast.Name(id="list" | "tuple" | "enumerate" | "iter"), args=[inner, *_]):
            return _unordered(inner)
        case ast.BinOp(left=left, op=ast.BitOr() | ast.BitAnd() | ast.Sub() | ast.BitXor(), right=right):
            return _unordered(left) or _unordered(right)
        case ast.Attribute(attr=attr):
            return attr in SETS
    return False


def patched(source: Source) -> Iterator[tuple[str, str]]:
    """(patch id, where) of every patch asked for; an id that is no plain text is no id."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func) in (
            "workflow.patched",
            "workflow.deprecate_patch",
            "patched",
            "deprecate_patch",
        ):
            first = node.args[0] if node.args else None
            yield (str(first.value) if isinstance(first, ast.Constant) else "", source.at(node, "patch"))


def unlisted(sources: list[Source], listed: dict[str, date]) -> list[str]:
    """Patches without a date, and dates without a patch."""
    asked = [found for source in sources for found in patched(source)]
    missing = [f"{where} {name!r} has no date in workflows/patches.py" for name, where in asked if name not in listed]
    return missing + [f"patch {name!r} is no longer asked for" for name in listed if name not in {one for one, _ in asked}]


def test_every_workflow_replays_by_its_rules() -> None:
    assert [fault for source in python("workflows") for fault in rules(source)] == []


def test_every_patch_is_dated_and_every_date_has_its_patch() -> None:
    assert unlisted(list(python("workflows")), dict(PATCHES)) == []


@pytest.mark.parametrize(
    "text",
    [
        "now = datetime.now(UTC)",
        "today = date.today()",
        "import time",
        "import random",
        "which = uuid4()",
        "text = open('x').read()",
        "for one in {1, 2}: ...",
        "found = [one for one in set(names)]",
        "for person in self.chain.waiting: ...",
        "for n, one in enumerate(a | frozenset(b)): ...",
        "await asyncio.wait(work)",
        "logging.info('x')",
    ],
)
def test_a_breach_is_named(text: str) -> None:
    assert list(rules(Source("workflows/x.py", text)))


def test_what_is_sorted_or_counted_passes() -> None:
    assert list(rules(Source("workflows/x.py", "for one in sorted({1, 2}): ...\nn = len(self.chain.waiting)\nnow = workflow.now()"))) == []


def test_an_undated_patch_and_a_forgotten_date_are_named() -> None:
    source = Source("workflows/x.py", "if workflow.patched('two-reminders'): ...")
    assert len(unlisted([source], {})) == 1
    assert unlisted([source], {"two-reminders": date(2026, 11, 21)}) == []
    assert len(unlisted([Source("workflows/x.py", "")], {"two-reminders": date(2026, 11, 21)})) == 1
