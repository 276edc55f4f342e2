"""Nobody can say whether a certificate is still good: the facility's policy decides, and whoever signs all the same was warned."""

from collections.abc import AsyncIterator

import pytest
from cryptography.x509 import load_der_x509_certificate
from httpx2 import ASGITransport, AsyncClient

from api.app import build
from domain.batches import LineState
from domain.care import UnknownStatus
from domain.errors import CertificateRefused, StatusUnchecked
from domain.names import BatchId
from domain.roles import Role
from services import batches, notices, signatures
from signing.status import Status
from signing.tickets import Reviewed
from tests.api.asker import Asker
from tests.care import delivered, newcomer, refusal, reviewed, sign, until
from tests.people import DUC, KHANH, LAB, PIN, THUY, YEN, Someone
from tests.stack import Stack
from tests.web.desk import desk

WARNING = "Cảnh báo: chưa kiểm tra được chứng thư số còn hiệu lực hay đã bị thu hồi"


@pytest.fixture
async def warn(stack: Stack) -> AsyncIterator[None]:
    """The facility lets people sign after a warning."""
    stack.book.set_otherwise["unknown_status"] = UnknownStatus.WARN
    yield
    del stack.book.set_otherwise["unknown_status"]


@pytest.fixture(autouse=True)
async def answers_again(stack: Stack) -> AsyncIterator[None]:
    yield
    heard(stack)


def silence(stack: Stack) -> None:
    stack.pki.silent = True


def heard(stack: Stack) -> None:
    """The authority answers again, and is asked at once instead of after half a minute."""
    stack.pki.silent = False
    stack.preserver.revocation._quiet.clear()


async def stranger(stack: Stack, number: int) -> Someone:
    """Nobody asked about this person's certificate before."""
    return await newcomer(stack, f"ktv.moi{number}", f"Thái Thị Mới {number}", Role.TECHNICIAN, department=LAB, signs=True)


async def told(stack: Stack, one: Someone, seen: Reviewed) -> bool:
    return any((line.kind, line.link) == ("signed_revoked", f"/documents/{seen.document}") for line in await notices.unseen(stack.by(one)))


async def test_by_default_nobody_signs(stack: Stack) -> None:
    """Also not who says that they were warned; and when the authority answers again, they do."""
    one = await stranger(stack, 1)
    _, _, seen = await delivered(stack, one)
    silence(stack)
    for warned in (False, True):
        said = await refusal(CertificateRefused, signatures.sign(stack.by(one), [seen], PIN, warned))
        assert said.startswith("Tổ chức chứng thực không trả lời")
        assert "thử lại sau ít phút" in said
    heard(stack)
    assert not (await sign(stack, one, seen.document)).unchecked


@pytest.mark.usefixtures("warn")
async def test_with_a_warning_the_person_confirms_and_everybody_sees_it_until_preservation(stack: Stack) -> None:
    one = await stranger(stack, 2)
    _, _, seen = await delivered(stack, one)
    silence(stack)
    assert (await refusal(StatusUnchecked, signatures.sign(stack.by(one), [seen], PIN))).startswith(WARNING)
    assert not (await signatures.read(stack.by(one), seen.document)).newest.chain.signatures
    made = (await signatures.sign(stack.by(one), [seen], PIN, warned=True))[0].signature
    assert made
    assert made.unchecked
    view = await signatures.read(stack.by(one), seen.document)
    assert next(line for line in view.timeline if line.act == "document.sign").facts["unchecked"] is True
    heard(stack)
    for other in (DUC, THUY):
        assert not (await sign(stack, other, seen.document)).unchecked
    newest = await until(lambda: signatures.read(stack.by(one), seen.document), lambda read: bool(read.newest.chain.preserved))
    assert newest.newest.chain.signatures[0].unchecked
    assert not await told(stack, one, seen)


