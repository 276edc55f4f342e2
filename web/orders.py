"""Orders: placing one, and one order with its lines."""

from dataclasses import dataclass

from web.audit import Happened
from web.forms import Form, Option
from web.records import Head, OrderBlock


@dataclass(frozen=True)
class ServiceGroup:
    """Services one department performs."""

    department: str
    services: tuple[Option, ...]


@dataclass(frozen=True)
class PlaceOrderPage:
    head: Head
    groups: tuple[ServiceGroup, ...]
    form: Form
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderPage:
    head: Head
    order: OrderBlock
    sheet: str
    """Address of the order sheet."""
    timeline: tuple[Happened, ...]
