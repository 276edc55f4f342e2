"""Every recorded history replays with the workflows as they are, whatever the process; a spoiled workflow is caught."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.workflow import NondeterminismError

from app.worker import WORKFLOWS
from tests.people import EVERYBODY, PIN
from tests.workflows.broken import HastyOrder, MoreLanes
from tests.workflows.histories import HISTORIES, SHAPES, load, path, payloads
from tests.workflows.replay import every_shape, replay

ROOT = Path(__file__).parents[2]


async def test_every_history_replays() -> None:
    assert await replay(WORKFLOWS, every_shape()) == {}


def test_every_history_replays_in_another_process() -> None:
    """Sets come in another order under another hash seed."""
    command = [sys.executable, "-m", "tests.workflows.replay"]
    told = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "1"}, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "")


async def test_a_reordered_workflow_is_caught() -> None:
    wrong = await replay([HastyOrder], ["order-acknowledged"])
    assert isinstance(wrong["order-acknowledged"], NondeterminismError)


async def test_more_chunks_in_hand_than_before_are_caught() -> None:
    wrong = await replay([MoreLanes], ["batch-lost", "batch-lost-in-four-lanes"])
    assert {shape: type(why) for shape, why in wrong.items()} == dict.fromkeys(wrong, NondeterminismError)
    assert len(wrong) == 2


def test_every_workflow_has_a_history_of_every_shape() -> None:
    kinds = {workflow._Definition.must_from_class(kind).name for kind in WORKFLOWS}
    assert {str(kind).lower() for kind in kinds} == set(SHAPES)
    wanted = {f"{kind}-{shape}" for kind, shapes in SHAPES.items() for shape in shapes}
    assert set(every_shape()) == wanted, "run: python -m tests.workflows.record"


def test_a_shape_that_is_not_listed_is_refused() -> None:
    with pytest.raises(ValueError, match="order-lost"):
        path("order/1", "lost")


@pytest.mark.parametrize("shape", every_shape())
def test_no_history_names_a_person_or_a_machine(shape: str) -> None:
    said = b"\n".join(payload.data for event in load(HISTORIES / f"{shape}.json").events for payload in payloads(event)).decode()
    written = (HISTORIES / f"{shape}.json").read_text()
    names = [one.name for one in EVERYBODY] + [PIN]
    assert not [name for name in names if name in said or name.encode().hex() in said]
    assert not re.search(r'"identity"|/(home|tmp)/|File \\"', said + written)
