"""Items of a purchase: what, how many, at what price, of whose money; proposed, approved, contracted, delivered, paid, accepted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.errors import Malformed
from domain.faults import both
from domain.procurement_routes import ProcurementRules
from domain.reasons import LONGEST, too_long

MOST_ITEMS = 200
MOST = Decimal(10) ** 15
"""Đồng: no budget of a province comes near."""
MOST_QUANTITY = 1_000_000
NONE = Decimal(0)


@dataclass(frozen=True)
class NewItem:
    """One line of a proposal."""

    name: str
    unit: str
    quantity: int
    price: Decimal
    """Of one unit, in whole đồng; nought while it is not known."""
    category: str
    fund: str
    line: str = ""
    """The plan's budget line it is paid from; empty where the plan has none."""
    why: str = ""


@dataclass(frozen=True)
class Item:
    """An item as it stands."""

    number: int
    name: str
    unit: str
    quantity: int
    price: Decimal
    category: str
    fund: str
    line: str
    why: str
    approved: Decimal | None = None
    """None before anybody approved it."""
    contracted: int = 0
    contract_price: Decimal | None = None
    delivered: int = 0
    accepted: int = 0
    paid: Decimal = NONE

    @property
    def proposed(self) -> Decimal:
        return self.quantity * self.price

    @property
    def committed(self) -> Decimal:
        return self.contracted * (self.contract_price or NONE)

    @property
    def received(self) -> Decimal:
        """What was accepted, at the contract's price."""
        return self.accepted * (self.contract_price or NONE)

    @property
    def new(self) -> NewItem:
        return NewItem(self.name, self.unit, self.quantity, self.price, self.category, self.fund, self.line, self.why)


def item_faults(items: Sequence[NewItem], rules: ProcurementRules, lines: Collection[str]) -> list[str]:
    """A line for each fault; `lines`: budget lines there are."""
    if not items:
        return ["items: ghi ít nhất một mục / give at least one item"]
    if len(items) > MOST_ITEMS:
        return [both(f"items: nhiều nhất {MOST_ITEMS} mục", f"{MOST_ITEMS} items at most")]
    funds, categories = {one.code for one in rules.funds}, {one.code for one in rules.categories}
    found = [fault for n, one in enumerate(items, 1) for fault in _faults(n, one, funds, categories, lines)]
    if not found and sum(one.quantity * one.price for one in items) > MOST:
        found.append("items: tổng dự toán quá lớn, xem lại / too much altogether, check it")
    return found


def _faults(n: int, one: NewItem, funds: Collection[str], categories: Collection[str], lines: Collection[str]) -> Iterator[str]:
    here = f"items-{n}"
    for name, said, vi, en in (("name", one.name, "ghi tên", "name it"), ("unit", one.unit, "ghi đơn vị tính", "give the unit")):
        if not said.strip():
            yield both(f"{here}-{name}: mục {n}: {vi}", f"item {n}: {en}")
        yield from too_long(f"{here}-{name}", said)
    yield from too_long(f"{here}-why", one.why, LONGEST)
    if not 1 <= one.quantity <= MOST_QUANTITY:
        yield both(f"{here}-quantity: mục {n}: số lượng từ 1 đến {MOST_QUANTITY}", f"item {n}: from 1 to {MOST_QUANTITY}")
    yield from _money(f"{here}-price", n, one.price, NONE)
    if one.price.is_finite() and abs(one.price) <= MOST:
        yield from _whole(f"{here}-price", n, one.quantity * one.price)
    if one.category not in categories:
        yield both(f"{here}-category: mục {n}: chọn nhóm trong danh sách", f"item {n}: choose a category of the list")
    if one.fund not in funds:
        yield both(f"{here}-fund: mục {n}: chọn nguồn kinh phí trong danh sách", f"item {n}: choose a source of the list")
    if one.line and one.line not in lines:
        yield both(f"{here}-line: mục {n}: kế hoạch không có dòng dự toán này cho đơn vị", f"item {n}: no such budget line")


def sum_faults(name: str, amounts: Mapping[int, Decimal], items: Sequence[Item], least: Decimal) -> list[str]:
    """Of amounts for items by their number."""
    known = {one.number for one in items}
    found = [both(f"{name}-{n}: không có mục {n}", f"there is no item {n}") for n in amounts if n not in known]
    return found + [fault for n, amount in amounts.items() if n in known for fault in _money(f"{name}-{n}", n, amount, least)]


def whole_faults(name: str, sums: Mapping[int, Decimal]) -> list[str]:
    """Of what items come to altogether: quantity by price, or everything paid for one."""
    return [fault for n, amount in sums.items() for fault in _whole(f"{name}-{n}", n, amount)]


def _whole(where: str, n: int, amount: Decimal) -> Iterator[str]:
    if amount > MOST:
        yield both(f"{where}: mục {n}: thành tiền quá lớn, xem lại số lượng và đơn giá", f"item {n}: too much altogether, check it")


def _money(where: str, n: int, amount: Decimal, least: Decimal) -> Iterator[str]:
    if not amount.is_finite() or amount != amount.to_integral_value():
        yield both(f"{where}: mục {n}: số tiền là số đồng nguyên", f"item {n}: whole đồng")
    elif amount < least:
        vi = "số tiền không được âm" if least == NONE else "số tiền phải lớn hơn 0"
        yield both(f"{where}: mục {n}: {vi}", f"item {n}: {'not below zero' if least == NONE else 'more than nought'}")
    elif amount > MOST:
        yield both(f"{where}: mục {n}: số tiền quá lớn, xem lại", f"item {n}: too much, check it")


def check_quantities(name: str, many: Mapping[int, int], most: Mapping[int, int], vi: str, en: str) -> None:
    """Each at least nought and at most what there is, and one of them more than nought. Raises: Malformed."""
    found = [both(f"{name}-{n}: không có mục {n}", f"there is no item {n}") for n in many if n not in most]
    for n, one in many.items():
        if one < 0:
            found.append(both(f"{name}-{n}: mục {n}: số lượng không được âm", f"item {n}: not below zero"))
        elif n in most and one > most[n]:
            found.append(both(f"{name}-{n}: mục {n}: nhiều hơn số {vi} ({most[n]})", f"item {n}: more than {en} ({most[n]})"))
    if not found and not any(many.values()):
        found.append(both(f"{name}: ghi số lượng cho ít nhất một mục", "give a quantity for at least one item"))
    if found:
        raise Malformed(*found)
