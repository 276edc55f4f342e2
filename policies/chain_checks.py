"""What must be true of a signature chain beyond its shape."""

from collections.abc import Iterator

from domain.basis import Certainty
from domain.people import may
from domain.signature_chains import ChainPolicy, Stage, Who
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet

PLACES = ("ordering", "performing", "treating", "facility")
CERTAINTIES = tuple(mark.value for mark in Certainty)


def check_chain(sheet: Sheet, chain: ChainPolicy) -> Iterator[Fault]:
    if chain.certainty not in CERTAINTIES:
        words = ", ".join(CERTAINTIES)
        yield sheet.fault("certainty", f"chỉ nhận: {words}", f"allowed: {words}")
    if not chain.stages:
        yield sheet.fault("stages", "chuỗi ký không có bước nào", "the chain has no stage")
    elif all(stage.when for stage in chain.stages):
        vi, en = "mọi bước đều có điều kiện: có thể không ai ký", "every stage has a condition: nobody might sign"
        yield sheet.fault("stages", vi, en)
    yield from repeated(sheet, "stages", (stage.name for stage in chain.stages))
    earlier: set[str] = set()
    for number, stage in enumerate(chain.stages):
        yield from _check_stage(sheet, f"stages[{number}]", stage, earlier)
        earlier.add(stage.name)


def _check_stage(sheet: Sheet, path: str, stage: Stage, earlier: set[str]) -> Iterator[Fault]:
    yield from _check_who(sheet, f"{path}.who", stage.who)
    for other in stage.differs_from:
        if other not in earlier:
            words = ", ".join(sorted(earlier)) or "—"
            vi, en = f"'{other}' không phải bước trước; các bước trước: {words}", f"'{other}' is no earlier stage; earlier: {words}"
            yield sheet.fault(f"{path}.differs_from", vi, en)
    if stage.needed < 0 or (stage.needed > 1 and not stage.who.named and not stage.who.role):
        yield sheet.fault(f"{path}.needed", "không bao giờ đủ người ký", "there can never be so many signers")
    if stage.remind_after_hours < 1:
        yield sheet.fault(f"{path}.remind_after_hours", "phải từ 1 giờ trở lên", "must be 1 hour or more")


def _check_who(sheet: Sheet, path: str, who: Who) -> Iterator[Fault]:
    if sum((who.author, who.role is not None, bool(who.named))) != 1:
        yield sheet.fault(path, "phải có đúng một trong: author, role, named", "needs exactly one of: author, role, named")
    if who.department not in PLACES:
        words = ", ".join(PLACES)
        yield sheet.fault(f"{path}.department", f"chỉ nhận: {words}", f"allowed: {words}")
    if who.role and not may(who.role, "document.sign"):
        yield sheet.fault(f"{path}.role", f"không ai giữ vai trò '{who.role}' được ký", f"nobody in the role '{who.role}' may sign")
