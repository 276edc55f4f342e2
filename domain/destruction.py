"""What must still hold at the moment a record is destroyed: the decision and its waiting term, and the record as it was listed.

Law: Luật Lưu trữ 33/2024 Đ16, Đ36 k4; NĐ 113/2025 Đ20 as reference (law.md §2).
"""

from datetime import date, datetime

from domain.disposals import Candidate, Disposal, DisposalState, Item, Obstacle, obstacle
from domain.errors import WrongState


def check_destroying(disposal: Disposal, now: datetime) -> None:
    """Raises: WrongState unless the decision is signed and its waiting term over."""
    if disposal.state is not DisposalState.WAITING or disposal.destroy_at is None or disposal.destroy_at > now:
        raise WrongState("disposal.destroy", disposal.state)


def still(item: Item, now: Candidate, today: date) -> Obstacle | None:
    """Why a line of the list may not be destroyed, judged on the locked row; None when it may."""
    if why := obstacle(now, today):
        return why
    if now.late or now.sha256 != item.sha256:
        return Obstacle.CHANGED
    same = (now.retention_class, now.keep_until) == (item.retention_class, item.keep_until)
    return None if same else Obstacle.CLASS_CHANGED
