"""A morning's work that is left to do: three patients on the ward, at three stages, so that inboxes and lists have something in them."""

from typing import Any

from app.demo import words
from app.demo.door import Door
from app.demo.record_story import APPROVES, DOCTOR, HIS, LIS
from app.demo.telling import Telling


def leave(door: Door, telling: Telling) -> None:
    """One order waits for its samples, one result for its performer, one for the approving doctor. Raises: Failed."""
    telling.begin("việc còn lại của buổi sáng")
    _ordered(door, telling, "sang-1")
    order, moment = _ordered(door, telling, "sang-2")
    _resulted(door, telling, "sang-2", order, moment)
    order, moment = _ordered(door, telling, "sang-3")
    sheet = _resulted(door, telling, "sang-3", order, moment)
    with telling.step("Kỹ thuật viên Hùng ký; kết quả chờ bác sĩ Khánh duyệt"):
        door.by("ktv.hung").sign(sheet, "sang-3/performed")
        door.by(APPROVES).until("/inbox", lambda page: any(one["document"] == sheet for one in page["waiting"]), "việc vào hộp")


def _ordered(door: Door, telling: Telling, name: str) -> tuple[str, str]:
    """A record with one order: the order's id, and when the record was opened."""
    who = words.patient(f"{door.name}-{name}")
    with telling.step(f"Người bệnh {who['patient']} vào viện; bác sĩ Lan chỉ định xét nghiệm"):
        asked = {"department": words.WARD, "doctor": DOCTOR, "reason": "Sốt, ho ba ngày", "diagnosis": words.DIAGNOSIS}
        opened: dict[str, Any] = door.by(HIS).post("/records", f"{name}/record", code=f"BA-{door.name}-{name}", **who, **asked)
        doctor = door.by(DOCTOR)
        lines = {"lines": [words.BLOOD, words.CRP], "diagnosis": words.DIAGNOSIS, "doctor": DOCTOR}
        order: str = doctor.post("/orders", f"{name}/order", record=opened["id"], **lines)["id"]
        return order, doctor.get(f"/records/{opened['id']}")["opened_at"]


def _resulted(door: Door, telling: Telling, name: str, order: str, moment: str) -> str:
    with telling.step("Lấy mẫu; LIS trả kết quả, chờ người thực hiện ký"):
        door.by("ktv.hung").post(f"/orders/{order}/samples", f"{name}/sample", lines=[1, 2])
        result = words.blood_count("14,8") | words.times(moment)
        sheet: str = door.by(LIS).post(f"/orders/{order}/results", f"{name}/result", **result)["document"]
        return sheet
