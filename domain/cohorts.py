"""Work on many archived records at once, page by page: no process stays open for a record that is archived (design §2)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.names import FacilityId


class CohortKind(StrEnum):
    """What is done to each of the records."""

    FIXITY = "fixity"
    """Every file is read again and held against its inventory."""
    EVIDENCE = "evidence"
    """Documents that no evidence proves yet are gathered under one time stamp."""
    RENEWAL = "renewal"
    """Evidence that nears its end is renewed, by time stamp or by hash tree."""
    RETELLING = "retelling"
    """Objects of records that went to another patient say so."""


@dataclass(frozen=True)
class Cohort:
    """The records of a facility that are due on a day."""

    kind: CohortKind
    facility: FacilityId
    day: date


@dataclass(frozen=True)
class PageDone:
    """What one page did."""

    done: int
    left: bool
    """Whether there may be more."""


def cohort_workflow(cohort: Cohort) -> str:
    return f"cohort/{cohort.kind}/{cohort.facility}/{cohort.day.isoformat()}"


def due_before(now: datetime, period_days: int) -> datetime:
    """What was last done before this moment is due: a tenth of the period early, so that the last of them still is in time."""
    return now - timedelta(days=period_days) * 0.9


def pause(size: int, mebibytes_a_second: float, took: timedelta) -> timedelta:
    """How long to wait after reading so many bytes in that time, to keep within the budget."""
    wanted = timedelta(seconds=size / (mebibytes_a_second * 1024 * 1024))
    return max(wanted - took, timedelta(0))
