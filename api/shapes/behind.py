"""Shapes of who is behind."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.letters import RemindedAnswer
from api.shapes.shape import Answer, Named
from domain.behind import BehindWork
from services.behind import BehindLine, BehindView, SilentLine
from store.queries.behind import OpenObstacle


class BehindWorkAnswer(Answer):
    """A late milestone; `asked` is empty where the unit itself is meant."""

    code: str
    title: str
    due: date | None
    days: int
    why: Annotated[str, Field(description="short, sent_back, blocked, doing, not_begun")]
    waits_for: list[str]
    asked: str
    leads: str

    @classmethod
    def of(cls, work: BehindWork) -> Self:
        return cls(**{**vars(work), "waits_for": list(work.waits_for)})


class OpenObstacleAnswer(Answer):
    id: UUID
    title: str
    lifter: str
    due: date | None

    @classmethod
    def of(cls, one: OpenObstacle) -> Self:
        return cls.model_validate(one)


class BehindUnitAnswer(Answer):
    """A unit that is behind, by how many days at worst."""

    track: UUID
    facility: Named
    days: int
    works: list[BehindWorkAnswer]
    reminded: RemindedAnswer | None
    obstacles: list[OpenObstacleAnswer]

    @classmethod
    def of(cls, line: BehindLine, today: date) -> Self:
        unit = line.unit
        return cls(
            track=unit.track,
            facility=Named(id=unit.facility, name=unit.name),
            days=(today - unit.worst).days,
            works=[BehindWorkAnswer.of(one) for one in line.works],
            reminded=RemindedAnswer.of(line.reminded) if line.reminded else None,
            obstacles=[OpenObstacleAnswer.of(one) for one in line.obstacles],
        )


class SilentAnswer(Answer):
    """A unit that has not declared what was due: of it nobody knows whether it is late."""

    track: UUID
    facility: Named
    codes: list[str]
    since: date
    reminded: RemindedAnswer | None

    @classmethod
    def of(cls, line: SilentLine) -> Self:
        unit, reminded = line.unit, RemindedAnswer.of(line.reminded) if line.reminded else None
        named = Named(id=unit.facility, name=unit.name)
        return cls(track=unit.track, facility=named, codes=list(unit.codes), since=unit.since, reminded=reminded)


class BehindAnswer(Answer):
    """Units that are behind, most days late first, 50 a page."""

    units: list[BehindUnitAnswer]
    total: int
    works: Annotated[int, Field(description="Số mốc quá hạn của mọi đơn vị.")]
    undeclared: Annotated[
        list[SilentAnswer], Field(description="Chưa khai báo mốc đã qua hạn: chưa biết có trễ không; chỉ ở trang đầu. · Not declared.")
    ]
    total_undeclared: int
    next: Annotated[UUID | None, Field(description="Gửi lại ở `after` để xem trang sau; null là hết.")]

    @classmethod
    def of(cls, view: BehindView) -> Self:
        units = [BehindUnitAnswer.of(one, view.today) for one in view.lines]
        silent = [SilentAnswer.of(one) for one in view.silent]
        told = {"undeclared": silent, "total_undeclared": view.all_silent}
        return cls(units=units, total=view.units, works=view.works, next=view.following, **told)
