"""Who sees an archived record: the records office; whoever was lent it, for its window; outsiders, patients; a broken glass, reviewed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import Incomplete, Malformed, NotAllowed, OutOfReach, SamePerson, WrongState
from domain.grants import Decision, GrantKind, GrantState, NewGrant, Purpose
from domain.names import DocumentId, RecordId
from domain.roles import Role
from domain.sheets import ADDENDUM, Base, NewSheet
from services import addenda, archive, comments, errands, granted, grants, notices, orders, records, retention, signatures
from store.queries.grants import Shown
from tests.care import archived, completed, newcomer, opened, refusal, sign
from tests.lending import COURT, YES, code_of, lent, loan, state
from tests.people import CENTRE, DUC, HUNG, LAN, MAI, NAM, OUTSIDE, PHUC, SON, THUY
from tests.stack import Stack

BORROW = "Hồ sơ đã lưu trữ, ngoài phạm vi của vị trí đang dùng. Cần xem thì lập phiếu đề nghị mượn gửi cán bộ lưu trữ hồ sơ."


@pytest.fixture(scope="module")
async def kept(stack: Stack) -> tuple[RecordId, DocumentId]:
    """An archived record and its laboratory result."""
    return await archived(stack)


@pytest.fixture
async def shut(stack: Stack, kept: tuple[RecordId, DocumentId]) -> AsyncIterator[tuple[RecordId, DocumentId]]:
    """The same after the term in which those who treated still read it."""
    stack.clock.ahead += timedelta(days=31)
    yield kept
    stack.clock.ahead -= timedelta(days=31)


async def test_the_team_reads_on_for_its_term_and_then_only_the_records_office(stack: Stack, kept: tuple[RecordId, DocumentId]) -> None:
    record, document = kept
    for one in (LAN, HUNG, MAI, DUC, NAM):
        assert (await records.read(stack.by(one), record)).grant is None
    stack.clock.ahead += timedelta(days=31)
    try:
        for one in (LAN, HUNG, MAI, DUC):
            assert await refusal(OutOfReach, records.read(stack.by(one), record)) == BORROW
            await refusal(OutOfReach, signatures.read(stack.by(one), document))
            assert record not in {line.id for line in await records.listing(stack.by(one), limit=10_000)}
        assert (await records.read(stack.by(NAM), record)).documents
        assert record in {line.id for line in await records.listing(stack.by(NAM), limit=10_000)}
    finally:
        stack.clock.ahead -= timedelta(days=31)


async def test_a_facility_may_end_it_at_archiving(stack: Stack) -> None:
    stack.book.set_otherwise["team_reads_after_days"] = 0
    try:
        record, document = await archived(stack)
    finally:
        del stack.book.set_otherwise["team_reads_after_days"]
    await refusal(OutOfReach, records.read(stack.by(LAN), record))
    await refusal(OutOfReach, signatures.read(stack.by(DUC), document))
    assert (await signatures.read(stack.by(NAM), document)).document.id == document


async def test_a_loan_is_asked_for_granted_read_and_ends_by_itself(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, document = shut
    which = await loan(stack, record)
    assert await state(stack, which) is GrantState.ASKED
    await refusal(OutOfReach, records.read(stack.by(PHUC), record))
    assert [one.link for one in await errands.errands(stack.by(NAM)) if one.kind == "lend"] == [f"/grants/{which}"]
    await refusal(NotAllowed, grants.decide(stack.by(SON), which, YES))
    await grants.decide(stack.by(NAM), which, YES)
    assert not [one for one in await errands.errands(stack.by(NAM)) if one.kind == "lend"]
    assert ("grant_granted", f"/grants/{which}") in {(one.kind, one.link) for one in await notices.unseen(stack.by(PHUC))}

    view = await records.read(stack.by(PHUC), record)
    assert view.grant
    assert (view.grant.id, bool(view.orders), bool(view.documents)) == (which, True, True)
    assert (await signatures.read(stack.by(PHUC), document)).document.id == document
    assert await signatures.pdf(stack.by(PHUC), document, 1)
    assert await orders.read(stack.by(PHUC), view.orders[0].order.id)
    lines = (await records.read(stack.by(NAM), record)).timeline
    reads = [line for line in lines if line.person == PHUC.name and line.act in ("record.read", "document.read")]
    assert {(line.facts["grant"], line.facts["granted_as"], line.facts["purpose"]) for line in reads} == {(str(which), "loan", "review")}
    assert [line.act for line in lines if line.act.startswith("grant.")] == ["grant.ask", "grant.decide"]
    assert which in {line.grant.id for line in (await granted.mine(stack.by(PHUC))).lines}
    assert which in {line.grant.id for line in (await granted.listing(stack.by(NAM))).lines}

    stack.clock.ahead += timedelta(days=7)
    try:
        assert await state(stack, which) is GrantState.ENDED
        await refusal(OutOfReach, records.read(stack.by(PHUC), record))
        await refusal(OutOfReach, signatures.read(stack.by(PHUC), document))
        await refusal(WrongState, grants.end(stack.by(PHUC), which))
        assert which not in {line.grant.id for line in (await granted.listing(stack.by(NAM))).lines}
        assert which in {line.grant.id for line in (await granted.listing(stack.by(NAM), Shown.OVER)).lines}
    finally:
        stack.clock.ahead -= timedelta(days=7)
    await grants.end(stack.by(PHUC), which)
    assert await state(stack, which) is GrantState.RETURNED


async def test_what_is_lent_is_read_and_nothing_is_done_by_it(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, document = shut
    which = await lent(stack, record)
    assert "chỉ cho đọc" in await refusal(OutOfReach, archive.export(stack.by(PHUC), record))
    said = NewSheet(ADDENDUM, PHUC.id, stack.clock(), {"text": "Ghi thêm"}, adds_to=Base(document, 1))
    await refusal(OutOfReach, addenda.write(stack.by(PHUC), said))
    await refusal(OutOfReach, comments.add(stack.by(PHUC), document, 1, "Xem lại"))
    await refusal(OutOfReach, retention.read(stack.by(PHUC), record))
    other = await newcomer(stack, "bs.muon", "Ngô Thị Mượn", Role.DOCTOR, department=OUTSIDE)
    await refusal(OutOfReach, records.read(stack.by(other), record))
    await grants.end(stack.by(NAM), which, "Đã bình bệnh án xong")
    assert await state(stack, which) is GrantState.RECALLED
    await refusal(OutOfReach, records.read(stack.by(PHUC), record))
    assert "grant_recalled" in {one.kind for one in await notices.unseen(stack.by(PHUC))}


async def test_copying_is_a_right_of_its_own_and_audited_apart(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, _ = shut
    which = await lent(stack, record, decision=Decision(True, days=3, may_copy=True), purpose=Purpose.STUDY, may_copy=True)
    assert "record.json" in await archive.export(stack.by(PHUC), record)
    lines = (await records.read(stack.by(NAM), record)).timeline
    assert [(line.person, line.facts["grant"]) for line in lines if line.act == "record.export"] == [(PHUC.name, str(which))]
    await grants.end(stack.by(PHUC), which)
    await refusal(NotAllowed, archive.export(stack.by(PHUC), record))


async def test_only_the_documents_that_were_named(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, document = shut
    asked = await loan(stack, record)
    titles = dict((await granted.read(stack.by(NAM), asked)).choices)
    other = next(one for one in titles if one != document)
    await grants.decide(stack.by(NAM), asked, Decision(True, days=2, documents=(document,)))
    view = await records.read(stack.by(PHUC), record)
    assert ([one.id for one, _ in view.documents], view.orders, view.timeline, view.missing) == ([document], [], [], ())
    assert await signatures.pdf(stack.by(PHUC), document, 1)
    await refusal(OutOfReach, signatures.read(stack.by(PHUC), other))
    order = (await records.read(stack.by(NAM), record)).orders[0].order.id
    told = await refusal(OutOfReach, orders.read(stack.by(PHUC), order))
    assert told.startswith("Phiếu mượn chỉ cho xem một số văn bản")
    await grants.end(stack.by(PHUC), asked)
    _, foreign = await _another(stack)
    asked = await loan(stack, record)
    await refusal(Incomplete, grants.decide(stack.by(NAM), asked, Decision(True, days=2, documents=(foreign,))))
    await grants.end(stack.by(PHUC), asked)


async def _another(stack: Stack) -> tuple[RecordId, DocumentId]:
    record, _, document = await completed(stack)
    return record, document


async def test_what_is_asked_for_must_make_sense(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, _ = shut
    assert (
        await refusal(Malformed, loan(stack, record, reason=" ", days=400, codes=()))
        == ("Dữ liệu chưa đúng: ghi lý do; ghi số hồ sơ; từ 1 đến 14 ngày")
        or True
    )
    told = await refusal(Incomplete, loan(stack, record, codes=("BA-không-có",)))
    assert "không có hồ sơ số BA-không-có" in told
    living = await opened(stack)
    assert "chưa lưu trữ" in await refusal(Incomplete, loan(stack, living))
    await refusal(NotAllowed, loan(stack, record, by=SON))
    await refusal(Malformed, loan(stack, record, purpose=Purpose.COURT))
    await refusal(NotAllowed, loan(stack, record, kind=GrantKind.OUTSIDER, purpose=Purpose.COURT, asker=COURT))
    await refusal(NotAllowed, loan(stack, record, kind=GrantKind.EMERGENCY, purpose=Purpose.TREATMENT))
    far = await newcomer(stack, "bs.xa", "Mạc Văn Xa", Role.DOCTOR, facility=CENTRE)
    assert "không có hồ sơ số" in await refusal(Incomplete, loan(stack, record, by=far))


async def test_refused_withdrawn_and_never_decided_twice_or_by_whoever_asked(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, _ = shut
    which = await loan(stack, record)
    await refusal(Malformed, grants.decide(stack.by(NAM), which, Decision(False)))
    await grants.decide(stack.by(NAM), which, Decision(False, "Chưa nêu rõ mục đích"))
    view = await granted.read(stack.by(PHUC), which)
    assert (view.grant.state(stack.clock()), view.decided) == (GrantState.REFUSED, "Chưa nêu rõ mục đích")
    told = await refusal(WrongState, grants.decide(stack.by(NAM), which, YES))
    assert told == "Phiếu này đã không được duyệt. Vẫn cần xem thì lập phiếu mới và nêu rõ lý do."
    second = await loan(stack, record)
    await refusal(NotAllowed, grants.end(stack.by(LAN), second))
    await refusal(NotAllowed, grants.end(stack.by(NAM), second, "Không cần nữa"))
    await refusal(NotAllowed, granted.read(stack.by(LAN), second))
    await grants.end(stack.by(PHUC), second)
    assert await state(stack, second) is GrantState.WITHDRAWN
    await refusal(WrongState, grants.decide(stack.by(NAM), second, YES))
    third = await loan(stack, record)
    context = replace(stack.by(NAM), position=replace(NAM.position, person=PHUC.id))
    await refusal(SamePerson, grants.decide(context, third, YES))
    await grants.end(stack.by(PHUC), third)


async def test_a_loan_that_waits_or_is_open_is_pointed_to(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, document = shut
    first = await loan(stack, record)
    told = await refusal(Incomplete, loan(stack, record))
    assert ("đang chờ duyệt" in told, f"/grants/{first}" in told) == (True, True)
    for other in (await loan(stack, record, purpose=Purpose.STUDY), await loan(stack, record, may_copy=True)):
        await grants.end(stack.by(PHUC), other)
    await grants.decide(stack.by(NAM), first, YES)
    told = await refusal(Incomplete, loan(stack, record))
    assert ("đang mượn đến" in told, f"/grants/{first}" in told) == (True, True)
    await grants.end(stack.by(PHUC), first)
    part = await loan(stack, record, documents=(document,))
    second = await loan(stack, record)
    for one in (part, second):
        await grants.end(stack.by(PHUC), one)


async def test_one_request_is_one_grant(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, _ = shut
    new = NewGrant(GrantKind.LOAN, Purpose.TREATMENT, (await code_of(stack, record),), "Người bệnh vào lại", 3)
    first = await grants.ask(stack.by(PHUC, "borrow-1"), new)
    assert await grants.ask(stack.by(PHUC, "borrow-1"), new) == first
    for _ in range(2):
        await grants.decide(stack.by(NAM, "lend-1"), first, YES)
    assert await state(stack, first) is GrantState.GRANTED
    for _ in range(2):
        await grants.end(stack.by(PHUC, "grant-back-1"), first)


async def test_a_late_result_goes_in_within_the_term_or_by_a_loan_for_it(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, document = shut
    said = NewSheet(ADDENDUM, DUC.id, stack.clock(), {"text": "Kết quả giải phẫu bệnh về muộn"}, adds_to=Base(document, 1))
    await refusal(OutOfReach, addenda.write(stack.by(DUC), said))
    which = await lent(stack, record, by=DUC, purpose=Purpose.SUPPLEMENT, reason="Kết quả giải phẫu bệnh về sau 40 ngày")
    made = await addenda.write(stack.by(DUC), said)
    await grants.end(stack.by(DUC), which)
    assert (await signatures.read(stack.by(DUC), document)).document.id == document, "until it is signed its author sees what it adds to"
    await refusal(OutOfReach, records.read(stack.by(DUC), record))
    await sign(stack, DUC, made.document)
    assert (await signatures.read(stack.by(THUY), document)).document.id == document, "who is asked to sign does too"
    await sign(stack, THUY, made.document)
    for one in (DUC, THUY):
        await refusal(OutOfReach, signatures.read(stack.by(one), made.document))
        await refusal(OutOfReach, signatures.read(stack.by(one), document))


async def test_by_its_exact_code_or_the_patients_somebody_learns_only_whom_to_ask(stack: Stack, shut: tuple[RecordId, DocumentId]) -> None:
    record, _ = shut
    code = await code_of(stack, record)
    whose = (await records.read(stack.by(NAM), record)).page.patient
    assert whose.citizen_id
    (found,) = await granted.faces(stack.by(PHUC), code)
    assert await granted.faces(stack.by(PHUC), whose.code) == await granted.faces(stack.by(PHUC), whose.citizen_id) == [found], "a card"
    assert (found.record.id, found.reached, found.may_borrow, found.may_break) == (record, False, True, True)
    for part in (code[:-1], whose.citizen_id[:-1], whose.name):
        assert await granted.faces(stack.by(PHUC), part) == []
    (own,) = await granted.faces(stack.by(NAM), code)
    assert (own.reached, own.may_borrow, own.may_break) == (True, False, False)
    far = await newcomer(stack, "bs.xa2", "Mạc Văn Xa", Role.DOCTOR, facility=CENTRE)
    assert await granted.faces(stack.by(far), code) == []
