"""Every activity is offered by a worker: one that is not would keep its workflow waiting for ever. Workflows are a closed list."""

import ast
from collections.abc import Iterable, Iterator

from temporalio import workflow

from app.worker import WORKFLOWS
from tests.house.tree import Source, dotted, python

CLOSED = frozenset({"Record", "Order", "Signature", "Batch", "Cohort", "Disposal", "Plan", "Track", "Appraisal"})
"""Another workflow needs a decision record (docs/decisions/)."""


def defined(sources: Iterable[Source]) -> set[str]:
    """`Class.method` of every activity."""
    return {
        f"{kind.name}.{method.name}"
        for source in sources
        for kind in ast.walk(source.tree)
        if isinstance(kind, ast.ClassDef)
        for method in kind.body
        if isinstance(method, ast.AsyncFunctionDef)
        for decorator in method.decorator_list
        if isinstance(decorator, ast.Call) and dotted(decorator.func) == "activity.defn"
    }


def offered(sources: Iterable[Source]) -> set[str]:
    """`Class.method` of everything in a worker's list of activities."""
    return {one for source in sources for one in _offered(source.tree)}


def _offered(tree: ast.Module) -> Iterator[str]:
    made = dict(pair for node in ast.walk(tree) if isinstance(node, ast.Assign) for pair in _made(node.targets[0], node.value))
    lists = (node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "activities")
    for node in (inside for one in lists for inside in ast.walk(one)):
        if isinstance(node, ast.Attribute):
            owner = dotted(node.value.func) if isinstance(node.value, ast.Call) else made.get(dotted(node.value), "")
            yield f"{owner}.{node.attr}"


def _made(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str]]:
    """(variable, class) of `records = Records(desk)`, in tuples too."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=True):
            yield from _made(one, other)
    elif isinstance(value, ast.Call):
        yield dotted(target), dotted(value.func)


def test_every_activity_is_offered_by_a_worker() -> None:
    assert defined(python("activities")) - offered(python("app")) == set()


def test_workflows_are_a_closed_list() -> None:
    classes = {
        node.name for source in python("workflows") for node in source.tree.body if isinstance(node, ast.ClassDef) and node.decorator_list
    }
    assert classes == {kind.__name__ for kind in WORKFLOWS}, "every workflow class is run by the worker"
    assert {str(workflow._Definition.must_from_class(kind).name) for kind in WORKFLOWS} <= CLOSED


def test_a_forgotten_activity_is_seen() -> None:
    hands = Source("activities/beds.py", 'class Beds:\n    @activity.defn(name="bed.make")\n    async def make(self) -> None: ...')
    worker = Source("app/worker.py", "beds, other = Beds(desk), Other(desk)\nWorker(activities=[beds.make])")
    idle = Source("app/worker.py", "beds = Beds(desk)\nWorker(activities=[])")
    assert defined([hands]) == offered([worker]) == {"Beds.make"}
    assert offered([idle]) == set()
