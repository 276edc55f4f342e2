"""Shapes of editions of plans and of last days that are moved."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Day, LongText, Words
from domain.plan_changes import Change
from services.plan_editions import ChangesView, Proposed
from store.queries.extensions import Extension
from store.queries.plan_editions import EditionLine, Moved


class ApplyEdition(Act):
    """The paper an edition is issued with."""

    paper: Annotated[Words, Field(examples=["Kế hoạch số 245/KH-UBND ngày 20/11/2026"])]


class MoveDate(Act):
    """Another last day of a milestone."""

    milestone: Annotated[Words, Field(examples=["3.1-1"])]
    to: Day
    reason: LongText
    paper: Annotated[Words, Field(examples=["Công văn số 88/SYT-NVY ngày 18/11/2026"])]
    tracks: Annotated[tuple[UUID, ...], Field(max_length=2000, description="Các lộ trình; để trống là tất cả.")] = ()
    again: Annotated[UUID | None, Field(description="Văn bản bị từ chối hoặc rút lại được lập lại, cho cùng mốc và lộ trình.")] = None


class DateMoved(Answer):
    """`document`: the paper that is to be signed first, when the department's settings ask for one; null when the day has moved."""

    document: UUID | None


class PaperAnswer(Answer):
    """A paper by which a last day moves once everybody has signed; `void` says why it moved nothing though they had."""

    document: UUID
    milestone: str
    before: date
    to: date
    tracks: list[UUID]
    state: str
    in_force_at: datetime | None
    void: str | None

    @classmethod
    def of(cls, one: Extension) -> Self:
        said = {"document": one.document.id, "milestone": one.new.code, "before": one.before, "to": one.new.to}
        ends = {"state": one.version.state, "in_force_at": one.applied_at, "void": one.void and str(one.void)}
        return cls.model_validate({**said, **ends, "tracks": list(one.new.tracks)})


class EditionAnswer(Answer):
    """An edition without its words; `GET /plan-papers/{code}` has those of the newest."""

    id: UUID
    code: str
    edition: str
    source: str
    by: str
    at: datetime

    @classmethod
    def of(cls, line: EditionLine) -> Self:
        return cls(id=line.id, code=line.code, edition=line.edition, source=line.source, by=line.by_name, at=line.at)


class MoveAnswer(Answer):
    """A last day that was moved; `edition` when an edition moved it."""

    milestone: str
    before: date | None
    after: date | None
    reason: str
    paper: str
    edition: str | None
    by: str
    at: datetime

    @classmethod
    def of(cls, moved: Moved) -> Self:
        one = moved.move
        said = {"milestone": one.code, "before": one.before, "after": one.after, "reason": one.reason, "paper": one.paper}
        return cls.model_validate({**said, "edition": one.edition or None, "by": moved.by_name, "at": moved.at})


class ChangesAnswer(Answer):
    """An open plan's editions and moved days."""

    code: str
    edition: str
    editions: list[EditionAnswer]
    moves: list[MoveAnswer]
    papers: list[PaperAnswer]
    """Papers that move a last day once they are signed; for the plan's department."""

    @classmethod
    def of(cls, view: ChangesView) -> Self:
        lines, moves = [EditionAnswer.of(one) for one in view.editions], [MoveAnswer.of(one) for one in view.moves]
        papers = [PaperAnswer.of(one) for one in view.papers]
        return cls(code=view.plan.code, edition=view.plan.edition, editions=lines, moves=moves, papers=papers)


class ChangeAnswer(Answer):
    """One part that an edition changes."""

    kind: str
    milestone: str
    title: str
    before: date | None
    after: date | None
    words_before: str
    words_after: str
    fields: list[str]

    @classmethod
    def of(cls, one: Change) -> Self:
        return cls.model_validate({**vars(one), "milestone": one.code, "fields": list(one.fields)})


class ProposedAnswer(Answer):
    """An edition beside the one that runs; `refused` says why it cannot be applied."""

    edition: str
    changes: list[ChangeAnswer]
    refused: list[str]

    @classmethod
    def of(cls, found: Proposed) -> Self:
        return cls(edition=found.words.edition, changes=[ChangeAnswer.of(one) for one in found.changes], refused=list(found.refused))
