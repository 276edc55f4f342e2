"""What this room makes is judged good by pyHanko's own validation, today and in years."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.ades import ades_lta_validation, simulate_future_ades_lta_validation
from pyhanko.sign.validation.policy_decl import PdfSignatureValidationSpec, SignatureValidationSpec
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from signing.inspection import inspect
from signing.trust import der
from tests.signing.room import Room


async def test_pyhanko_finds_three_valid_signatures(preserved: bytes, room: Room) -> None:
    root = asn1_x509.Certificate.load(der(room.authority.root))
    for one in PdfFileReader(BytesIO(preserved)).embedded_regular_signatures:
        context = ValidationContext(trust_roots=[root], allow_fetching=False)
        found = await async_validate_pdf_signature(one, signer_validation_context=context)
        assert found.bottom_line
        assert found.modification_level is not None
        assert found.modification_level <= ModificationLevel.FORM_FILLING


async def test_pyhanko_finds_level_lta_without_any_network(preserved: bytes, room: Room) -> None:
    root = asn1_x509.Certificate.load(der(room.authority.root))
    manager = SimpleTrustManager.build(trust_roots=[CertTrustAnchor(root)])
    policy = CertValidationPolicySpec(trust_manager=manager, revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO))
    spec = PdfSignatureValidationSpec(SignatureValidationSpec(cert_validation_policy=policy))
    for one in PdfFileReader(BytesIO(preserved)).embedded_regular_signatures:
        found = await ades_lta_validation(one, pdf_validation_spec=spec)
        assert found.ades_subindic is AdESPassed.OK, found.failure_msg


@pytest.mark.parametrize("years", [1, 5, 10])
async def test_pyhanko_would_find_it_as_good_in_years(preserved: bytes, room: Room, years: int) -> None:
    """With every root inside the file and time stamps kept up, no proof of existence is missing (`NO_POE`), whatever has expired."""
    root = asn1_x509.Certificate.load(der(room.authority.root))
    manager = SimpleTrustManager.build(trust_roots=[CertTrustAnchor(root)])
    policy = CertValidationPolicySpec(trust_manager=manager, revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO))
    spec = PdfSignatureValidationSpec(SignatureValidationSpec(cert_validation_policy=policy))
    later = datetime.now(UTC) + timedelta(days=365 * years)
    for one in PdfFileReader(BytesIO(preserved)).embedded_regular_signatures:
        found = await simulate_future_ades_lta_validation(one, spec, later)
        assert found.ades_subindic is AdESPassed.OK, found.failure_msg


def test_every_root_is_inside_the_file(preserved: bytes, room: Room) -> None:
    """Else a validator that fetches nothing says `NO_POE`."""
    store = inspect(preserved).store
    assert {room.authority.root, room.authority.issuing} <= set(store.certificates)
    assert store.answers
    assert store.lists
