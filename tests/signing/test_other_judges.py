"""What this room makes is judged good by others too: pyHanko's own validation, OpenSSL, a PDF reader."""

import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
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
from pypdf import PdfReader

from signing.inspection import inspect
from signing.pades import contents_of_last, unpadded
from signing.trust import der
from tests.signing.conftest import NAMES, REASONS
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


def test_openssl_accepts_the_archive_time_stamp(preserved: bytes, room: Room, tmp_path: Path) -> None:
    start, end = contents_of_last(preserved)
    (tmp_path / "token").write_bytes(unpadded(preserved[start + 1 : end - 1]))
    (tmp_path / "data").write_bytes(preserved[:start] + preserved[end:])
    for name, certificate in (("root", room.authority.root), ("issuing", room.authority.issuing)):
        (tmp_path / name).write_bytes(certificate.public_bytes(Encoding.PEM))
    command = ["openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "data", "-CAfile", "root", "-untrusted", "issuing"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in said.stdout, said.stderr


def test_the_visible_marks_read_in_vietnamese(preserved: bytes) -> None:
    page = PdfReader(BytesIO(preserved)).pages[0]
    shown = []
    for annotation in page["/Annots"]:  # type: ignore[attr-defined]
        form = annotation.get_object().get("/AP", {}).get("/N")
        if form is not None and "/Font" in form.get_object().get("/Resources", {}):
            font = form.get_object()["/Resources"]["/Font"]["/F"]
            letters = font["/ToUnicode"].get_data().decode()
            shown.append(read_with(letters, form.get_object().get_data().decode()))
            assert font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
    assert shown == [f"Đã ký số|{NAMES[step]}|{REASONS[step]}" for step in NAMES]


def read_with(unicode_map: str, content: str) -> str:
    """The lines of a mark, glyph by glyph through the font's own map."""
    pairs = dict(line[1:-1].split("> <") for line in unicode_map.splitlines() if line.startswith("<") and "> <" in line)
    lines = [part.split(">")[0] for part in content.split("<")[1:]]
    letters = [[bytes.fromhex(pairs[line[at : at + 4]]).decode("utf-16-be") for at in range(0, len(line), 4)] for line in lines]
    return "|".join("".join(line) for line in letters)
