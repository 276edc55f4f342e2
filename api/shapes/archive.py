"""Shapes of the archive."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Answer
from domain.renewals import EvidenceGroup, Way
from services.renewals import ArchiveView


class DamageAnswer(Answer):
    code: Annotated[str, Field(description="Mã hồ sơ. · Code of the record.")]
    files: list[str]
    found_at: datetime


class GroupAnswer(Answer):
    """An evidence group, and its next renewal."""

    id: UUID
    documents: int
    stamps: int
    algorithm: str
    built_at: datetime
    renew_before: datetime | None
    damaged: bool
    way: Way | None = None
    renew_on: date | None = None

    @classmethod
    def of(cls, group: EvidenceGroup, way: Way | None, on: date | None) -> Self:
        facts = {name: getattr(group, name) for name in ("id", "documents", "stamps", "algorithm", "built_at", "renew_before", "damaged")}
        return cls(**facts, way=way, renew_on=on)


class MonthAnswer(Answer):
    """What a month brings; `quota`: null without a limit."""

    first: date
    by_stamp: int
    by_tree: int
    documents: int
    stamps: int
    quota: int | None
    fits: bool


class ArchiveAnswer(Answer):
    """The archive of a facility."""

    records: int
    oldest_reading: datetime | None
    reading_period_days: int
    damaged: int
    mended: int
    damages: list[DamageAnswer]
    proved_documents: int
    waiting_documents: int
    waiting_since: datetime | None
    lost_groups: int
    groups: list[GroupAnswer]
    renewal_lead_months: int
    months: list[MonthAnswer]
    open_processes: Annotated[int | None, Field(description="Tiến trình còn mở của hồ sơ đã lưu trữ. · Of archived records.")]

    @classmethod
    def of(cls, found: ArchiveView) -> Self:
        planned = {one.group.id: one for one in found.planned}
        ways = [(one, planned.get(one.id)) for one in found.groups]
        month = [MonthAnswer(**vars(one), fits=one.fits) for one in found.months]
        return cls(
            records=found.kept.records,
            oldest_reading=found.kept.oldest,
            reading_period_days=found.period,
            damaged=found.kept.damaged,
            mended=found.kept.mended,
            damages=[DamageAnswer(code=one.code, files=list(one.files), found_at=one.found_at) for one in found.damages],
            proved_documents=found.proved,
            waiting_documents=found.waiting,
            waiting_since=found.waiting_since,
            lost_groups=found.lost,
            groups=[GroupAnswer.of(one, due.way if due else None, due.on if due else None) for one, due in ways],
            renewal_lead_months=found.lead,
            months=month,
            open_processes=found.open_processes,
        )
