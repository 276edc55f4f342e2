"""Shapes of the registers of a track: readiness in one look, connections, restore drills."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, LongText, Moment, Reasoned, Text
from api.shapes.tracks import FileAnswer
from domain.drills import Drill, DrillResult
from domain.endpoints import EndpointState, Exchange
from services.drills import DrillsView
from services.endpoints import EndpointsView, EndpointView, NewExchange
from services.readiness import ReadinessView


class ReadinessAnswer(Answer):
    """Live facts, each as of `at`."""

    at: datetime
    certificates: Annotated[tuple[int, int], Field(description="Có chứng thư số dùng được / phải ký. · Able to sign, of who must.")]
    lines: Annotated[tuple[int, int], Field(description="Yêu cầu tập huấn, nhân lực đã đạt / tất cả. · Lines met, of all.")]
    running: Annotated[tuple[int, int], Field(description="Kết nối đang chạy / tất cả. · Connections running, of all.")]
    stale: int
    succeeded: datetime | None
    communication: Annotated[
        tuple[int, int], Field(description="Truyền thông đã có minh chứng / phải làm. · Proved, of all that is wanted.")
    ]
    level: Annotated[int, Field(description="Cấp độ an toàn được phê duyệt; 0: chưa có. · Approved security level; 0 for none.")]
    findings: Annotated[int, Field(description="Điểm yếu chưa xong. · Security findings that are not closed.")]
    restored_on: Annotated[date | None, Field(description="Ngày khôi phục đủ gần nhất. · The newest good restore drill.")]

    @classmethod
    def of(cls, view: ReadinessView) -> Self:
        held, made, on = view.certificates, view.prepared, view.connected
        return cls(
            at=view.at,
            certificates=(held.numerator, held.denominator),
            lines=(made.met, made.lines),
            running=(on.running, on.total),
            stale=on.stale,
            succeeded=on.succeeded,
            communication=(view.communicated.proved, view.communicated.wanted),
            level=view.secured.level,
            findings=view.secured.open,
            restored_on=view.restored_on,
        )


class TellExchange(Act):
    """What a connected system exchanged, or failed to."""

    at: Moment
    succeeded: bool
    words: LongText = ""
    reference: Text = ""

    def new(self) -> NewExchange:
        return NewExchange(self.at, self.succeeded, self.words, self.reference)


class WithdrawDrill(Reasoned):
    """The entry was wrong."""


class DrillRecorded(Answer):
    id: UUID


class ExchangeAnswer(Answer):
    at: datetime
    succeeded: bool
    words: str
    reference: str
    machine: bool
    files: list[FileAnswer]

    @classmethod
    def of(cls, one: Exchange) -> Self:
        return cls.model_validate(one)


class EndpointAnswer(Answer):
    code: str
    title: str
    basis: str
    certainty: str
    state: EndpointState
    stale: bool
    responsible: UUID | None
    reason: str
    succeeded: datetime | None
    failed: datetime | None
    exchanges: list[ExchangeAnswer]

    @classmethod
    def view(cls, of: EndpointView, at: datetime) -> Self:
        one = of.endpoint
        said = {name: getattr(one.line, name) for name in ("code", "title", "basis", "certainty")}
        how = {name: getattr(one, name) for name in ("state", "responsible", "reason", "succeeded", "failed")}
        return cls(**said, **how, stale=one.stale(at), exchanges=[ExchangeAnswer.of(each) for each in of.exchanges])


class EndpointsAnswer(Answer):
    running: int
    total: int
    stale: int
    endpoints: list[EndpointAnswer]

    @classmethod
    def of(cls, view: EndpointsView) -> Self:
        on = view.connected
        lines = [EndpointAnswer.view(one, on.at) for one in view.endpoints]
        return cls(running=on.running, total=on.total, stale=on.stale, endpoints=lines)


class DrillAnswer(Answer):
    id: UUID
    what: str
    backup: str
    backup_of: date
    started_at: datetime
    ended_at: datetime
    result: DrillResult
    words: str
    withdrawn_at: datetime | None
    withdrawn_why: str
    files: list[FileAnswer]

    @classmethod
    def of(cls, one: Drill) -> Self:
        names = ("what", "backup", "backup_of", "started_at", "ended_at", "result", "words")
        said = {name: getattr(one.said, name) for name in names}
        files = [FileAnswer.model_validate(each) for each in one.said.files]
        return cls(id=one.id, **said, withdrawn_at=one.withdrawn_at, withdrawn_why=one.withdrawn_why, files=files)


class DrillsAnswer(Answer):
    drills: list[DrillAnswer]

    @classmethod
    def listed(cls, view: DrillsView) -> Self:
        return cls(drills=[DrillAnswer.of(one) for one in view.drills])
