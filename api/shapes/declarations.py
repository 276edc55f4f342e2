"""Shapes of declarations by workbook and of their summaries."""

from datetime import date
from uuid import UUID

from api.shapes.shape import Answer


class LoadedAnswer(Answer):
    """What became of one unit's rows: how many milestones were declared, or what is wrong in which cell, and then none."""

    track: UUID
    name: str
    declared: int
    faults: list[str]


class SummaryAnswer(Answer):
    """Codes of milestones: declared done, in progress, not applicable; not declared; overdue and open now; next."""

    done: list[str]
    doing: list[str]
    not_applicable: list[str]
    undeclared: list[str]
    overdue: list[str]
    coming: list[str]


class UnitSummaryAnswer(Answer):
    """How far one unit is; `following` is the next last day of what is open."""

    track: UUID
    facility: str
    name: str
    done: int
    doing: int
    not_applicable: int
    undeclared: int
    overdue: int
    following: date | None
