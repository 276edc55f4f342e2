"""Signing one document or a set: who may, when, and what a repeated click is."""

from domain.errors import (
    AlreadySigned,
    ChainComplete,
    Incomplete,
    MustDiffer,
    NotAllowed,
    NotFound,
    NotYourTurn,
    RequestReused,
    RequestTaken,
    StaleDocument,
    VersionEnded,
)
from domain.names import DocumentId, Sha256, id_of
from domain.roles import Role
from services import results, signatures
from signing.tickets import Reviewed
from store.writes import people
from tests.care import completed, delivered, glucose, newcomer, refusal, reviewed, sign
from tests.people import DUC, LAB, LAN, LIS, MAI, PHUC, PIN, THUY, Someone
from tests.stack import Stack


async def test_each_signs_in_turn_and_the_task_moves_on(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    for one, following, step in ((MAI, DUC, "approved"), (DUC, THUY, "headed")):
        made = await sign(stack, one, seen.document)
        assert made.person == one.id
        assert made.stamped_at
        view = await signatures.read(stack.by(following), seen.document)
        assert view.my_step == step
        assert following.id in {who for who, _ in view.waits_for}


async def test_out_of_turn_and_somebody_elses(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    told = await refusal(NotYourTurn, signatures.sign(stack.by(DUC), [seen], PIN))
    assert told == "Chưa đến lượt anh/chị ký văn bản này. Văn bản sẽ vào hộp việc khi đến lượt."
    told = await refusal(NotYourTurn, signatures.sign(stack.by(PHUC), [seen], PIN))
    assert told == "Văn bản này không chờ anh/chị ký: anh/chị không có tên trong chuỗi ký của nó."
    await refusal(NotYourTurn, signatures.refuse(stack.by(PHUC), seen, "Không phải việc của tôi"))
    await refusal(NotAllowed, signatures.sign(stack.by(LIS), [seen], PIN))


async def test_signing_twice(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    told = await refusal(AlreadySigned, signatures.sign(stack.by(MAI), [seen], PIN))
    assert told == "Anh/chị đã ký văn bản này rồi."
    await sign(stack, DUC, seen.document)
    told = await refusal(AlreadySigned, signatures.sign(stack.by(DUC), [seen], PIN))
    assert told == "Anh/chị đã ký văn bản này rồi."
    await sign(stack, THUY, seen.document)
    told = await refusal(ChainComplete, signatures.sign(stack.by(THUY), [seen], PIN))
    assert told == "Văn bản đã đủ chữ ký."


async def test_a_stale_page_does_not_sign(stack: Stack) -> None:
    _, order, old = await delivered(stack)
    await results.deliver(stack.by(LIS), order, glucose(stack, "6,1"))
    told = await refusal(VersionEnded, signatures.sign(stack.by(MAI), [old], PIN))
    assert told == "Bản này đã bị từ chối, thu hồi hoặc thay thế; không ký được nữa. Hãy mở bản mới nhất."
    told = await refusal(StaleDocument, signatures.sign(stack.by(MAI), [Reviewed(old.document, 2, old.content)], PIN))
    assert told == "Văn bản đã có bản khác với bản anh/chị đọc. Hãy tải lại trang và đọc bản mới."
    await sign(stack, MAI, old.document)


async def test_a_second_click_is_the_same_signature(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    first = await signatures.sign(stack.by(MAI, "bấm-hai-lần"), [seen], PIN)
    again = await signatures.sign(stack.by(MAI, "bấm-hai-lần"), [seen], "000000")
    assert again[0].signature == first[0].signature
    chain = (await signatures.read(stack.by(MAI), seen.document)).newest.chain
    assert len(chain.signatures) == 1


async def test_a_request_id_belongs_to_one_person_and_one_document(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    _, _, other = await delivered(stack)
    await signatures.sign(stack.by(MAI, "của-mai"), [seen], PIN)
    told = await refusal(RequestTaken, signatures.sign(stack.by(DUC, "của-mai"), [await reviewed(stack, DUC, seen.document)], PIN))
    assert told == "Mã yêu cầu này đã được người khác dùng. Hãy gửi lại với mã mới."
    told = await refusal(RequestReused, signatures.sign(stack.by(MAI, "của-mai"), [other], PIN))
    assert told == "Mã yêu cầu này đã dùng cho nội dung khác. Nội dung mới cần mã mới."
    for sheet in (seen, other):
        await sign(stack, DUC if sheet == seen else MAI, sheet.document)


async def test_a_set_has_one_pin_and_an_outcome_for_each(stack: Stack) -> None:
    sheets = [(await delivered(stack))[2] for _ in range(3)]
    _, _, final = await completed(stack)
    stale = Reviewed(sheets[2].document, 1, Sha256("0" * 64))
    chosen = [sheets[0], sheets[1], stale, await reviewed(stack, MAI, final)]
    outcomes = await signatures.sign(stack.by(MAI, "một-lượt"), chosen, PIN)
    assert [bool(one.signature) for one in outcomes] == [True, True, False, False]
    assert [type(one.refusal) for one in outcomes[2:]] == [StaleDocument, ChainComplete]
    again = await signatures.sign(stack.by(MAI, "một-lượt"), chosen, "000000")
    assert [one.signature for one in again] == [one.signature for one in outcomes], "the same set, without a PIN asked again"
    await refusal(RequestReused, signatures.sign(stack.by(MAI, "một-lượt"), chosen[:2], PIN))


async def test_nothing_chosen_and_no_such_document(stack: Stack) -> None:
    told = await refusal(Incomplete, signatures.sign(stack.by(MAI), [], PIN))
    assert told == "Còn thiếu: chưa chọn văn bản nào"
    nowhere = Reviewed(DocumentId(id_of("document", "nowhere")), 1, Sha256("0" * 64))
    told = await refusal(NotFound, signatures.sign(stack.by(LAN), [nowhere], PIN))
    assert told == "Không tìm thấy bản của văn bản này, hoặc anh/chị không được xem. Kiểm tra lại mã hoặc đường dẫn."


async def test_one_person_in_two_steps_signs_both_unless_they_must_differ(stack: Stack) -> None:
    """The head of the laboratory who is its approving doctor too; the technician may be neither."""
    both = await newcomer(stack, "tk.kiem", "Vi Văn Kiêm", Role.DOCTOR, department=LAB, signs=True)
    head = Someone(both.login, both.name, Role.HEAD, department=LAB)
    performs = Someone(both.login, both.name, Role.TECHNICIAN, department=LAB)
    async with stack.sessions.begin() as session:
        for one in (head, performs):
            await people.position(session, one.position)
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)
    assert (await sign(stack, both, seen.document)).step == "approved"
    assert (await sign(stack, head, seen.document)).step == "headed"

    _, _, seen = await delivered(stack, performs)
    await sign(stack, performs, seen.document)
    for one in (both, head):
        told = await refusal(MustDiffer, signatures.sign(stack.by(one), [seen], PIN))
        assert told == "Anh/chị đã ký một bước trước; bước này phải do người khác ký."
