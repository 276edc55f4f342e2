"""What people of the tests do with a purchase, in a line each."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.clock import day
from domain.outside_papers import OutsidePaper
from domain.procurement_entering import NewProcurement
from domain.procurement_items import NewItem
from domain.procurement_routes import Way
from domain.roles import Role
from services.people import HASHER
from store.writes import people as writes
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
    clerk: Someone


def server(quantity: int = 2, price: int = 350_000_000, **other: Any) -> NewItem:
    said = {"name": "Máy chủ", "unit": "chiếc", "category": "servers", "fund": "own", "why": "Thiếu theo khảo sát"}
    return NewItem(quantity=quantity, price=Decimal(price), **(said | other))


def purchase(*items: NewItem, **other: Any) -> NewProcurement:
    said = {"title": "Máy chủ và thiết bị lưu trữ", "way": Way.PURCHASE, "milestone": "3.2-2"}
    return NewProcurement(items=items or (server(),), **(said | other))


def paper(stack: Stack, number: str = "1520/STC-HCSN", issuer: str = "Sở Tài chính", ago: int = 0) -> OutsidePaper:
    return OutsidePaper(number, day(stack.clock()) - timedelta(days=ago), issuer)


async def buying(stack: Stack, code: str) -> Buying:
    """A province whose hospital has an IT officer, a director and a clerk, all with their keys, and its seal."""
    there = await province(stack, code)
    it = Someone(f"cntt.{code}", "Đỗ Duy Khánh", Role.IT_OFFICER, there.hospital)
    director = Someone(f"gd.{code}", "Nguyễn Hồng Sơn", Role.DIRECTOR, there.hospital)
    clerk = Someone(f"vt.{code}", "Đỗ Thị Liên", Role.CLERK, there.hospital)
    async with stack.sessions.begin() as session:
        for one in (it, director, clerk):
            await writes.person(session, one.id, one.login, one.name, HASHER.hash(PASSWORD))
            await writes.position(session, one.position)
    for one in (it, director, clerk, there.administrator):
        await stack.house.signer.enrol(one.id, PIN, one.name, "Bệnh viện", "person")
    await stack.house.signer.enrol_organisation(there.hospital, f"Bệnh viện Đa khoa {code}", "organisation")
    return Buying(there, it, director, clerk)
