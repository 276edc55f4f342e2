"""What is answered about purchases."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.obstacles import PaperShape
from api.shapes.procurement import CountShape, SumShape
from api.shapes.shape import Answer
from domain.procurement import Procurement, ProcurementState
from domain.procurement_events import Did, Opinion
from domain.procurement_items import Item
from domain.procurement_routes import RouteStep, StepKind, Way
from domain.procurement_totals import Amounts, item_over, of_item, total
from services.procurement_exports import By, counted, names
from services.procurement_shown import PlanProcurements, ProcurementView
from store.queries.procurement_events import Happened


class AmountsShape(Answer):
    """Sums in đồng; null where nobody said yet."""

    planned: Decimal | None
    proposed: Decimal
    approved: Decimal | None
    committed: Decimal | None
    paid: Decimal
    accepted: Decimal
    over: Annotated[tuple[str, ...], Field(description="Vượt gì. · What runs over.")]

    @classmethod
    def told(cls, one: Amounts) -> Self:
        return cls(**vars(one), over=tuple(sorted(one.over)))


class StepShape(Answer):
    code: str
    kind: StepKind
    title: str
    by: str
    basis: str
    certainty: str
    recorded_by: str

    @classmethod
    def told(cls, one: RouteStep) -> Self:
        return cls(**vars(one))


class ItemRead(Answer):
    number: int
    name: str
    unit: str
    quantity: int
    price: Decimal
    category: str
    fund: str
    line: str
    why: str
    contracted: int
    contract_price: Decimal | None
    delivered: int
    accepted: int
    amounts: AmountsShape
    over: tuple[str, ...]

    @classmethod
    def told(cls, one: Item) -> Self:
        facts = {name: getattr(one, name) for name in cls.model_fields if name not in ("amounts", "over")}
        return cls(**facts, amounts=AmountsShape.told(of_item(one)), over=tuple(sorted(item_over(one))))


class EventRead(Answer):
    number: int
    did: Did
    step: str
    version: int
    by: str
    at: datetime
    paper: PaperShape
    document: UUID | None
    opinion: Opinion | None
    words: str
    until: date | None
    struck: bool
    strikes: Annotated[int | None, Field(description="Số của lần ghi bị hủy. · Number of the event it takes back.")]
    entries: tuple[SumShape, ...]
    quantities: tuple[CountShape, ...]

    @classmethod
    def told(cls, one: Happened) -> Self:
        event = one.event
        return cls(
            number=one.number,
            did=event.did,
            step=event.step,
            version=event.version,
            by=one.by,
            at=event.at,
            paper=PaperShape.of(event.paper),
            document=event.document,
            opinion=event.opinion,
            words=event.words,
            until=event.until,
            struck=one.struck,
            strikes=event.strikes,
            entries=tuple(SumShape(item=each.item, amount=each.amount) for each in event.entries),
            quantities=tuple(CountShape(item=each.item, quantity=each.quantity) for each in event.entries),
        )


class PurchaseShape(Answer):
    """A purchase as a list shows it."""

    id: UUID
    title: str
    way: Way
    state: ProcurementState
    waits_for: str
    amounts: AmountsShape

    @classmethod
    def told(cls, one: Procurement) -> Self:
        amounts = AmountsShape.told(total(of_item(item) for item in one.items))
        return cls(id=one.id, title=one.title, way=one.way, state=one.state, waits_for=one.next.code if one.next else "", amounts=amounts)


class ProcurementRead(PurchaseShape):
    """A purchase with its route, items and history."""

    track: UUID
    milestone: str
    supplier: str
    version: int
    route: tuple[StepShape, ...]
    items: tuple[ItemRead, ...]
    events: tuple[EventRead, ...]
    acts: tuple[str, ...]
    appraisals: Annotated[tuple[UUID, ...], Field(description="Các thẩm định đề xuất của gói, cũ trước. · Of its proposal, oldest first.")]
    asked: Annotated[tuple[str, ...], Field(description="Trường mà văn bản của bước đang chờ hỏi. · Fields of the paper waited for.")]

    @classmethod
    def view(cls, view: ProcurementView) -> Self:
        one = view.one
        return cls(
            **dict(PurchaseShape.told(one)),
            track=one.track,
            milestone=one.milestone,
            supplier=one.supplier,
            version=one.version,
            route=tuple(StepShape.told(step) for step in one.route),
            items=tuple(ItemRead.told(item) for item in one.items),
            events=tuple(EventRead.told(event) for event in view.events),
            acts=tuple(sorted(view.acts)),
            appraisals=tuple(each.id for each in view.appraisals),
            asked=tuple(each.name for each in view.form.fields) if view.form else (),
        )


class GroupShape(Answer):
    key: str
    name: str
    amounts: AmountsShape


class SpendingRead(Answer):
    """What purchases of a plan come to."""

    by: By
    groups: tuple[GroupShape, ...]
    total: AmountsShape

    @classmethod
    def view(cls, view: PlanProcurements, by: By) -> Self:
        called = names(view, by)
        groups = tuple(GroupShape(key=key, name=called[key], amounts=AmountsShape.told(each)) for key, each in counted(view, by).items())
        return cls(by=by, groups=groups, total=AmountsShape.told(total(row.amounts for row in view.rows)))
