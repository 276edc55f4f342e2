"""What a board is narrowed to, in the address bar."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.requests import Request

from domain.errors import Malformed
from domain.faults import both
from domain.names import TrackId
from domain.parts import Part, Task
from domain.plans import Plan
from domain.standings import Shown
from services.plans import Asked
from services.standings import Then
from web import asking
from web.forms import Option
from web.reading import Words
from web.words import FACILITIES


@dataclass(frozen=True)
class Filters:
    """Each empty for all."""

    part: str = ""
    """Code of a task or milestone: its columns, and the facilities that have it."""
    late: str = ""
    """`1` for facilities with anything late, else the milestone they are late in."""
    kind: str = ""
    unit: str = ""
    """Administrative unit."""
    lead: str = ""
    """Code of a unit of the plan: the columns of what it leads or carries out."""
    on: str = ""
    """The day it stood so; of now when empty."""
    show: str = ""
    """Of a day: units with such a milestone alone (`domain.standings.Shown`)."""
    only: str = ""
    """Of a day: track of one unit alone."""

    @classmethod
    def of(cls, request: Request) -> "Filters":
        asked = request.query_params
        return cls(**{name: asked.get(name, "").strip() for name in cls.__match_args__})

    @property
    def asked(self) -> Asked:
        return Asked(bool(self.late), "" if self.late == "1" else self.late, self.part, self.kind, self.unit)

    def then(self, after: TrackId | None) -> Then:
        """Of a board as of a day. Raises: Malformed for what is no day, NotFound for what is no unit."""
        if self.show not in {one.value for one in Shown}:
            raise Malformed(both(f"show: không có cách xem “{self.show}”", f"there is no such board “{self.show}”"))
        shown, part = Shown(self.show), self.part
        if self.late:
            shown, part = Shown.LATE, part if self.late == "1" else self.late
        only = TrackId(asking.id_of(self.only)) if self.only else None
        return Then(asking.a_day({"on": self.on}, "on"), shown, part, only, self.kind, self.unit, after)

    @property
    def now(self) -> "Filters":
        """The same of the board as it stands."""
        return replace(self, on="", show="", only="")

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What stays when another day is asked for."""
        return tuple((name, value) for name, value in vars(self.now).items() if value)

    @property
    def narrow(self) -> bool:
        """Whether one of those that stand in the form is set."""
        return bool(self.kind or self.unit or self.lead)

    def at(self, here: str, after: object = "", **changed: str) -> str:
        """The board's address with some of them changed."""
        said = {**vars(self), **changed, "after": str(after or "")}
        given = {name: value for name, value in said.items() if value}
        return f"{here}?{urlencode(given)}" if given else here


def kinds(words: Words) -> tuple[Option, ...]:
    return tuple(Option(kind, words(said)) for kind, said in FACILITIES.items() if kind != "health_department")


def units(found: Iterable[tuple[str, int]]) -> tuple[Option, ...]:
    return tuple(Option(name, f"{name} ({n})") for name, n in found)


def leads(plan: Plan) -> tuple[Option, ...]:
    """The units that lead or carry out something, by the plan's words."""
    named = {code for task, part in plan.parts() for code in of_part(task, part)}
    return tuple(Option(one.code, one.name) for one in plan.units if one.code in named)


def of_part(task: Task, part: Part) -> frozenset[str]:
    """Codes of the units that lead or carry out a part."""
    named = (part.lead, part.carries_out, task.lead, task.carries_out, task.subject)
    return frozenset(code for one in named if one for code in one.units)
