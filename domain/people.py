"""People, the positions they hold, and how the table of rights is asked."""

from dataclasses import dataclass
from datetime import date

from domain.errors import NotAllowed, OutOfReach, WrongState
from domain.names import DepartmentId, FacilityId, PersonId, PositionId, RequestId
from domain.rights import RIGHTS
from domain.roles import Role


@dataclass(frozen=True)
class Position:
    """A person's post for a time, and the paper it rests on. Reach follows the position, never the person."""

    id: PositionId
    person: PersonId
    facility: FacilityId
    department: DepartmentId | None
    role: Role
    since: date
    until: date | None
    """Last day held; None while it lasts."""
    basis: str
    """The paper it rests on: kind, number, date."""

    def held_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def works_in(self, department: DepartmentId) -> bool:
        """Whether what this department does is its own to do; a machine speaks for every department of its facility."""
        return self.role is Role.INTEGRATOR or self.department == department


@dataclass(frozen=True)
class Actor:
    """Who acts, in which position, under which request: travels with every act."""

    person: PersonId
    position: PositionId
    request: RequestId


HEALTH_DEPARTMENT = "health_department"
AUTHORITY = "authority"
"""Kinds of a department of health, and of another unit of the province, in a facility's row."""


def demand_above(position: Position, act: str, kind: str) -> None:
    """Of the acts in `ABOVE`; `kind` is that of the position's facility. Raises: NotAllowed."""
    if kind != HEALTH_DEPARTMENT:
        raise NotAllowed(position.role, act, kind)


def may(role: Role, act: str, state: str = "*") -> bool:
    states = RIGHTS[act].get(role, frozenset())
    return "*" in states or state in states


def beyond(position: Position, facility: FacilityId, archived: bool = False) -> OutOfReach:
    """Why clinical content of this facility is out of the position's reach; `archived`: it is to be borrowed."""
    if position.role not in RIGHTS["record.read"]:
        return OutOfReach("clinical", position.role)
    if position.facility != facility:
        return OutOfReach("elsewhere")
    return OutOfReach("archived") if archived else OutOfReach()


def may_ever(role: Role, act: str) -> bool:
    """Whether the role may do this in any state at all."""
    return role in RIGHTS[act]


def demand_ever(position: Position, act: str, today: date) -> None:
    """Refuses what can never become true, whatever the state: a repeated act finds another one. Raises: NotAllowed."""
    if not position.held_on(today) or not may_ever(position.role, act):
        raise NotAllowed(position.role, act)


def demand(position: Position, act: str, state: str, today: date) -> None:
    """Raises: NotAllowed unless the position is held today and may do this at all; WrongState when not in this state."""
    demand_ever(position, act, today)
    if not may(position.role, act, state):
        raise WrongState(act, state)
