"""What is asked about purchases."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.shapes.obstacles import PaperShape
from api.shapes.shape import Act, Answer, Asked, Day, FormData, LongText, Reasoned, Text, Words
from domain.procurement_entering import Contract, Judgement, NewProcurement, Selection
from domain.procurement_events import Opinion
from domain.procurement_items import NewItem
from domain.procurement_routes import Way

Money = Annotated[Decimal, Field(description="Đồng, số nguyên, không làm tròn. · Whole đồng, exact.", examples=["350000000"])]
Number = Annotated[int, Field(description="Số thứ tự của mục. · Number of the item.", examples=[1])]


class ItemShape(Asked):
    """One item of a proposal."""

    name: Words
    unit: Words
    quantity: int
    price: Money = Decimal(0)
    category: Annotated[Words, Field(description="Mã nhóm của quy tắc. · Code of a category.", examples=["servers"])]
    fund: Annotated[Words, Field(description="Mã nguồn kinh phí. · Code of a source.", examples=["own"])]
    line: Annotated[Text, Field(description="Dòng dự toán của kế hoạch. · Budget line of the plan.")] = ""
    why: LongText = ""

    def item(self) -> NewItem:
        return NewItem(self.name, self.unit, self.quantity, self.price, self.category, self.fund, self.line, self.why)


class OpenProcurement(Act):
    """A purchase with its items; also what replaces them before the proposal is signed."""

    title: Words
    way: Way
    milestone: Text = ""
    items: Annotated[tuple[ItemShape, ...], Field(min_length=1, max_length=200)]

    def words(self) -> NewProcurement:
        return NewProcurement(self.title, self.way, tuple(one.item() for one in self.items), self.milestone)


class Opened(Answer):
    id: UUID


class StepAct(Act):
    """What is entered of one step."""

    step: Annotated[Words, Field(description="Mã của bước đang chờ. · Code of the step waited for.", examples=["council"])]


class SumShape(Asked):
    item: Number
    amount: Money


class JudgeProcurement(StepAct):
    """An appraisal, an opinion or an approval, with the paper of whoever gave it."""

    opinion: Opinion
    paper: PaperShape
    words: LongText = ""
    approved: Annotated[tuple[SumShape, ...], Field(max_length=200, description="Mục bỏ trống được duyệt như đề xuất.")] = ()

    def judgement(self) -> Judgement:
        return Judgement(self.opinion, self.paper.paper(), self.words, {one.item: one.amount for one in self.approved})


class SelectSupplier(StepAct):
    """How the supplier was chosen."""

    form: Words
    supplier: Words
    paper: PaperShape
    until: Day | None = None

    def selection(self) -> Selection:
        return Selection(self.form, self.supplier, self.paper.paper(), self.until)


class LineShape(Asked):
    item: Number
    quantity: int
    price: Money


class SignContract(StepAct):
    """The contract as it was signed."""

    paper: PaperShape
    until: Day
    lines: Annotated[tuple[LineShape, ...], Field(min_length=1, max_length=200)]
    words: LongText = ""

    def contract(self) -> Contract:
        return Contract(self.paper.paper(), self.until, {one.item: (one.quantity, one.price) for one in self.lines}, self.words)


class CountShape(Asked):
    item: Number
    quantity: int


class Deliver(StepAct):
    """One delivery."""

    items: Annotated[tuple[CountShape, ...], Field(min_length=1, max_length=200)]
    paper: PaperShape
    last: bool = False


class Pay(Act):
    """One payment."""

    items: Annotated[tuple[SumShape, ...], Field(min_length=1, max_length=200)]
    paper: PaperShape
    words: LongText = ""


class StrikeEvent(Reasoned):
    """A delivery or payment that was entered wrongly."""

    event: Annotated[int, Field(ge=1)]


class StopProcurement(Reasoned):
    """It goes no further."""


class DrawPaper(StepAct):
    """The paper of a step that the house signs."""

    data: FormData


class PaperDrawn(Answer):
    document: UUID
