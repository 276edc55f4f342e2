"""What is printed before an outage: blank forms, and what a department has to do; nothing can be printed from the house in one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from domain.duties import DutyKind
from domain.faults import both
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
MOST_FORMS = 20
"""Forms of one pack."""
MOST_BLANKS = 600
"""Blanks with a patient's head in one pack that somebody waits for; the folder's packs have no such bound."""


def blank(form: Form, chain: ChainPolicy, who: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A form to be filled by hand, with a place for each signature; `who`: what stands at its head, when that is known."""
    said = {"code": form.code, "edition": form.edition, "name": form.name, "fields": [asdict(one) for one in form.fields]}
    steps = [stage.title for stage in chain.stages for _ in range(max(1, stage.needed))]
    return {"kind": "blank", "form": said, "steps": steps, "who": dict(who or {})}


def size_fault(forms: int, patients: int) -> str:
    """Why a pack is too large to be printed at once, `forms: …`; empty when it is not."""
    if forms * patients <= MOST_BLANKS:
        return ""
    vi = f"forms: {forms} biểu mẫu cho {patients} người bệnh là {forms * patients} tờ, nhiều nhất {MOST_BLANKS} tờ một lần"
    en = f"{forms} forms for {patients} patients are {forms * patients} sheets, at most {MOST_BLANKS} at once: print in parts"
    return both(f"{vi}; chọn ít biểu mẫu hơn và in từng phần", en)


def pack(facility: str, parent: str, sections: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the printer is told."""
    return {"facility": facility, "parent": parent, "sections": list(sections)}
