"""A released result is corrected: everybody who had read it is told at once, confirms to know it, and the patient's copy is called back."""

from dataclasses import replace
from datetime import timedelta

from domain.alerts import Because
from domain.copies import HandOver, Medium, Receiver, Settled
from domain.errors import Incomplete, Malformed, WrongState
from domain.names import DocumentId, OrderId
from domain.results import Flag
from domain.roles import Role
from domain.sheets import NewSheet
from services import alerts, copies, errands, notices, orders, results, sheets, signatures
from tests.care import completed, glucose, newcomer, opened, refusal, sign
from tests.people import DUC, HUNG, LAN, LIS, MAI, OUTSIDE, PHUC, THUY, WARD, Someone
from tests.services.test_sheets import treatment
from tests.stack import Stack


async def corrected(stack: Stack, value: str = "6,1", flag: Flag = Flag.HIGH) -> tuple[OrderId, DocumentId]:
    """A final result that Lan read, and its correction, which nobody has signed."""
    _, order, document = await completed(stack)
    await signatures.read(stack.by(LAN), document)
    new = glucose(stack, value, note="Nhầm mẫu của hai người bệnh")
    await results.deliver(stack.by(LIS), order, replace(new, values=(replace(new.values[0], flag=flag),)))
    return order, document


async def told(stack: Stack, one: Someone, document: DocumentId) -> list[str]:
    """What this person was told of the correction."""
    kinds = ("amended", "amended_grave", "copy_outdated")
    return [told.kind for told in await notices.unseen(stack.by(one)) if told.link == f"/documents/{document}" and told.kind in kinds]


async def waits(stack: Stack, one: Someone, kind: str = "know") -> list[str]:
    return [found.link for found in await errands.errands(stack.by(one)) if found.kind == kind]


async def test_whoever_read_it_since_it_was_released_is_told_at_once_and_confirms(stack: Stack) -> None:
    order, document = await corrected(stack)
    assert (await told(stack, LAN, document), await told(stack, DUC, document)) == (["amended"], []), "Đức read it before it was released"
    assert f"/documents/{document}" in await waits(stack, LAN)
    assert [(one.person, one.because) for one in (await alerts.told(stack.by(LAN), document)).alerts] == [(LAN.id, Because.READ)]
    await alerts.know(stack.by(LAN, "đã-biết-bản-2"), document)
    await alerts.know(stack.by(LAN, "đã-biết-bản-2"), document)
    assert f"/documents/{document}" not in await waits(stack, LAN)
    assert await refusal(Incomplete, alerts.know(stack.by(LAN), document))
    await refusal(Incomplete, alerts.know(stack.by(DUC), document))
    assert not (await orders.read(stack.by(LAN), order)).amendments
    acts = [line.act for line in (await signatures.read(stack.by(LAN), document)).timeline]
    assert acts.count("document.replace") == acts.count("document.know") == 1


async def test_a_version_that_was_never_released_alerts_nobody(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, treatment(stack))
    await signatures.read(stack.by(HUNG), made.document)
    await sheets.write(stack.by(LAN), record, replace(treatment(stack), note="Ghi nhầm"), made.document)
    assert await told(stack, HUNG, made.document) == []


async def test_a_dangerous_change_is_told_as_one_and_waits_today(stack: Stack) -> None:
    _, document = await corrected(stack, "32,4", Flag.CRITICAL)
    assert await told(stack, LAN, document) == ["amended_grave"]
    errand = next(one for one in await errands.errands(stack.by(LAN)) if one.kind == "know" and one.link == f"/documents/{document}")
    assert errand.due is not None


async def test_acknowledging_the_new_version_is_knowing_it(stack: Stack) -> None:
    order, document = await corrected(stack)
    for one in (MAI, DUC, THUY):
        await sign(stack, one, document)
    await results.acknowledge(stack.by(LAN), document)
    assert f"/documents/{document}" not in await waits(stack, LAN)
    assert not (await orders.read(stack.by(LAN), order)).amendments


async def test_a_sheet_drawn_up_by_its_form_alerts_its_readers_too(stack: Stack) -> None:
    record = await opened(stack)
    made = await sheets.write(stack.by(LAN), record, treatment(stack))
    await sign(stack, LAN, made.document)
    await signatures.read(stack.by(HUNG), made.document)
    again: NewSheet = replace(treatment(stack, orders="Ngừng truyền dịch."), note="Y lệnh ghi thiếu")
    await sheets.write(stack.by(LAN), record, again, made.document)
    assert await told(stack, HUNG, made.document) == ["amended"]
    await alerts.know(stack.by(HUNG), made.document)
    assert f"/documents/{made.document}" not in await waits(stack, HUNG)


