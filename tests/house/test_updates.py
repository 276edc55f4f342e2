"""Every act that a service asks of a workflow is an update there: a method that lost its decorator answers nobody."""

import ast
import inspect

import workflows.appraisals
import workflows.batches
import workflows.disposals
import workflows.orders
import workflows.plans
import workflows.records
import workflows.signatures
import workflows.tracks
from tests.house.tree import ROOT

WORKFLOWS = (
    workflows.appraisals,
    workflows.batches,
    workflows.disposals,
    workflows.orders,
    workflows.plans,
    workflows.records,
    workflows.signatures,
    workflows.tracks,
)
UPDATES = {
    f"{name}.{method}"
    for module in WORKFLOWS
    for name, made in inspect.getmembers(module, inspect.isclass)
    for method, of in inspect.getmembers(made, inspect.isfunction)
    if hasattr(of, "_defn")
}


def asked() -> set[str]:
    """`RecordWorkflow.close` wherever a service names a method of a workflow that is no `run`."""
    found = set()
    for path in (ROOT / "services").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id.endswith("Workflow"):
                found.add(f"{node.value.id}.{node.attr}")
    return {one for one in found if not one.endswith(".run")}


def test_what_is_asked_is_an_update() -> None:
    assert len(asked()) > 30
    assert asked() - UPDATES == set()
