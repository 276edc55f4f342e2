"""Starting and waking workflows: ids only, safe to repeat."""

from collections.abc import Mapping

from temporalio import activity
from temporalio.client import Client
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes, WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from activities.documents import Of
from domain import names
from store.engine import Sessions
from store.queries import regulations
from store.queries import signatures as queries

KIND = SearchAttributeKey.for_keyword("HsbaKind")


def attributes(kind: str) -> TypedSearchAttributes:
    """What operators may search by; no personal data."""
    return TypedSearchAttributes([SearchAttributePair(KIND, kind)])


PARENTS: Mapping[str, tuple[str, str]] = {
    "order": ("Order", "order"),
    "result": ("Order", "order"),
    "closing": ("Record", "record"),
    "sheet": ("Record", "record"),
    "retention": ("Record", "record"),
    "track": ("Track", "track"),
    "appraisal": ("Appraisal", "appraisal"),
    "disposal": ("Disposal", "disposal"),
    "plan": ("Plan", "plan"),
    "regulation": ("Track", "track"),
}
"""Kind of a document's subject → workflow type and id prefix of the process that waits for it."""


class Processes:
    """Hands that reach Temporal itself."""

    def __init__(self, sessions: Sessions, temporal: Client) -> None:
        self.sessions = sessions
        self.temporal = temporal

    @activity.defn(name="process.sign")
    async def sign(self, of: Of) -> None:
        """Starts the signature workflow of a version, does nothing when it runs; the version before learns that it was replaced."""
        if of.version > 1:
            await self._catch_up(names.signature_workflow(of.document, of.version - 1))
        await self.temporal.start_workflow(
            "Signature",
            of,
            id=names.signature_workflow(of.document, of.version),
            task_queue=names.RECORDS,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            search_attributes=attributes("Signature"),
        )

    async def _catch_up(self, workflow: str) -> None:
        try:
            await self.temporal.get_workflow_handle(workflow).signal("catch_up")
        except RPCError as failed:
            if failed.status is not RPCStatusCode.NOT_FOUND:  # it ended before
                raise

    @activity.defn(name="process.wake")
    async def wake(self, of: Of) -> None:
        """Tells the process a document belongs to that the rows have changed; starts it when it is not open."""
        async with self.sessions() as session:
            document = await queries.document(session, of.document)
            subject = document.subject
            if document.subject_kind == "regulation":  # no process of its own: the track that asks for it, if any
                asks = await regulations.of_document(session, of.document)
                if asks is None or asks.track is None:
                    return
                subject = str(asks.track)
        kind, prefix = PARENTS[document.subject_kind]
        await self.temporal.start_workflow(
            kind,
            subject,
            id=f"{prefix}/{subject}",
            task_queue=names.RECORDS,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            start_signal="catch_up",
            search_attributes=attributes(kind),
        )
