"""What is printed before an outage: blank forms, and what a department has to do; nothing can be printed from the house in one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from domain.duties import DutyKind
from domain.forms import Form
from domain.orders import LineState
from domain.signature_chains import ChainPolicy

DUTIES: Mapping[DutyKind, str] = {
    DutyKind.DOCTOR: "Bác sĩ trực",
    DutyKind.NURSE: "Điều dưỡng trực",
    DutyKind.TECHNICIAN: "Kỹ thuật viên trực",
    DutyKind.LEADER: "Trực lãnh đạo",
}
"""A duty as the paper prints it."""
LINES: Mapping[LineState, str] = {
    LineState.ORDERED: "đã chỉ định",
    LineState.SAMPLED: "đã lấy mẫu",
    LineState.REJECTED: "mẫu bị từ chối",
    LineState.RESULTED: "có kết quả, chưa ký đủ",
}
"""Where a service that is not done stands."""
SEXES: Mapping[str, str] = {"male": "Nam", "female": "Nữ"}
MOST_FORMS = 20
"""Forms of one pack."""


def blank(form: Form, chain: ChainPolicy, who: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A form to be filled by hand, with a place for each signature; `who`: what stands at its head, when that is known."""
    said = {"code": form.code, "edition": form.edition, "name": form.name, "fields": [asdict(one) for one in form.fields]}
    steps = [stage.title for stage in chain.stages for _ in range(max(1, stage.needed))]
    return {"kind": "blank", "form": said, "steps": steps, "who": dict(who or {})}


def pack(facility: str, parent: str, sections: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the printer is told."""
    return {"facility": facility, "parent": parent, "sections": list(sections)}
