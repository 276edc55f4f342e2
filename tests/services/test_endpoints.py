"""Connections moved on with evidence, exchanges told by hand and by a machine, failed ones kept, silence noticed."""

from datetime import timedelta

from domain.endpoints import EndpointState
from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, RequestReused, WrongState
from domain.roles import Role
from services import endpoints, evidence
from services.endpoints import EndpointView, NewExchange, NewMove
from services.people import HASHER
from store.writes import people
from tests.care import refusal
from tests.people import PASSWORD, YEN, Someone
from tests.preparing import Hospital, hospital
from tests.rollout import pdf
from tests.stack import Stack

CODE = "prescription"


async def shown(stack: Stack, of: Hospital, code: str = CODE) -> EndpointView:
    view = await endpoints.read(stack.by(of.there.officer), of.there.track)
    return next(one for one in view.endpoints if one.endpoint.line.code == code)


async def moved(stack: Stack, of: Hospital, *states: str) -> None:
    for state in states:
        files = (pdf("Kết quả kiểm thử"),) if state == "running" else ()
        new = NewMove(state, of.it_officer.id, "Theo biên bản" if state == "stopped" else "", files)
        await endpoints.move(stack.by(of.administrator), of.there.track, CODE, new)


async def machine(stack: Stack, of: Hospital, login: str) -> Someone:
    his = Someone(login, "Hệ thống HIS", Role.INTEGRATOR, of.there.hospital)
    async with stack.sessions.begin() as session:
        await people.person(session, his.id, his.login, his.name, HASHER.hash(PASSWORD))
        await people.position(session, his.position)
    return his


async def test_it_is_agreed_tested_with_evidence_run_and_stopped_with_a_reason(stack: Stack) -> None:
    of = await hospital(stack, "EP1")
    assert (await shown(stack, of)).endpoint.state is EndpointState.NOT_BEGUN
    await moved(stack, of, "agreed", "testing")
    move, by = endpoints.move, stack.by
    untested = move(by(of.administrator), of.there.track, CODE, NewMove("running", of.it_officer.id))
    assert "kết quả kiểm thử" in await refusal(Malformed, untested)
    await moved(stack, of, "running")
    view = await shown(stack, of)
    assert (view.endpoint.state, view.endpoint.responsible, view.endpoint.tested) == (EndpointState.RUNNING, of.it_officer.id, 1)
    (file,) = view.steps[0].files
    assert (await evidence.file(by(of.there.officer), of.there.track, file.sha256))[0].name == "Kết quả kiểm thử.pdf"
    unsaid = move(by(of.administrator), of.there.track, CODE, NewMove("stopped", of.it_officer.id, " "))
    assert "ghi lý do" in await refusal(Malformed, unsaid)
    await moved(stack, of, "stopped")
    assert (await shown(stack, of)).endpoint.reason == "Theo biên bản"
    await refusal(WrongState, move(by(of.administrator), of.there.track, CODE, NewMove("running", of.it_officer.id)))
    total = (await endpoints.read(by(of.there.officer), of.there.track)).connected
    assert (total.running, total.total) == (0, 7)


async def test_exchanges_are_kept_failed_ones_too_and_silence_is_noticed(stack: Stack) -> None:
    of = await hospital(stack, "EP2")
    his, now = await machine(stack, of, "his.ep2"), stack.clock()
    told = NewExchange(now, True, "Đơn thuốc mẫu", "DT-0001")
    track, exchange = of.there.track, endpoints.exchange
    await refusal(WrongState, exchange(stack.by(his), track, CODE, told))
    await moved(stack, of, "agreed", "testing", "running")
    assert "bằng chứng" in await refusal(Malformed, exchange(stack.by(of.administrator), track, CODE, told))
    await exchange(stack.by(of.administrator), track, CODE, NewExchange(now, True, "Gửi thử", "", (pdf("Ảnh chụp"),)))
    for _ in range(2):
        await exchange(stack.by(his, "EP2-gửi"), track, CODE, told)
    await refusal(RequestReused, exchange(stack.by(his, "EP2-gửi"), track, CODE, NewExchange(now, False, "Lỗi 500")))
    assert "ghi lỗi gì" in await refusal(Malformed, exchange(stack.by(his), track, CODE, NewExchange(now, False)))
    await exchange(stack.by(his), track, CODE, NewExchange(now, False, "Cổng trả lỗi 500"))
    view = await shown(stack, of)
    assert [(one.succeeded, one.machine) for one in view.exchanges] == [(False, True), (True, True), (True, False)]
    assert (view.endpoint.succeeded, view.endpoint.failed) == (now, now)
    later = NewExchange(now + timedelta(days=1), True)
    assert "tương lai" in await refusal(Malformed, exchange(stack.by(his), track, CODE, later))
    was = stack.clock.ahead
    try:
        stack.clock.ahead = was + timedelta(days=8)
        total = (await endpoints.read(stack.by(of.administrator), track)).connected
        assert (total.running, total.stale, total.succeeded) == (1, 1, now)
    finally:
        stack.clock.ahead = was


async def test_only_the_own_people_move_what_the_policy_knows(stack: Stack) -> None:
    of = await hospital(stack, "EP3")
    track, move, new = of.there.track, endpoints.move, NewMove("agreed", of.it_officer.id)
    await refusal(NotFound, move(stack.by(of.administrator), track, "fax", new))
    await refusal(NotAllowed, move(stack.by(of.there.officer), track, CODE, new))
    await refusal(NotAllowed, move(stack.by(of.doctor), track, CODE, new))
    await refusal(OutOfReach, move(stack.by(YEN), track, CODE, new))
    assert "một trong not_begun" in await refusal(
        Malformed, move(stack.by(of.administrator), track, CODE, NewMove("xong", of.it_officer.id))
    )
    assert "người của cơ sở" in await refusal(Malformed, move(stack.by(of.administrator), track, CODE, NewMove("agreed", YEN.id)))