@pytest.mark.usefixtures("warn")
async def test_preservation_waits_and_says_loudly_that_it_was_revoked(stack: Stack) -> None:
    one = await stranger(stack, 3)
    _, _, seen = await delivered(stack, one)
    certificate = load_der_x509_certificate((await stack.keys.credentials.of(str(one.id))).certificate)
    silence(stack)
    stack.authority.revoke(certificate.serial_number, "key_compromise")
    assert (await signatures.sign(stack.by(one), [seen], PIN, warned=True))[0].signature
    heard(stack)
    for other in (DUC, THUY):
        await sign(stack, other, seen.document)
    for who in (one, DUC, THUY, YEN, KHANH):
        await until(lambda who=who: told(stack, who, seen), bool)  # type: ignore[misc]
    view = await signatures.read(stack.by(one), seen.document)
    assert not view.newest.chain.preserved
    assert [line.act for line in view.timeline].count("document.revoked") == 1


@pytest.mark.usefixtures("warn")
async def test_who_is_known_to_be_revoked_is_not_warned_but_refused(stack: Stack) -> None:
    one = await stranger(stack, 4)
    _, _, seen = await delivered(stack, one)
    credential = await stack.keys.credentials.of(str(one.id))
    certificate = load_der_x509_certificate(credential.certificate)
    stack.authority.revoke(certificate.serial_number, "key_compromise")
    status: Status = await stack.preserver.revocation.of(certificate, stack.authority.issuing)
    assert status.revoked_at
    silence(stack)
    assert "đã bị thu hồi" in await refusal(CertificateRefused, signatures.sign(stack.by(one), [seen], PIN, warned=True))


@pytest.mark.usefixtures("warn")
async def test_a_set_is_warned_of_once(stack: Stack) -> None:
    one = await stranger(stack, 5)
    chosen = [(await delivered(stack, one))[2] for _ in range(2)]
    silence(stack)
    assert (await refusal(StatusUnchecked, batches.begin(stack.by(one), chosen, PIN))).startswith(WARNING)
    which = BatchId(await batches.begin(stack.by(one), chosen, PIN, warned=True))
    done = await until(lambda: batches.read(stack.by(one), which), lambda view: view.batch.ended_at is not None)
    assert done.batch.count(LineState.SIGNED) == 2


@pytest.mark.usefixtures("warn")
async def test_the_page_shows_the_warning_and_asks_for_the_tick_and_the_pin(stack: Stack) -> None:
    one = await stranger(stack, 6)
    _, _, seen = await delivered(stack, one)
    silence(stack)
    address = f"/documents/{seen.document}/1"
    async with desk(stack, one) as technician:
        await technician.open(address)
        assert 'name="warned"' not in technician.page
        await technician.send(f"{address}/signatures", {"read": seen.content, "pin": PIN})
        assert technician.status == 409
        assert technician.told().startswith(WARNING)
        assert 'name="warned" value="1" required' in technician.page
        await technician.send(f"{address}/signatures", {"read": seen.content, "pin": "000000", "warned": "1"})
        assert 'name="warned" value="1" required' in technician.page, "a wrong PIN asks for both again"
        await technician.send(f"{address}/signatures", {"read": seen.content, "pin": PIN, "warned": "1"})
        assert technician.status == 200
        assert "ký khi chưa kiểm tra được chứng thư số" in technician.page
        assert "chưa kiểm tra được chứng thư số" in technician.page.partition('id="happened"')[2]


@pytest.mark.usefixtures("warn")
async def test_the_set_page_and_the_interface_ask_too(stack: Stack) -> None:
    one = await stranger(stack, 7)
    _, _, seen = await delivered(stack, one)
    silence(stack)
    async with desk(stack, one) as technician:
        await technician.open(f"/documents/{seen.document}/1")
        await technician.send("/signatures", {"reviewed": f"{seen.document}/1/{seen.content}", "pin": PIN})
        assert technician.told().startswith(WARNING)
        assert 'name="warned" value="1" required' in technician.page
    async with AsyncClient(transport=ASGITransport(app=build(stack.house)), base_url="http://hsba.test") as client:
        api, path = Asker(client), f"/documents/{seen.document}/versions/1/signatures"
        words = {"request": "khong-ro-1", "read": (await reviewed(stack, one, seen.document)).content, "pin": PIN}
        problem = await api.post(one, path, **words)
        assert (problem.status_code, problem.json()["refusal"]) == (409, "StatusUnchecked")
        assert problem.json()["detail"].startswith(WARNING)
        await api.done(one, path, **words, warned=True)
        signed = (await api.get(one, f"/documents/{seen.document}"))["versions"][-1]["signatures"]
        assert [made["unchecked"] for made in signed] == [True]
