"""Documents and their versions, signatures made, and tasks that wait for one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.table import Table


class DocumentRow(Table):
    """One sheet of a record, or one paper of the rollout. The subject is no foreign key: the two stories never join."""

    __tablename__ = "document"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    facility: Mapped[str] = mapped_column(ForeignKey("facility.id"))
    form: Mapped[str]
    title: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    """Look-up code printed on the sheet."""
    subject_kind: Mapped[str]
    """`order`, `result`, `closing` (clinical) or `track`, `appraisal` (rollout)."""
    subject: Mapped[str]
    record: Mapped[UUID | None]
    key: Mapped[str]
    """Which key of the key store its bytes are encrypted with."""
    created_at: Mapped[datetime]
    current: Mapped[int]
    """Newest version."""
    adds_to: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    """Of an addendum: the document it adds to."""
    adds_to_version: Mapped[int | None]
    """The version that stood then."""
    __table_args__ = (
        Index("document_record", "record", "created_at"),
        Index("document_subject", "subject_kind", "subject", "created_at"),
        Index("document_made", "facility", "created_at"),
        Index("document_addenda", "adds_to", postgresql_where=text("adds_to IS NOT NULL")),
    )


class VersionRow(Table):
    """A version's chain as it was opened; its signatures are rows of their own."""

    __tablename__ = "version"
    document: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[dict[str, Any]]
    """Form, edition, steps, content, size (`domain.signatures.Chain` without signatures)."""
    content: Mapped[str] = mapped_column(Computed("chain ->> 'content'", persisted=True), index=True)
    """SHA-256 of what is read: asked for by the sweep."""
    boxes: Mapped[list[Any]]
    """Rectangles on the last page for the visible marks, in PDF points."""
    data: Mapped[dict[str, Any] | None]
    """The sheet's data; gone from the row when the record is archived."""
    pdf: Mapped[dict[str, Any] | None]
    """What was found in the ready PDF that is its content (`domain.foreign.ForeignPdf`); null for a sheet of the house."""
    author: Mapped[UUID]
    position: Mapped[UUID]
    made_at: Mapped[datetime]
    request: Mapped[str]
    """The act that made it: repeated, it is answered with this version."""
    note: Mapped[str] = mapped_column(server_default="")
    """Why there is a new version."""
    ended: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_reason: Mapped[str | None]
    ended_code: Mapped[str] = mapped_column(server_default="")
    """Of a refusal: which reason of the list."""
    completed_at: Mapped[datetime | None]
    preserved: Mapped[str | None] = mapped_column(index=True)
    preserved_size: Mapped[int | None]
    preserved_at: Mapped[datetime | None]
    series: Mapped[str | None]
    year: Mapped[int | None]
    issue_number: Mapped[int | None]
    issued_on: Mapped[date | None]
    facility: Mapped[str]
    stuck_since: Mapped[datetime | None]
    """Since when nobody can sign the open step; null while somebody can."""
    __table_args__ = (
        Index(
            "version_issue",
            "facility",
            "year",
            "series",
            "issue_number",
            unique=True,
            postgresql_where=text("issue_number IS NOT NULL"),
        ),
        Index("version_unfinished", "document", postgresql_where=text("ended IS NULL AND preserved IS NULL")),
        Index("version_refused", "document", "number", postgresql_where=text("ended IN ('refused', 'withdrawn')")),
    )


class SignatureRow(Table):
    __tablename__ = "signature"
    document: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """First, second, … of this version: the key that forbids two signatures on one revision."""
    person: Mapped[UUID]
    position: Mapped[UUID]
    step: Mapped[str]
    base: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    at: Mapped[datetime]
    request: Mapped[str] = mapped_column(unique=True)
    stamped_at: Mapped[datetime | None]
    method: Mapped[str] = mapped_column(server_default="digital")
    """`digital`, `organisation` or `confirmed`."""
    absent: Mapped[UUID | None]
    """In whose place it was made; NULL for the signer's own."""
    substitution: Mapped[UUID | None]
    unchecked: Mapped[bool] = mapped_column(server_default=text("false"))
    """Made while nobody could say whether the certificate was still good."""
    __table_args__ = (
        UniqueConstraint("document", "version", "step", "person"),
        Index("signature_at", "at", postgresql_using="brin"),
        Index("signature_unstamped", "at", "document", postgresql_where=text("stamped_at IS NULL")),
        ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),
    )


class TaskRow(Table):
    __tablename__ = "task"
    document: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[UUID] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]
    """When this person, having read it, put it into the set they sign together."""
    later_until: Mapped[datetime | None]
    """Put aside until then by this person; shown again when it is due, whatever comes first."""
    reminded_at: Mapped[datetime | None]
    """The last reminder, by its workflow's clock."""
    done_at: Mapped[datetime | None]
    __table_args__ = (
        Index("task_inbox", "person", "due_at", "document", postgresql_where=text("done_at IS NULL")),
        ForeignKeyConstraint(["document", "version"], ["version.document", "version.number"]),
    )
