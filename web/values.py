"""The values of a result sheet as rows of a page: read from what was typed, and typed again from the version before."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData

from domain.errors import Malformed
from domain.faults import at
from domain.orders import Line
from domain.ranges import contradiction, place
from domain.results import Flag, Value
from web import asking
from web.forms import Form
from web.inputs import moment
from web.words import _

ROWS = 12
"""Values an empty page offers; a LIS delivers longer sheets."""
MOST = 500
"""Values one sheet holds (policies/forms/lab-result.yaml)."""
NUMBER = re.compile(r"[0-9]{1,4}")
"""Of a line or of rows, as a page sends it."""
NORMAL = "normal"
"""How a page sends `Flag.NORMAL`; an empty flag means: by the reference range."""
FLAG_WORDS = {
    Flag.NORMAL: _("bình thường"),
    Flag.HIGH: _("cao"),
    Flag.LOW: _("thấp"),
    Flag.ABNORMAL: _("bất thường"),
    Flag.CRITICAL: _("nguy hiểm"),
}
BY_RANGE = _("theo khoảng tham chiếu")
UNJUDGED = "không so được với khoảng tham chiếu, hãy chọn nhận định / cannot be judged by the reference range: choose the flag"
RECHOOSE = "kết quả khác bản trước, hãy chọn lại nhận định / it differs from the version before: choose the flag again"


@dataclass(frozen=True)
class Row:
    """One row as it was typed."""

    n: int
    line: str
    name: str
    value: str
    unit: str
    reference: str
    flag: str
    was: str = ""
    """What the version before said here (`said`), as long as its flag is preset."""
    preset: str = ""

    def faults(self, lines: Sequence[int]) -> Iterator[str]:
        """One `field: what to do` for each."""
        if not self.name or not self.value:
            yield self._fault("value", "cần cả tên xét nghiệm và giá trị / give both the name and the value")
            return
        if self.of(lines) is None:
            yield self._fault("line", "chọn dịch vụ mà giá trị này trả lời / choose the service it answers")
        lies, chosen = place(self.value, self.reference), self.chosen
        if self.stale and (lies is None or chosen is not lies.flag):
            yield self._fault("flag", RECHOOSE)
        elif chosen is None and lies is None:
            yield self._fault("flag", UNJUDGED)
        elif chosen is not None and (fault := contradiction(self.value, self.reference, chosen)):
            yield self._fault("flag", fault)

    def _fault(self, field: str, what: str) -> str:
        return f"{field}-{self.n}: " + at(f"dòng {self.n}", f"row {self.n}", what)

    @property
    def stale(self) -> bool:
        """Its flag was taken over from the version before, which judged something else."""
        return bool(self.was) and self.flag == self.preset != "" and self.was != said(self.name, self.value, self.reference)

    @property
    def chosen(self) -> Flag | None:
        """None when it is left to the reference range."""
        if self.flag == NORMAL:
            return Flag.NORMAL
        return Flag(self.flag) if self.flag and self.flag in set(Flag) else None

    def of(self, lines: Sequence[int]) -> int | None:
        """The order line it answers: the only one of the sheet, else the one that was chosen."""
        if NUMBER.fullmatch(self.line):
            return int(self.line)
        return lines[0] if len(lines) == 1 else None

    def read(self, lines: Sequence[int]) -> Value:
        """The value of a row without faults."""
        lies = place(self.value, self.reference)
        judged = Flag.ABNORMAL if lies is None else lies.flag
        flag = judged if self.chosen is None else self.chosen
        return Value(self.of(lines) or 0, self.name, self.value, self.unit, self.reference, flag)


def read(sent: FormData, lines: Sequence[int]) -> tuple[Value, ...]:
    """The rows that were filled. Raises: Malformed with every fault."""
    rows = [row for n in range(1, rows_of(asking.text(sent, "rows")) + 1) if (row := _row(sent, n)).name or row.value]
    if faults := [fault for row in rows for fault in row.faults(lines)]:
        raise Malformed(*faults)
    return tuple(row.read(lines) for row in rows)


def rows_of(told: str) -> int:
    """How many rows a page showed."""
    return min(max(int(told), ROWS), MOST) if NUMBER.fullmatch(told) else ROWS


def _row(sent: FormData, n: int) -> Row:
    return Row(n, *(asking.text(sent, f"{name}-{n}") for name in ("line", "name", "value", "unit", "reference", "flag", "was", "preset")))


def said(*parts: str) -> str:
    """What was judged, in one line."""
    return " · ".join(" ".join(one.split()) for one in parts)


def rechosen(form: Form) -> Form:
    """A refused form in which a flag of the version before that does not stand any more is to be chosen afresh."""
    stale = [n for n in range(1, rows_of(form.value("rows")) + 1) if form.value(f"was-{n}") and form.fault(f"flag-{n}")]
    return replace(form, values={**form.values, **{f"{name}-{n}": "" for n in stale for name in ("flag", "was", "preset")}})


def typed(data: Mapping[str, Any], lines: Sequence[Line]) -> dict[str, str]:
    """A sheet of these lines as it would have been typed: values, flags, times, conclusion; to be corrected."""
    found = {name: moment(data[name]) if name in data else "" for name in ("sampled_at", "received_at", "resulted_at")}
    found |= {"conclusion": str(data.get("conclusion", "")), "rows": str(len(data.get("values", ())) + 2)}
    for n, one in enumerate(data.get("values", ()), 1):
        named = [line.number for line in lines if line.name == one["service"]]
        found |= {f"{name}-{n}": one[name] for name in ("name", "value", "unit", "reference")}
        found[f"flag-{n}"] = found[f"preset-{n}"] = one["flag"] or NORMAL
        found[f"was-{n}"] = said(one["name"], one["value"], one["reference"])
        found[f"line-{n}"] = str(named[0]) if len(named) == 1 else ""
    return found
