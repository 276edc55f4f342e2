"""The package of a transferred patient: what goes, that it stays as it was, who reads and copies it, and that it proves itself."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from activities.documents import bytes_key
from domain.clock import clock_time
from domain.errors import Incomplete, Malformed, NotFound, OutOfReach, WrongState
from domain.referrals import Item, ReferralState, Taken, Way
from services import archive, records, referrals, referred, results, sheets, signatures
from services.packages import frozen
from signing.trust import Trust
from signing.verification import verify
from tests.care import completed, glucose, refusal, sign, until
from tests.people import DUC, LAN, LIS, MAI, NAM, PHUC, THUY, VINH
from tests.referring import ELSEWHERE, LEAVES, centre, left, retold, sent, shelved, slip
from tests.services.test_sheets import treatment
from tests.stack import Stack


async def test_what_is_read_is_in_the_senders_audit_with_the_grant(stack: Stack) -> None:
    record, document = await left(stack)
    which = await sent(stack, record)
    await referred.content(stack.by(VINH), which, 1)
    timeline = (await records.read(stack.by(LAN), record)).timeline
    (read,) = [one for one in timeline if one.act == "document.read" and one.person == VINH.name]
    assert (read.subject, read.facts["granted_as"], read.facts["at_facility"]) == (str(document), "receiving", "Trung tâm Y tế Khoái Châu")
    assert [one.facts["to"] for one in timeline if one.act == "referral.send"] == ["Trung tâm Y tế Khoái Châu"]


async def test_only_finished_documents_go_and_they_stay_as_they_were(stack: Stack) -> None:
    await centre(stack)
    record, order, result = await completed(stack)
    view = await records.read(stack.by(LAN), record)
    await sign(stack, LAN, view.orders[0].sheet.id)
    document = await slip(stack, record)
    begun = await sheets.write(stack.by(LAN), record, treatment(stack))
    await records.discharge(stack.by(LAN), record, LEAVES)
    said = await refusal(Incomplete, sent(stack, record, documents=(result, begun.document)))
    assert "chưa ký đủ" in said
    stranger = (await left(stack))[1]
    assert "không thuộc hồ sơ này" in await refusal(Incomplete, sent(stack, record, documents=(stranger,)))
    which = await sent(stack, record)
    items = (await referred.read(stack.by(VINH), which)).items
    assert [one.item.document for one in items] == [document, result], "the slip, and the results by the facility's policy"
    before = await referred.content(stack.by(VINH), which, 2)
    assert sha256(before).hexdigest() == items[1].item.sha256
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1", note="Nhầm mẫu của hai người bệnh"))
    for one in (MAI, DUC, THUY):
        await sign(stack, one, result)
    newest = (await signatures.read(stack.by(LAN), result)).newest
    assert (newest.number, newest.completed_at is not None) == (2, True)
    assert await referred.content(stack.by(VINH), which, 2) == before, "the corrected one was not sent"
    assert [one.item.version for one in (await referred.read(stack.by(VINH), which)).items] == [1, 1]
    with zipfile.ZipFile(io.BytesIO(b"".join((await referred.package(stack.by(VINH), which)).chunks))) as held:
        assert before in [held.read(name) for name in held.namelist()]


async def test_what_cannot_be_read_was_not_read(stack: Stack) -> None:
    """Nobody is said to have read or copied a document that did not open."""
    record, document = await left(stack)
    view = await until(lambda: signatures.read(stack.by(LAN), document), lambda found: bool(found.newest.chain.preserved))
    which = await sent(stack, record)
    kept = stack.house.shelf.path(bytes_key(record), view.newest.newest)
    away = kept.rename(kept.with_suffix(".away"))
    await refusal(NotFound, referred.content(stack.by(VINH), which, 1))
    await refusal(NotFound, referred.package(stack.by(VINH), which))
    away.rename(kept)
    acts = [one.act for one in (await records.read(stack.by(LAN), record)).timeline if one.person == VINH.name]
    assert not {"document.read", "referral.copy"} & set(acts)
    assert await referred.content(stack.by(VINH), which, 1)


async def test_a_package_outlives_the_archiving_of_its_record(stack: Stack) -> None:
    record, document = await left(stack)
    which = await sent(stack, record)
    before = await referred.content(stack.by(VINH), which, 1)
    head = (await signatures.read(stack.by(LAN), document)).newest.chain.head
    signed = await stack.house.shelf.get(bytes_key(record), head)
    sent_then = Item(1, document, 1, head, len(signed))
    await shelved(stack, record)
    await refusal(NotFound, stack.house.shelf.get(bytes_key(record), head))
    assert await frozen(stack.house, record, sent_then) == signed, "what was added since is cut off"
    await refusal(NotFound, frozen(stack.house, record, replace(sent_then, size=len(signed) - 1)))
    assert await referred.content(stack.by(VINH), which, 1) == before
    assert "đang có một gói chuyển cơ sở còn hiệu lực" in await refusal(WrongState, sent(stack, record, NAM))
    told = json.loads((await archive.export(stack.by(NAM), record))["record.json"])
    assert [(one["to"], len(one["documents"])) for one in told["referrals"]] == [("Trung tâm Y tế Khoái Châu", 1)]
    await referrals.end(stack.by(NAM), which, "Gửi lại")
    assert "Trạng thái hiện tại không cho phép" in await refusal(WrongState, sent(stack, record)), "no longer the treating doctor's"
    again = await sent(stack, record, NAM)
    assert (await referred.content(stack.by(VINH), again, 1)).startswith(before), "perhaps preserved since"
    await retold(stack, record)


async def test_a_facility_elsewhere_takes_the_package_as_a_file(stack: Stack) -> None:
    record, _ = await left(stack, to=ELSEWHERE)
    which = await sent(stack, record, receiver=None, elsewhere=ELSEWHERE, may_copy=False)
    made = await referred.package(stack.by(LAN), which)
    with zipfile.ZipFile(io.BytesIO(b"".join(made.chunks))) as held:
        said = json.loads(held.read("manifest.json"))
        assert ELSEWHERE in held.read("README.txt").decode()
        for one in said["documents"]:
            content = held.read(one["path"])
            assert (sha256(content).hexdigest(), len(content)) == (one["sha256"], one["size"])
            verdict = await verify(content, Trust([stack.settings.trust_roots.read_bytes()]))
            assert (verdict.valid, len(verdict.signatures)) == (True, 2), "doctor and facility"
    assert {one["name"]: one["value"] for one in said["slip"]}["diagnosis"] == "Đái tháo đường típ 2"
    assert (said["from"]["facility"], said["may_copy"]) == ("Bệnh viện Đa khoa tỉnh Hưng Yên", True)

    taken = Taken("Trần Văn Tài", Way.ESCORT, stack.clock())
    await refusal(Malformed, referrals.hand_over(stack.by(LAN), which, replace(taken, name=" ")))
    await refusal(OutOfReach, referrals.hand_over(stack.by(PHUC), which, taken))
    for _ in range(2):
        await referrals.hand_over(stack.by(LAN, "trao-1"), which, taken)
    said = await refusal(Malformed, referrals.hand_over(stack.by(NAM), which, replace(taken, name="Trần  Văn Tài ", note="Nữa")))
    assert f"đã ghi trao cho Trần  Văn Tài lúc {clock_time(taken.at)}" in said
    assert [(one.taken.name, one.by) for one in (await referred.read(stack.by(LAN), which)).taken] == [("Trần Văn Tài", LAN.id)]
    assert (await referred.read(stack.by(LAN), which)).sent.referral.state(stack.clock()) is ReferralState.HANDED
    stack.clock.ahead += timedelta(days=31)
    await refusal(WrongState, referred.package(stack.by(NAM), which))
    await refusal(WrongState, referrals.hand_over(stack.by(NAM), which, replace(taken, at=stack.clock())))


async def test_a_receiver_of_the_installation_copies_only_when_it_may(stack: Stack) -> None:
    record, _ = await left(stack)
    which = await sent(stack, record, may_copy=False)
    assert "chỉ cho đọc" in await refusal(OutOfReach, referred.package(stack.by(VINH), which))
    await refusal(WrongState, referrals.hand_over(stack.by(LAN), which, Taken("Ai đó", Way.PATIENT, stack.clock())))
    await referrals.end(stack.by(LAN), which, "Gửi lại có bản sao")
    again = await sent(stack, record)
    assert zipfile.ZipFile(io.BytesIO(b"".join((await referred.package(stack.by(VINH), again)).chunks))).namelist()[0] == "README.txt"
    acts = [one.act for one in (await records.read(stack.by(LAN), record)).timeline]
    assert "referral.copy" in acts
