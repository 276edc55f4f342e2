"""What may stand on a list, and what must still hold when a record is destroyed: decision, waiting term, the record as it was listed.

Law: Luật Lưu trữ 33/2024 Đ16, Đ36 k4; NĐ 113/2025 Đ20 as reference (law.md §2).
"""

from collections.abc import Iterable
from datetime import date, datetime

from domain.disposals import Candidate, Disposal, DisposalState, Item, Obstacle, frozen
from domain.errors import Malformed, WrongState
from domain.names import RecordId
from domain.reasons import too_long

LONGEST_TITLE = 300
"""Characters of a list's name; its papers print no longer one."""


def check_title(title: str) -> None:
    """Raises: Malformed."""
    faults = ["title: cần đặt tên cho đợt tiêu hủy / give the disposal a name"] if not title.strip() else []
    if faults := faults + too_long("title", title.strip(), LONGEST_TITLE):
        raise Malformed(*faults)


def check_destroying(disposal: Disposal, now: datetime) -> None:
    """Raises: WrongState unless the decision is signed and its waiting term over."""
    if disposal.state is not DisposalState.WAITING or disposal.destroy_at is None or disposal.destroy_at > now:
        raise WrongState("disposal.destroy", disposal.state)


def obstacle(one: Candidate, today: date) -> Obstacle | None:
    """Why the record may not be listed now; None when it may."""
    checks = (
        (not one.archived, Obstacle.NOT_ARCHIVED),
        (one.keep_until is None or one.keep_until >= today, Obstacle.NOT_EXPIRED),
        (one.held, Obstacle.HELD),
        (one.linked, Obstacle.LINKED),
        (one.listed, Obstacle.LISTED_ELSEWHERE),
    )
    return next((why for stands, why in checks if stands), None)


def sorted_out(
    found: Iterable[Candidate], without: frozenset[RecordId], today: date
) -> tuple[tuple[Item, ...], tuple[tuple[Candidate, Obstacle], ...]]:
    """The list of those that may stand on it and are not left out; and what hinders the others."""
    asked = [(one, obstacle(one, today)) for one in found if one.record not in without]
    return frozen(one for one, why in asked if why is None), tuple((one, why) for one, why in asked if why)


def still(item: Item, now: Candidate, today: date) -> Obstacle | None:
    """Why a line of the list may not be destroyed, judged on the locked row; None when it may."""
    if why := obstacle(now, today):
        return why
    if now.late or now.sha256 != item.sha256:
        return Obstacle.CHANGED
    same = (now.retention_class, now.keep_until) == (item.retention_class, item.keep_until)
    return None if same else Obstacle.CLASS_CHANGED
