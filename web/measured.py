"""The values of a result as its reader sees them: flagged, against the version before, and as they went during this stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.ranges import series
from web.spark import Spark, spark

Earlier = Mapping[tuple[str, str], Sequence[str]]
"""Service and name of a value → what it was before in this record, oldest first."""


@dataclass(frozen=True)
class ResultLine:
    """One value of a result sheet. `flag` is `high`, `low`, `critical`, `off` (abnormal without direction) or empty."""

    name: str
    value: str
    unit: str
    reference: str
    flag: str = ""
    was: str = ""
    """The value in the version before, when this one changed it."""
    spark: Spark | None = None


FLAGS: Mapping[str, str] = {"H": "high", "L": "low", "A": "off", "critical": "critical"}


def measured(data: Mapping[str, Any], before: Mapping[str, Any], earlier: Earlier) -> tuple[ResultLine, ...]:
    was = {(one["service"], one["name"]): one["value"] for one in before.get("values", ())}
    return tuple(_line(one, was.get(_key(one), ""), earlier.get(_key(one), ())) for one in data.get("values", ()))


def _key(one: Mapping[str, Any]) -> tuple[str, str]:
    return one["service"], one["name"]


def _line(one: Mapping[str, Any], was: str, earlier: Sequence[str]) -> ResultLine:
    flag = FLAGS.get(one["flag"], "")
    found = series([*earlier, one["value"]], one["reference"]) if earlier else None
    return ResultLine(
        one["name"],
        one["value"],
        one["unit"],
        one["reference"],
        flag,
        was if was != one["value"] else "",
        spark(*found) if found else None,
    )
