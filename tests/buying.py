"""What people of the tests do with a purchase, in a line each."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.clock import day
from domain.names import DocumentId, ProcurementId
from domain.outside_papers import OutsidePaper
from domain.people import Role
from domain.procurement_events import Contract, Judgement, NewProcurement, Opinion, Selection
from domain.procurement_items import NewItem
from domain.procurement_routes import Way
from services import procurement, procurement_views
from services.people import HASHER
from store.writes import people as writes
from tests.care import sign, until
from tests.people import PASSWORD, PIN, Someone
from tests.rollout import Province, province
from tests.stack import Stack

PROPOSAL: dict[str, Any] = {
    "to": "Sở Y tế tỉnh Hưng Yên",
    "bases": ["Căn cứ Kế hoạch của Ủy ban nhân dân tỉnh Hưng Yên"],
    "need": "Máy chủ hiện có không đủ cho hồ sơ bệnh án điện tử.",
    "starts_on": "01/12/2026",
    "ends_on": "20/12/2026",
}
MINUTES: dict[str, Any] = {
    "opened_at": "08:00 28/11/2026",
    "closed_at": "11:30 28/11/2026",
    "held_at": "Phòng máy chủ",
    "representative": "Trần Văn Bình, Giám đốc kinh doanh",
    "authority": "Giấy ủy quyền số 12/UQ ngày 20/11/2026",
    "members": [{"name": "Đỗ Duy Khánh", "title": "Tổ trưởng công nghệ thông tin"}],
    "tested": "Chạy thử 72 giờ ổn định; kiểm tra an toàn thông tin đạt.",
    "conclusion": "Đồng ý nghiệm thu, đưa vào sử dụng.",
}


@dataclass(frozen=True)
class Buying:
    """A hospital that buys, with those who sign."""

    there: Province
    it: Someone
    director: Someone


def server(quantity: int = 2, price: int = 350_000_000, **other: Any) -> NewItem:
    said = {"name": "Máy chủ", "unit": "chiếc", "category": "servers", "fund": "own", "why": "Thiếu theo khảo sát"}
    return NewItem(quantity=quantity, price=Decimal(price), **(said | other))


def purchase(*items: NewItem, **other: Any) -> NewProcurement:
    said = {"title": "Máy chủ và thiết bị lưu trữ", "way": Way.PURCHASE, "milestone": "3.2-2"}
    return NewProcurement(items=items or (server(),), **(said | other))


def paper(stack: Stack, number: str = "1520/STC-HCSN", issuer: str = "Sở Tài chính", ago: int = 0) -> OutsidePaper:
    return OutsidePaper(number, day(stack.clock()) - timedelta(days=ago), issuer)


async def buying(stack: Stack, code: str) -> Buying:
    """A province whose hospital has an IT officer and a director, all with their keys."""
    there = await province(stack, code)
    it = Someone(f"cntt.{code}", "Đỗ Duy Khánh", Role.IT_OFFICER, there.hospital)
    director = Someone(f"gd.{code}", "Nguyễn Hồng Sơn", Role.DIRECTOR, there.hospital)
    async with stack.sessions.begin() as session:
        for one in (it, director):
            await writes.person(session, one.id, one.login, one.name, HASHER.hash(PASSWORD))
            await writes.position(session, one.position)
    for one in (it, director, there.administrator):
        await stack.house.signer.enrol(one.id, PIN, one.name, "Bệnh viện", "person")
    return Buying(there, it, director)


async def opened(stack: Stack, at: Buying, new: NewProcurement | None = None) -> ProcurementId:
    return await procurement.open_one(stack.by(at.there.administrator), at.there.track, new or purchase())


async def signed(stack: Stack, document: DocumentId, *who: Someone) -> None:
    """These people sign it one after the other."""
    for one in who:
        await sign(stack, one, document)


async def at_step(stack: Stack, by: Someone, which: ProcurementId, step: str) -> None:
    """Waits until a last signature has passed the step before."""

    async def look() -> str:
        one = (await procurement_views.read(stack.by(by), which)).one
        return one.next.code if one.next else one.state

    await until(look, lambda found: found == step)


async def proposed(stack: Stack, at: Buying, which: ProcurementId, **other: Any) -> DocumentId:
    """Drawn up, and signed by the administrator and the director."""
    document = await procurement.draw_up(stack.by(at.there.administrator), which, "proposal", PROPOSAL | other)
    await signed(stack, document, at.there.administrator, at.director)
    await at_step(stack, at.there.administrator, which, "council")
    return document


async def judged(stack: Stack, by: Someone, which: ProcurementId, step: str, opinion: Opinion = Opinion.AGREED, **other: Any) -> None:
    said = {"paper": paper(stack, f"{step}/2026"), "words": "" if opinion is Opinion.AGREED else "Bổ sung thuyết minh"}
    await procurement.judge(stack.by(by), which, step, Judgement(opinion, **(said | other)))


async def approved(stack: Stack, at: Buying, which: ProcurementId) -> None:
    """Signed, appraised by the province's council, approved by the head of the facility."""
    await proposed(stack, at, which)
    await judged(stack, at.there.officer, which, "council")
    await judged(stack, at.there.administrator, which, "approval-own")


async def checked(stack: Stack, at: Buying, which: ProcurementId) -> DocumentId:
    """A supplier is chosen and the clauses are held against the law."""
    selection = Selection("Chào hàng cạnh tranh", "Công ty Minh An", paper(stack, "45/QĐ-BV", "Bệnh viện"))
    await procurement.select(stack.by(at.there.administrator), which, "selection", selection)
    view = await procurement_views.read(stack.by(at.it), which)
    assert view.form
    data: dict[str, Any] = {one.name: "yes" for one in view.form.fields if one.name.startswith("found-")}
    data |= {one.name: "Điều 7" for one in view.form.fields if one.name.startswith("place-")} | {"draft": "Dự thảo 2 ngày 20/11/2026"}
    document = await procurement.draw_up(stack.by(at.it), which, "clauses", data)
    await signed(stack, document, at.it, at.director)
    await at_step(stack, at.it, which, "contract")
    return document


async def contracted(stack: Stack, at: Buying, which: ProcurementId, **lines: tuple[int, Decimal]) -> None:
    """`item1=(2, Decimal(…))` for other lines than two servers at 340 million."""
    said = {int(name.removeprefix("item")): line for name, line in lines.items()} or {1: (2, Decimal(340_000_000))}
    until_day = day(stack.clock()) + timedelta(days=30)
    new = Contract(paper(stack, "18/HĐ-BV", "Công ty Minh An"), until_day, said)
    await procurement.contract(stack.by(at.there.administrator), which, "contract", new)


async def accepted(stack: Stack, at: Buying, which: ProcurementId, **many: int) -> DocumentId:
    """The minutes are drawn up and signed by the IT officer, the administrator and the director."""
    data = MINUTES | {f"accepted-{name.removeprefix('item')}": n for name, n in many.items()}
    document = await procurement.draw_up(stack.by(at.it), which, "acceptance", data)
    await signed(stack, document, at.it, at.there.administrator, at.director)
    await at_step(stack, at.it, which, "accepted")
    return document
