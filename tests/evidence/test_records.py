"""Evidence records for the judges are good when they are made, and each spoilt copy has the one fault it is spoilt with."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from evidence import spoil_records, verdicts
from evidence.records import Kept, make
from signing.evidence_records import read
from signing.evidence_verification import EvidenceVerdict, digest_of, verify
from signing.trust import Trust
from tests.signing.proofs import Clock, codes, service

SPOILERS = [
    (spoil_records.document_changed, ["evidence_other_document", "evidence_other_document"]),
    (spoil_records.node_changed, ["evidence_tree_broken", "evidence_chain_changed"]),
    (spoil_records.stamp_removed, ["evidence_chain_changed"]),
    (spoil_records.chain_removed, ["evidence_other_document"]),
]


@pytest.fixture(scope="module")
async def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Kept, ...]]:
    """The root, and the records of one document after each of its four stamps."""
    folder = tmp_path_factory.mktemp("records")
    document, root = folder / "sheet.pdf", folder / "root.pem"
    document.write_bytes("Phiếu kết quả xét nghiệm".encode())
    async with service(folder / "pki", Clock(datetime.now(UTC))) as one:
        root.write_bytes(one.authority.root.public_bytes(Encoding.PEM))
        return root, await asyncio.to_thread(make, [document], root, f"{one.authority.url}/tsa", folder / "made")


def judged(root: Path, record: Path) -> EvidenceVerdict:
    document = digest_of(record.with_suffix("").read_bytes())
    return verify(record.read_bytes(), document, Trust([root.read_bytes()]), datetime.now(UTC))


def test_each_renewal_is_kept_beside_its_document(kept: tuple[Path, tuple[Kept, ...]]) -> None:
    root, records = kept
    assert [one.stamps for one in records] == [1, 2, 3, 4]
    for one in records:
        verdict = judged(root, one.path)
        assert (verdict.valid, verdict.findings, len(verdict.stamps)) == (True, (), one.stamps)
        assert one.document.name == "sheet.pdf"


def test_the_group_is_as_large_as_it_is_said_to_be(kept: tuple[Path, tuple[Kept, ...]]) -> None:
    assert len(read(kept[1][0].path.read_bytes()).chains[0][0].reduced) in (12, 13)


@pytest.mark.parametrize(("spoil", "faults"), SPOILERS)
def test_a_spoilt_copy_has_this_fault(
    kept: tuple[Path, tuple[Kept, ...]], tmp_path: Path, spoil: Callable[[Path, Path], Path], faults: list[str]
) -> None:
    root, records = kept
    before = records[-1].path.read_bytes()
    assert codes(judged(root, spoil(records[-1].path, tmp_path / "spoilt"))) == faults
    assert records[-1].path.read_bytes() == before


def test_swapped_stamps_fit_neither_tree(kept: tuple[Path, tuple[Kept, ...]], tmp_path: Path) -> None:
    root, records = kept
    found = codes(judged(root, spoil_records.stamps_swapped(records[-1].path, tmp_path / "spoilt")))
    assert {"evidence_tree_broken", "evidence_link_broken", "evidence_chain_changed"} <= set(found)


def said(**other: object) -> dict[str, object]:
    stamp = {"time": "2026-11-28T10:00:00Z", "indication": "PASSED", "why": "", "intact": True}
    good = {"indication": "PASSED", "why": "", "proven": "2026-11-28T10:00:00Z", "intact": True, "stamps": [stamp], "errors": []}
    return good | other


def test_a_record_that_passed_has_no_fault() -> None:
    assert verdicts.record(said(), 1) == []


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"indication": "INDETERMINATE", "why": "SIGNED_DATA_NOT_FOUND"}, "INDETERMINATE SIGNED_DATA_NOT_FOUND"),
        ({"intact": False}, "not of this document"),
        ({"stamps": []}, "0 archive time stamps, not 1"),
        ({"errors": ["The result of time-stamp validation is not conclusive!"]}, "not conclusive"),
        ({"proven": "2026-11-28T11:00:00Z"}, "which is proven"),
        ({"error": "IllegalInputException"}, "IllegalInputException"),
    ],
)
def test_one_weak_point_is_a_fault(other: dict[str, object], fault: str) -> None:
    (found,) = verdicts.record(said(**other), 1)
    assert fault in found


def test_a_stamp_that_failed_is_a_fault() -> None:
    failed = {"time": "2026-11-28T10:00:00Z", "indication": "FAILED", "why": "HASH_FAILURE", "intact": False}
    assert verdicts.record(said(stamps=[failed]), 1) == ["archive time stamp 1: FAILED HASH_FAILURE"]
