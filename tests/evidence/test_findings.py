"""A run passes only when good things were accepted and spoilt ones refused for their own reason."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from evidence.findings import Findings


@pytest.fixture
def findings() -> Findings:
    return Findings(Console(quiet=True))


def test_a_run_that_asked_nothing_has_not_passed(findings: Findings) -> None:
    assert not findings.passed


def test_a_run_without_a_refusal_has_not_passed(findings: Findings) -> None:
    findings.say("EU DSS", "sheet.pdf", "signatures", [])
    assert not findings.passed


def test_accepted_and_refused_as_wanted_is_a_pass(findings: Findings) -> None:
    findings.say("EU DSS", "sheet.pdf", "signatures", [])
    findings.refused("EU DSS", "sheet.pdf", "a byte flipped", ["TOTAL_FAILED HASH_FAILURE"], "HASH_FAILURE")
    assert findings.passed


@pytest.mark.parametrize("said", [[], ["cannot be read"]])
def test_accepting_a_spoilt_file_or_refusing_it_for_another_reason_is_a_fault(findings: Findings, said: list[str]) -> None:
    findings.say("EU DSS", "sheet.pdf", "signatures", [])
    findings.refused("EU DSS", "sheet.pdf", "a byte flipped", said, "HASH_FAILURE")
    assert not findings.passed
    assert "HASH_FAILURE" in findings.faults[0].answer


def test_the_report_keeps_every_answer_and_time(findings: Findings, tmp_path: Path) -> None:
    with findings.step("OpenSSL"):
        findings.say("OpenSSL ts", "sheet.pdf", "time stamp", ["không khớp"])
    findings.write(tmp_path / "out" / "report.json")
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["passed"] is False
    assert report["findings"][0]["answer"] == "không khớp"
    assert "OpenSSL" in report["seconds"]
