"""Certificates in the rollout: coverage, lists, what was issued, handed over, tested, lost."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Asking
from api.shapes.certificate_requests import (
    AskCertificates,
    CertificatesAnswer,
    IssueCertificate,
    LineAnswer,
    ListDrawnUp,
    ListRead,
    LoseCertificate,
    ReceiveCertificate,
    TestCertificate,
)
from domain.names import CertificateRequestId, PersonId, TrackId
from services import certificate_coverage, certificate_requests

router = APIRouter(tags=["certificates"])
LIST = "/certificate-requests/{request_list}"
ONE = f"{LIST}/people/{{person}}"


@router.get("/tracks/{track}/certificates", summary="Chứng thư số theo vai trò, từng người · Certificates per role and person")
async def read(track: UUID, caller: Asking) -> CertificatesAnswer:
    """Numerator: who can sign today; denominator: whose post signs; with who is missing, and the lists drawn up."""
    return CertificatesAnswer.of(await certificate_coverage.read(caller.reads(), TrackId(track)))


@router.post("/tracks/{track}/certificate-requests", status_code=201, summary="Lập danh sách đề nghị cấp · Ask for certificates")
async def ask(track: UUID, asked: AskCertificates, caller: Asking) -> ListDrawnUp:
    return ListDrawnUp(document=await certificate_requests.ask(caller.acts(asked.request), TrackId(track), asked.new()))


@router.get("/me/certificates", summary="Chứng thư số của tôi · One's own certificates")
async def mine(caller: Asking) -> list[LineAnswer]:
    return [LineAnswer.of(one) for one in await certificate_requests.mine(caller.reads())]


@router.get(LIST, summary="Một danh sách đề nghị · A list with its lines")
async def read_request(request_list: UUID, caller: Asking) -> ListRead:
    return ListRead.view(await certificate_coverage.read_request(caller.reads(), CertificateRequestId(request_list)))


@router.post(f"{LIST}/receipt", status_code=204, summary="Nhận bàn giao chứng thư số · Confirm to have it")
async def hand_over(request_list: UUID, asked: ReceiveCertificate, caller: Asking) -> None:
    """By the person themselves."""
    await certificate_requests.hand_over(caller.acts(asked.request), CertificateRequestId(request_list))


@router.post(f"{ONE}/issue", status_code=204, summary="Ghi chứng thư số đã cấp · Record what was issued")
async def issue(request_list: UUID, person: UUID, asked: IssueCertificate, caller: Asking) -> None:
    """Once the list is signed and numbered; corrected until the person confirms to have it."""
    await certificate_requests.issue(caller.acts(asked.request), CertificateRequestId(request_list), PersonId(person), asked.issued())


@router.post(f"{ONE}/test", status_code=204, summary="Ghi đã ký thử ở nơi khác · Record a test signature made elsewhere")
async def test(request_list: UUID, person: UUID, asked: TestCertificate, caller: Asking) -> None:
    """A signature made in hsba is seen by itself."""
    which = CertificateRequestId(request_list)
    await certificate_requests.test(caller.acts(asked.request), which, PersonId(person), asked.on, asked.words)


@router.post(f"{ONE}/loss", status_code=204, summary="Báo mất, hỏng chứng thư số · Report a certificate lost")
async def lose(request_list: UUID, person: UUID, asked: LoseCertificate, caller: Asking) -> None:
    """By the person, or by whoever sees to the facility's certificates."""
    which = CertificateRequestId(request_list)
    await certificate_requests.lose(caller.acts(asked.request), which, PersonId(person), asked.reason)
