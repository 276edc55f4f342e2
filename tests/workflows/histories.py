"""Recorded histories: one for each shape a workflow's life can take, without the seal, replayed after every change.

A file is the event history as Temporal's own tools write it, with the workflow's id. Payloads are in the clear, so that a reader of a
change sees what it changes; they hold ids and hashes of the tests' own people, and no names (a test looks).
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload, SearchAttributes
from temporalio.api.failure.v1 import Failure
from temporalio.api.history.v1 import History
from temporalio.client import WorkflowHistory
from temporalio.converter import DataConverter, PayloadCodec

HISTORIES = Path(__file__).parent / "histories"

MARKERS_OF_THE_SDK = ("data", "patch-data")
"""Which local activity it was, its `result` beside it is ours; and which patch was met."""

SHAPES: Mapping[str, tuple[str, ...]] = {
    "record": ("archived", "awaiting-term", "caught-up", "continued", "refused", "reminded", "returned"),
    "order": ("acknowledged", "alarmed", "amended", "cancelled", "caught-up", "continued", "refused"),
    "plan": ("asleep", "caught-up", "changed", "continued", "refused", "reminded", "signed"),
    "track": ("accepted", "caught-up", "continued", "procured", "reminded"),
    "appraisal": ("closed", "continued", "reminded", "refused"),
    "cohort": ("continued", "ended"),
    "disposal": ("closed", "withdrawn"),
    "batch": ("caught-up", "lost", "lost-in-four-lanes", "refused", "signed"),
    "signature": ("caught-up", "continued", "disturbed", "preserved", "refused", "reminded", "replaced", "stamped-ended", "stamped-late"),
}
"""Prefix of a workflow's id → the shapes its life can take. `continued` is the first run; `caught-up` was started again from rows."""


def path(workflow: str, shape: str) -> Path:
    """Raises ValueError for a shape that is not listed."""
    kind = workflow.split("/")[0]
    if shape not in SHAPES[kind]:
        raise ValueError(f"{kind}-{shape} is not in SHAPES")
    return HISTORIES / f"{kind}-{shape}.json"


def load(file: Path) -> WorkflowHistory:
    kept = json.loads(file.read_text())
    return WorkflowHistory.from_json(kept["workflow"], {"events": kept["events"]})


async def save(file: Path, history: WorkflowHistory, converter: DataConverter) -> None:
    """Writes a history without seal, host, process id or stack traces."""
    events = History(events=history.events)
    assert converter.payload_codec
    for payload in payloads(events):
        (plain,) = await converter.payload_codec.decode([payload])
        payload.CopyFrom(plain)
    for message in _messages(events):
        if isinstance(message, Failure):
            _forget_places(message)
        if "identity" in message.DESCRIPTOR.fields_by_name:
            message.ClearField("identity")
    file.write_text(_written(WorkflowHistory(history.workflow_id, events.events)))  # noqa: ASYNC240 - nothing else waits while this records


def _written(history: WorkflowHistory) -> str:
    """One event to a line, so that a change shows which events it changes."""
    lines = ",\n".join(json.dumps(event, sort_keys=True) for event in history.to_json_dict()["events"])
    return f'{{"workflow": "{history.workflow_id}", "events": [\n{lines}\n]}}\n'


async def sealed(history: WorkflowHistory, codec: PayloadCodec) -> WorkflowHistory:
    """The history as the server keeps it."""
    events = History(events=history.events)
    for payload in payloads(events):
        (secret,) = await codec.encode([payload])
        payload.CopyFrom(secret)
    return WorkflowHistory(history.workflow_id, events.events)


def payloads(of: Message) -> list[Payload]:
    return [message for message in _messages(of) if isinstance(message, Payload)]


def _messages(of: Message) -> Iterator[Message]:
    """The message and every message inside it, but not what Temporal itself reads: that is never sealed."""
    if isinstance(of, SearchAttributes):
        return
    yield of
    for field, value in of.ListFields():
        if field.message_type is None:
            continue
        if field.message_type.GetOptions().map_entry:
            value = [one for key, one in value.items() if isinstance(one, Message) and key not in MARKERS_OF_THE_SDK]
        for one in value if isinstance(value, list) or field.is_repeated else [value]:
            yield from _messages(one)


def _forget_places(failure: Failure) -> None:
    """A stack trace names folders of the machine it was recorded on."""
    failure.stack_trace = ""
    if failure.HasField("encoded_attributes"):
        told = json.loads(failure.encoded_attributes.data)
        failure.encoded_attributes.data = json.dumps(told | {"stack_trace": ""}).encode()
