"""`python -m tests.workflows.replay`: replays every recorded history, as the tests do in a process of its own."""

import asyncio
import secrets
from collections.abc import Sequence

from temporalio.worker import Replayer

from app.ending import end
from app.payloads import converter
from app.worker import WORKFLOWS
from tests.workflows.histories import HISTORIES, load, sealed
from workflows.sandbox import runner


async def replay(workflows: Sequence[type], shapes: Sequence[str]) -> dict[str, Exception]:
    """Replays these shapes as the server would give them, sealed under a new key; gives what went wrong with each."""
    converted = converter({"replay": secrets.token_bytes(32)})
    assert converted.payload_codec
    replayer = Replayer(workflows=workflows, workflow_runner=runner(), data_converter=converted)
    wrong: dict[str, Exception] = {}
    for shape in shapes:
        history = await sealed(load(HISTORIES / f"{shape}.json"), converted.payload_codec)
        result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
        if result.replay_failure:
            wrong[shape] = result.replay_failure
    return wrong


def every_shape() -> list[str]:
    return sorted(file.stem for file in HISTORIES.glob("*.json"))


if __name__ == "__main__":
    found = asyncio.run(replay(WORKFLOWS, every_shape()))
    for shape, why in found.items():
        print(f"{shape}: {why}")  # noqa: T201 - a command
    end(1 if found else 0)
