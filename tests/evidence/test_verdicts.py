"""What EU DSS and veraPDF must say before a finished document counts as evidence."""

from typing import Any

import pytest

from evidence import verdicts

SIGNERS = ("Trần Thị Hạnh", "Bùi Văn Duyệt")


def stamp(**other: Any) -> dict[str, Any]:
    return {"indication": "PASSED", "why": "", "intact": True, "changes": 0} | other


def signature(signer: str, **other: Any) -> dict[str, Any]:
    passed = {"level": "PAdES-BASELINE-LTA", "indication": "TOTAL_PASSED", "why": ""}
    return {"signer": signer, "stamps": [stamp()], "changes": 0, "errors": []} | passed | other


def verdict(*signatures: dict[str, Any], stamps: int = 1) -> dict[str, Any]:
    return {"signatures": list(signatures), "documentStamps": [stamp()] * stamps}


def test_a_finished_document_has_no_fault() -> None:
    assert verdicts.signatures(verdict(*map(signature, SIGNERS)), SIGNERS) == []


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        ({"level": "PAdES-BASELINE-T"}, "level PAdES-BASELINE-T"),
        ({"indication": "INDETERMINATE", "why": "REVOKED_NO_POE"}, "INDETERMINATE REVOKED_NO_POE"),
        ({"errors": ["The past signature validation is not conclusive!"]}, "not conclusive"),
        ({"stamps": []}, "no signature time stamp"),
        ({"stamps": [stamp(intact=False)]}, "time stamp"),
        ({"stamps": [stamp(indication="INDETERMINATE")]}, "time stamp: INDETERMINATE"),
        ({"changes": 3}, "3 changes"),
        ({"signer": "Nguyễn Văn An"}, "signed by"),
    ],
)
def test_one_weak_signature_is_a_fault(second: dict[str, Any], fault: str) -> None:
    found = verdicts.signatures(verdict(signature(SIGNERS[0]), signature(**{"signer": SIGNERS[1]} | second)), SIGNERS)
    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize("names", [SIGNERS[:1], SIGNERS[::-1], (*SIGNERS, "Nguyễn Văn An"), ()])
def test_the_people_must_be_those_hsba_names_in_their_order(names: tuple[str, ...]) -> None:
    assert verdicts.signatures(verdict(*map(signature, SIGNERS)), names)


def test_nothing_signed_is_a_fault_even_when_nobody_is_named() -> None:
    assert verdicts.signatures(verdict(), ())


def test_no_archive_time_stamp_is_a_fault() -> None:
    assert verdicts.signatures(verdict(*map(signature, SIGNERS), stamps=0), SIGNERS) == ["no document time stamp"]


def test_a_file_the_validator_cannot_read_is_a_fault() -> None:
    assert verdicts.signatures({"error": "no PDF"}, SIGNERS) == ["no PDF"]
    assert verdicts.conformance({"error": "no PDF"}) == ["no PDF"]


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"flavour": "3a", "compliant": True, "checks": 9, "failed": []}, []),
        ({"flavour": "3b", "compliant": True, "checks": 9, "failed": []}, []),
        ({"flavour": "2b", "compliant": True, "checks": 9, "failed": []}, ["declares 2b, not PDF/A-3"]),
        ({"flavour": "3a", "compliant": False, "checks": 9, "failed": ["6.5.1-1"]}, ["not compliant: 6.5.1-1"]),
        ({"flavour": "3a", "compliant": True, "checks": 0, "failed": []}, ["nothing was checked"]),
    ],
)
def test_a_document_keeps_to_the_flavour_it_declares(said: dict[str, Any], faults: list[str]) -> None:
    assert verdicts.conformance(said) == faults