async def test_the_patients_copy_is_named_as_outdated_until_it_is_called_back(stack: Stack) -> None:
    _, order, document = await completed(stack)
    paper = await copies.issue(stack.by(LAN), document, Medium.PAPER)
    kept = await copies.issue(stack.by(LAN), document, Medium.PAPER)
    file = await copies.issue(stack.by(LAN), document, Medium.ELECTRONIC)
    patient = HandOver(Receiver.PATIENT, stack.clock())
    facility = replace(patient, to=Receiver.FACILITY, name="Bệnh viện Bạch Mai")
    await copies.hand_over(stack.by(MAI), paper.copy.id, patient)
    await copies.hand_over(stack.by(MAI), file.copy.id, facility)
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1", note="Nhầm mẫu"))

    assert await told(stack, MAI, document) == ["copy_outdated"]
    assert {f"/copies/{paper.copy.id}", f"/copies/{file.copy.id}"} <= set(await waits(stack, MAI, "recall"))
    assert f"/copies/{paper.copy.id}" in await waits(stack, HUNG, "recall"), "the head of the treating department sees it"
    assert await waits(stack, PHUC, "recall") == []
    told_so = await refusal(WrongState, copies.hand_over(stack.by(LAN), kept.copy.id, patient))
    assert told_so.startswith("Văn bản đã có bản thay thế")
    await refusal(Incomplete, copies.issue(stack.by(LAN), document, Medium.PAPER))
    for one in (MAI, DUC, THUY):
        await sign(stack, one, document)
    await refusal(Malformed, copies.settle(stack.by(MAI), file.copy.id, Settled.TOLD))
    settled = await copies.settle(stack.by(MAI), file.copy.id, Settled.TOLD, "Gọi điện cho khoa Nội Bạch Mai lúc 14:05")
    assert (settled.outdated, settled.copy.settled) == (False, Settled.TOLD)
    await refusal(WrongState, copies.settle(stack.by(MAI), file.copy.id, Settled.RECALLED))
    new = await copies.issue(stack.by(LAN), document, Medium.PAPER)
    await copies.hand_over(stack.by(LAN), new.copy.id, replace(patient, at=stack.clock()))
    found = {one.copy.id: one.copy for one in await copies.of_document(stack.by(LAN), document)}
    assert found[paper.copy.id].settled is Settled.RENEWED, "whoever had the old one has the new one"
    assert f"/copies/{paper.copy.id}" not in await waits(stack, MAI, "recall")
    assert found[new.copy.id].handed
    assert found[paper.copy.id].handed == replace(patient, at=found[paper.copy.id].handed.at)  # type: ignore[union-attr]


async def test_it_waits_only_where_it_can_be_opened(stack: Stack) -> None:
    """Who went to another ward since could never confirm it there."""
    other = await newcomer(stack, "bs.chuyen", "Triệu Văn Chuyển", Role.DOCTOR, department=WARD)
    _, order, document = await completed(stack)
    await signatures.read(stack.by(other), document)
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1", note="Nhầm mẫu"))
    assert f"/documents/{document}" in await waits(stack, other)
    assert await waits(stack, replace(other, department=OUTSIDE)) == []


async def test_the_new_copy_of_one_holder_renews_nobody_elses(stack: Stack) -> None:
    _, order, document = await completed(stack)
    to = HandOver(Receiver.FACILITY, stack.clock(), "Bệnh viện Bạch Mai")
    elsewhere = replace(to, name="Bệnh viện Việt Đức")
    held = []
    for whom in (to, elsewhere):
        made = await copies.issue(stack.by(LAN), document, Medium.ELECTRONIC)
        held.append((await copies.hand_over(stack.by(LAN), made.copy.id, replace(whom, at=stack.clock()))).copy.id)
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1", note="Nhầm mẫu"))
    for one in (MAI, DUC, THUY):
        await sign(stack, one, document)
    new = await copies.issue(stack.by(LAN), document, Medium.ELECTRONIC)
    await copies.hand_over(stack.by(LAN), new.copy.id, replace(to, name=" bệnh viện  Bạch Mai", at=stack.clock()))
    found = {one.copy.id: one.copy.settled for one in await copies.of_document(stack.by(LAN), document)}
    assert [found[which] for which in held] == [Settled.RENEWED, None], "Việt Đức still has the old one"


AGAIN = timedelta(minutes=120)
"""replaced_again_minutes, in policies/care/default.yaml."""
