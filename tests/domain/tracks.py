"""A small track for the tests of the rollout's rules."""

from datetime import UTC, date, datetime

from domain.names import FacilityId, PersonId, PlanId, TrackId, id_of
from domain.parts import Kind
from domain.tracks import Calendar, Progress, State, Track

OPENED = datetime(2026, 5, 10, 2, tzinfo=UTC)
CALENDAR = Calendar("test", (14, 7, 1), 3, 7)


def person(name: str) -> PersonId:
    return PersonId(id_of("person", name))


ANH, KY, THACH = person("Phạm Thị Ngọc Ánh"), person("Vũ Đình Kỳ"), person("Ngô Bá Thạch")
"""Hospital administrator, officer of the department of health, head of a department."""


def milestone(
    code: str, due: date | None = None, state: State = State.OPEN, after: tuple[str, ...] = (), kind: Kind = Kind.PLANNING
) -> Progress:
    return Progress(code, kind, due, after, state, OPENED)


def track(*milestones: Progress, opened_at: datetime = OPENED) -> Track:
    return Track(
        TrackId(id_of("track", 1)), PlanId(id_of("plan", 1)), FacilityId("33001"), FacilityId("SYT33"), opened_at, opened_at, milestones
    )
