"""What must be true of a signature chain beyond its shape."""

from collections.abc import Iterator, Sequence

from domain.basis import Certainty
from domain.duties import DutyKind
from domain.people import may
from domain.signature_chains import ChainPolicy, Stage, Who
from domain.signatures import Method
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet

PLACES = ("ordering", "performing", "treating", "facility")
AUTHORSHIP = frozenset({"ordered", "performed", "read", "examined", "operated", "nursed", "handed_over", "patient"})
"""Stages of authorship: another author makes a new version, nobody signs in their place (law.md §8)."""
CERTAINTIES = tuple(mark.value for mark in Certainty)


def check_chain(sheet: Sheet, chain: ChainPolicy) -> Iterator[Fault]:
    if chain.certainty not in CERTAINTIES:
        words = ", ".join(CERTAINTIES)
        yield sheet.fault("certainty", f"chỉ nhận: {words}", f"allowed: {words}")
    yield from _check_regulation(sheet, chain)
    if not chain.stages:
        yield sheet.fault("stages", "chuỗi ký không có bước nào", "the chain has no stage")
    elif all(stage.when for stage in chain.stages):
        vi, en = "mọi bước đều có điều kiện: có thể không ai ký", "every stage has a condition: nobody might sign"
        yield sheet.fault("stages", vi, en)
    yield from repeated(sheet, "stages", (stage.name for stage in chain.stages))
    earlier: set[str] = set()
    for number, stage in enumerate(chain.stages):
        yield from _check_stage(sheet, f"stages[{number}]", stage, earlier, chain.facility)
        earlier.add(stage.name)
        if not _covered(stage, chain.stages[number + 1 :]):
            vi, en = (
                "sau bước xác nhận phải luôn có một bước ký số bao trùm nó, cùng điều kiện hoặc không điều kiện",
                "a confirmation needs a later stage that signs digitally whenever it is asked for: else nothing covers it",
            )
            yield sheet.fault(f"stages[{number}].method", vi, en)


def _covered(stage: Stage, later: Sequence[Stage]) -> bool:
    """Whether a digital signature follows a confirmation, whatever the sheet says."""
    return stage.method is not Method.CONFIRMED or any(
        one.method is not Method.CONFIRMED and one.when in (None, stage.when) for one in later
    )


def _check_regulation(sheet: Sheet, chain: ChainPolicy) -> Iterator[Fault]:
    """A facility's own edition rests on its quy chế (TT 13/2025 Đ6 k3 b)."""
    if not chain.facility:
        return
    if chain.regulation is None:
        vi = "phiên bản của cơ sở phải dẫn quy chế: regulation: {number: số ký hiệu, issued: ngày ban hành}"
        yield sheet.fault("regulation", vi, "a facility's edition cites its regulation: {number: …, issued: …}")
    elif not chain.regulation.number.strip():
        yield sheet.fault("regulation.number", "cần số, ký hiệu của quy chế", "give the number of the regulation")


def _check_stage(sheet: Sheet, path: str, stage: Stage, earlier: set[str], owner: str) -> Iterator[Fault]:
    yield from _check_who(sheet, f"{path}.who", stage.who, owner)
    for key in ("title", "reason"):
        if not getattr(stage, key).strip():
            yield sheet.fault(f"{path}.{key}", "không để trống", "must not be empty")
    yield from repeated(sheet, f"{path}.differs_from", stage.differs_from)
    for other in stage.differs_from:
        if other not in earlier:
            words = ", ".join(sorted(earlier)) or "—"
            vi, en = f"'{other}' không phải bước trước; các bước trước: {words}", f"'{other}' is no earlier stage; earlier: {words}"
            yield sheet.fault(f"{path}.differs_from", vi, en)
    if stage.needed < 0:
        yield sheet.fault(f"{path}.needed", "phải từ 0 trở lên; 0 là mọi người được trỏ tới", "must be 0 or more; 0 means everybody meant")
    if stage.remind_after_hours < 1:
        yield sheet.fault(f"{path}.remind_after_hours", "phải từ 1 giờ trở lên", "must be 1 hour or more")
    if stage.substitutable and (stage.who.author or stage.name in AUTHORSHIP):
        vi, en = "bước của người lập, người thực hiện: không ai ký thay được", "an act of authorship: nobody signs in its place"
        yield sheet.fault(f"{path}.substitutable", vi, en)
    yield from _check_ladder(sheet, path, stage, owner)


def _check_ladder(sheet: Sheet, path: str, stage: Stage, owner: str) -> Iterator[Fault]:
    if stage.deadline_hours < 0:
        yield sheet.fault(f"{path}.deadline_hours", "phải từ 0 giờ trở lên", "must be 0 hours or more")
    hours = [rung.after_hours for rung in stage.escalate]
    if hours != sorted(set(hours)) or any(hour < 1 for hour in hours):
        yield sheet.fault(f"{path}.escalate", "mỗi bậc phải muộn hơn bậc trước", "each rung must be later than the one before")
    for number, rung in enumerate(stage.escalate):
        yield from _check_place(sheet, f"{path}.escalate[{number}].department", rung.department, owner)


def _check_who(sheet: Sheet, path: str, who: Who, owner: str) -> Iterator[Fault]:
    if sum((who.author, who.treating_doctor, who.role is not None, bool(who.named), bool(who.duty))) != 1:
        words = "author, treating_doctor, role, named, duty"
        yield sheet.fault(path, f"phải có đúng một trong: {words}", f"needs exactly one of: {words}")
    if who.duty and who.duty not in set(DutyKind):
        words = ", ".join(DutyKind)
        yield sheet.fault(f"{path}.duty", f"chỉ nhận: {words}", f"allowed: {words}")
    yield from _check_place(sheet, f"{path}.department", who.department, owner)
    if who.role and not may(who.role, "document.sign"):
        yield sheet.fault(f"{path}.role", f"không ai giữ vai trò '{who.role}' được ký", f"nobody in the role '{who.role}' may sign")


def _check_place(sheet: Sheet, path: str, place: str, owner: str) -> Iterator[Fault]:
    if place not in PLACES and not (owner and place.startswith(f"{owner}/")):
        words = ", ".join(PLACES)
        vi = f"chỉ nhận: {words}; phiên bản của cơ sở: cả mã khoa, phòng"
        yield sheet.fault(path, vi, f"allowed: {words}; in a facility's edition a department's code too")
