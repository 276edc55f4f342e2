"""The hospital's regulation in the second story: drafted for its milestone, commented on, held against the law, given to be signed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.demo import plan_words as words
from app.demo.door import Door
from app.demo.telling import Telling
from app.devstack.demo_people import HOSPITAL
from domain.clock import day

ADMINISTRATOR, OFFICER, HEAD = "qt.hoa", "lt.thu", "tk.tuan"
WARD = f"{HOSPITAL}/NOI"


def play(door: Door, telling: Telling, track: str) -> str:
    """Whatever is still to be done until it is signed; its paper. Raises: Failed, Refused."""
    admin = door.by(ADMINISTRATOR)
    with telling.step("Quy chế hồ sơ bệnh án điện tử: quản trị bệnh viện soạn từ mẫu"):
        asked = {"track": track, "milestone": words.REGULATION}
        which = _begun(door) or admin.post("/regulations", "regulation", **asked)["id"]
        if (one := admin.get(f"/regulations/{which}"))["version"] == 1:
            draft = words.regulation()
            admin.post(f"/regulations/{which}/versions", "regulation-words", base=1, draft=draft, reason="Điền nội dung của bệnh viện")
    at = f"/regulations/{which}"
    with telling.step("Khoa Nội tổng hợp được hỏi ý kiến và trả lời"):
        if one["state"] in ("drafting", "commenting") and not one["checks"]:
            _comment(door, at)
    with telling.step("Phòng KHTH kiểm tra pháp lý, quản trị bệnh viện trình ký"):
        if admin.get(at)["state"] == "drafting":
            door.by(OFFICER).post(f"{at}/checks", "regulation-check", passed=True)
        if admin.get(at)["state"] == "checked":
            admin.post(f"{at}/submissions", "regulation-submit")
    document: str = admin.get(at)["document"]
    return document


def _begun(door: Door) -> str:
    """The one of the milestone that was begun, by this demo or one of another name."""
    found: list[dict[str, Any]] = door.by(ADMINISTRATOR).get("/regulations")["regulations"]
    return next((one["id"] for one in found if one["milestone"] == words.REGULATION and one["state"] != "withdrawn"), "")


def _comment(door: Door, at: str) -> None:
    """Asked, answered by the head of the ward, ended."""
    admin, head = door.by(ADMINISTRATOR), door.by(HEAD)
    if admin.get(at)["state"] == "drafting":
        due = (day(datetime.now(UTC)) + timedelta(days=7)).isoformat()
        admin.post(f"{at}/rounds", f"regulation-round-{due}", departments=[WARD], due=due)
    due = admin.get(at)["comment_due"]
    head.post(f"{at}/settlements", f"regulation-settle-{due}")
    admin.post(f"{at}/round-ends", f"regulation-round-end-{due}")
