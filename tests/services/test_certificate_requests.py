"""Who needs a certificate, the signed list that asks for them, issued, handed over, tested, lost and asked for again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from activities.tracks import track_key
from domain.certificate_requests import Issued, NewRequest, Stage, Standing
from domain.clock import day
from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, RequestReused, SamePerson, WrongState
from domain.names import CertificateRequestId, DocumentId, PersonId
from services import certificate_coverage, certificate_requests, signatures, tracks
from services.certificate_coverage import Covered
from store.tables.notices import NoticeRow
from store.writes import people
from tests.care import refusal, reviewed, until
from tests.people import YEN, Someone
from tests.preparing import Hospital, hospital, signed_by
from tests.stack import Stack

VIETTEL = "Tổ chức cung cấp dịch vụ chứng thực chữ ký số Viettel"


def issued(today: date, days: int = 400) -> Issued:
    return Issued("54:01 0a:bc", "Viettel-CA", today, today + timedelta(days=days))


async def stages(stack: Stack, of: Hospital) -> dict[PersonId, Stage]:
    return {one.person: one.stage for one in await standings(stack, of)}


async def standings(stack: Stack, of: Hospital) -> Sequence[Standing]:
    return (await certificate_coverage.read(stack.by(of.administrator), of.there.track)).standings


async def coverage(stack: Stack, of: Hospital) -> Covered:
    async with stack.sessions() as session:
        return await certificate_coverage.covered(session, stack.house.policies, of.there.hospital, stack.clock())


async def asked(stack: Stack, of: Hospital, *people: Someone, request: str = "") -> DocumentId:
    new = NewRequest(tuple(one.id for one in people), "public_ca", VIETTEL)
    return await certificate_requests.ask(stack.by(of.administrator, request), of.there.track, new)


async def sent(stack: Stack, of: Hospital, *people: Someone) -> CertificateRequestId:
    """A list that everybody signed."""
    document = await asked(stack, of, *people)
    await signed_by(stack, document, of.administrator, of.director, of.clerk)

    async def newest() -> certificate_coverage.CertificatesView:
        return await certificate_coverage.read(stack.by(of.administrator), of.there.track)

    view = await until(newest, lambda found: next(one for one in found.requests if one.document.id == document).sent_at is not None)
    return next(one.id for one in view.requests if one.document.id == document)


async def told(stack: Stack, one: Someone) -> list[str]:
    async with stack.sessions() as session:
        return list((await session.execute(select(NoticeRow.kind).where(NoticeRow.person == one.id))).scalars())


async def test_who_signs_needs_one_and_who_has_one_is_counted(stack: Stack) -> None:
    of = await hospital(stack, "CR1")
    found = await coverage(stack, of)
    assert (found.numerator, found.denominator, found.tested, found.day) == (4, 6, 0, day(stack.clock()))
    missing = {one.role: [left.name for left in one.missing] for one in found.roles if one.missing}
    assert missing == {of.doctor.role: ["Phan Đình Lộc"], of.nurse.role: ["Ứng Thị Nhàn"]}
    assert of.it_officer.id not in await stages(stack, of), "who signs nothing needs none"
    (doctor,) = [one for one in await standings(stack, of) if one.person == of.doctor.id]
    assert (doctor.title, doctor.stage, doctor.to_ask) == ("Bác sĩ, Khoa Nội", Stage.MISSING, True)


async def test_a_list_is_signed_numbered_and_its_certificates_issued_handed_over_and_tested(stack: Stack) -> None:
    of = await hospital(stack, "CR2")
    document = await asked(stack, of, of.doctor, of.nurse)
    assert (await stages(stack, of))[of.doctor.id] is Stage.ASKED
    (line,) = (await certificate_coverage.read(stack.by(of.administrator), of.there.track)).requests
    await refusal(WrongState, certificate_requests.issue(stack.by(of.administrator), line.id, of.doctor.id, issued(day(stack.clock()))))
    await signed_by(stack, document, of.administrator, of.director, of.clerk)
    await until(lambda: told(stack, of.administrator), lambda kinds: "certificate_request_signed" in kinds)
    paper = (await signatures.read(stack.by(of.administrator), document)).newest
    assert (paper.series, paper.issue_number) == ("BV-CNTT", 1)
    text = PdfReader(BytesIO(await stack.house.shelf.get(track_key(of.there.track), paper.chain.content))).pages[0].extract_text()
    for words in ("Viettel", "Phan Đình Lộc", "Bác sĩ, Khoa Nội", "Cấp mới", "2 người"):
        assert words in text
    today = day(stack.clock())
    await certificate_requests.issue(stack.by(of.it_officer), line.id, of.doctor.id, issued(today))
    assert (await stages(stack, of))[of.doctor.id] is Stage.ISSUED
    assert "certificate_handed" in await told(stack, of.doctor)
    (mine,) = await certificate_requests.mine(stack.by(of.doctor))
    assert mine.issued
    assert (mine.issued.serial, mine.waits) == ("54010ABC", True)
    await refusal(WrongState, certificate_requests.test(stack.by(of.it_officer), line.id, of.doctor.id, today, "Ký thử"))
    for _ in range(2):
        await certificate_requests.hand_over(stack.by(of.doctor, "CR2-nhận"), line.id)
    assert (await stages(stack, of))[of.doctor.id] is Stage.HANDED
    assert "certificate_received" in await told(stack, of.administrator)
    await certificate_requests.test(stack.by(of.it_officer), line.id, of.doctor.id, today, "Ký thử đơn thuốc trên HIS, kiểm tra đạt")
    found = await coverage(stack, of)
    assert (found.numerator, found.denominator, found.tested) == (5, 6, 2), "director and doctor: others used no certificate of their own"


async def test_a_signature_made_in_hsba_is_the_test(stack: Stack) -> None:
    of = await hospital(stack, "CR3")
    assert (await stages(stack, of))[of.director.id] is Stage.HANDED
    await sent(stack, of, of.nurse)
    assert (await stages(stack, of))[of.director.id] is Stage.TESTED
    assert (await stages(stack, of))[of.technician.id] is Stage.HANDED


async def test_what_is_lost_is_told_and_asked_for_again(stack: Stack) -> None:
    of = await hospital(stack, "CR4")
    which, today = await sent(stack, of, of.doctor), day(stack.clock())
    await certificate_requests.issue(stack.by(of.administrator), which, of.doctor.id, issued(today))
    await certificate_requests.hand_over(stack.by(of.doctor), which)
    await refusal(Malformed, certificate_requests.lose(stack.by(of.doctor), which, of.doctor.id, " "))
    await certificate_requests.lose(stack.by(of.doctor), which, of.doctor.id, "Rơi mất USB")
    assert "certificate_lost" in await told(stack, of.it_officer)
    (one,) = [one for one in await standings(stack, of) if one.person == of.doctor.id]
    assert (one.stage, one.to_ask) == (Stage.LOST, True)
    await refusal(WrongState, certificate_requests.lose(stack.by(of.administrator), which, of.doctor.id, "Lại mất"))
    again = await sent(stack, of, of.doctor)
    (one,) = [one for one in await standings(stack, of) if one.person == of.doctor.id]
    assert (one.stage, one.to_ask) == (Stage.ASKED, False)
    await certificate_requests.issue(stack.by(of.administrator), again, of.doctor.id, issued(today, 20))
    await certificate_requests.hand_over(stack.by(of.doctor), again)
    (one,) = [one for one in await standings(stack, of) if one.person == of.doctor.id]
    assert (one.stage, one.to_ask, one.until) == (Stage.ENDING, True, today + timedelta(days=20))
    was = stack.clock.ahead
    try:
        stack.clock.ahead = was + timedelta(days=30)
        assert (await stages(stack, of))[of.doctor.id] is Stage.ENDED
    finally:
        stack.clock.ahead = was


async def test_a_refused_list_names_nobody_any_more(stack: Stack) -> None:
    of = await hospital(stack, "CR5")
    document = await asked(stack, of, of.doctor, request="CR5-lập")
    assert await asked(stack, of, of.doctor, request="CR5-lập") == document, "a second click is the same list"
    await refusal(RequestReused, asked(stack, of, of.nurse, request="CR5-lập"))
    assert "đang chờ chứng thư số" in await refusal(Malformed, asked(stack, of, of.doctor))
    await signed_by(stack, document, of.administrator)
    await signatures.refuse(stack.by(of.director), await reviewed(stack, of.director, document), "Thêm cả điều dưỡng")
    assert (await stages(stack, of))[of.doctor.id] is Stage.MISSING
    await asked(stack, of, of.doctor, of.nurse)
    assert (await stages(stack, of))[of.nurse.id] is Stage.ASKED


async def test_what_cannot_be_is_refused_with_what_to_do(stack: Stack) -> None:
    of, today = await hospital(stack, "CR6"), day(stack.clock())
    track, ask = of.there.track, certificate_requests.ask
    sentence = await refusal(Malformed, ask(stack.by(of.administrator), track, NewRequest((), "vnpt", " ")))
    for words in ("chọn ít nhất một người", "một trong public_ca, public_duty", "ghi nơi nhận danh sách"):
        assert words in sentence
    assert "không giữ vị trí phải ký" in await refusal(Malformed, asked(stack, of, of.it_officer))
    assert "đã có hoặc đang chờ" in await refusal(Malformed, asked(stack, of, of.technician))
    one = NewRequest((of.doctor.id,), "public_ca", VIETTEL)
    await refusal(NotAllowed, ask(stack.by(of.doctor), track, one))
    await refusal(NotAllowed, ask(stack.by(of.there.officer), track, one))
    await refusal(OutOfReach, ask(stack.by(YEN), track, one))
    which = await sent(stack, of, of.doctor)
    wrong = Issued("không", " ", today + timedelta(days=1), today)
    sentence = await refusal(Malformed, certificate_requests.issue(stack.by(of.administrator), which, of.doctor.id, wrong))
    for words in ("số sê-ri", "tổ chức cấp", "ngày cấp", "ngày hết hạn"):
        assert words in sentence
    await refusal(NotFound, certificate_requests.issue(stack.by(of.administrator), which, of.nurse.id, issued(today)))
    await refusal(NotFound, certificate_requests.hand_over(stack.by(of.nurse), which))
    await refusal(WrongState, certificate_requests.hand_over(stack.by(of.doctor), which))
    await refusal(OutOfReach, certificate_requests.issue(stack.by(YEN), which, of.doctor.id, issued(today)))
    await certificate_requests.issue(stack.by(of.administrator), which, of.doctor.id, issued(today))
    await certificate_requests.hand_over(stack.by(of.doctor), which)
    late = replace(issued(today), serial="54010ABD")
    await refusal(WrongState, certificate_requests.issue(stack.by(of.administrator), which, of.doctor.id, late))
    on = today - timedelta(days=1)
    assert "ngày ký thử" in await refusal(Malformed, certificate_requests.test(stack.by(of.it_officer), which, of.doctor.id, on, "Đã ký"))


async def test_nobody_records_the_test_of_their_own(stack: Stack) -> None:
    of, today = await hospital(stack, "CR7"), day(stack.clock())
    which = await sent(stack, of, of.nurse)
    await certificate_requests.issue(stack.by(of.administrator), which, of.nurse.id, issued(today))
    await certificate_requests.hand_over(stack.by(of.nurse), which)
    both = replace(of.nurse, role=of.it_officer.role)
    async with stack.sessions.begin() as session:
        await people.position(session, both.position)
    await refusal(SamePerson, certificate_requests.test(stack.by(both), which, of.nurse.id, today, "Tự ký thử"))
    view = await tracks.read(stack.by(of.administrator), of.there.track)
    assert "certificate.hand_over" in {one.act for one in view.timeline}
