"""Runs everything: starts an hsba, plays its demo, stops it, and asks the judges."""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from evidence import judges, made, questions, records, stack
from evidence.findings import Findings
from evidence.made import Made

OUT = Path("evidence-out")
JUDGES = {
    "EU DSS": questions.ask_dss,
    "EU DSS, evidence records": questions.ask_records,
    "veraPDF": questions.ask_verapdf,
    "OpenSSL": questions.ask_openssl,
    "ocfl-py": questions.ask_ocfl,
    "pdftotext": questions.ask_text,
}


def main() -> int:
    """0 when every judge said what it should, 1 otherwise."""
    asked = _asked()
    # A stack that was started is stopped, whoever ends this program.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    findings = Findings(Console(width=None if sys.stdout.isatty() else 160))
    with tempfile.TemporaryDirectory(prefix="hsba-evidence-") as folder:
        try:
            _run(asked, findings, Path(folder))
        except (stack.Failed, made.Misread, judges.Unusable, subprocess.SubprocessError, OSError) as error:
            findings.say("hsba", "demo", "made enough to judge", [str(error)])
    findings.show()
    findings.write(asked.out / "report.json")
    return 0 if findings.passed else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evidence/run", description=__doc__)
    parser.add_argument("--demo", type=Path, help="judge this answer of `hsba demo --json` instead of playing the demo")
    parser.add_argument("--status", type=Path, help="the answer of `hsba status --json` that belongs to it")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for report.json and the demo's PDFs")
    asked = parser.parse_args()
    if bool(asked.demo) != bool(asked.status):
        parser.error("--demo and --status go together")
    return asked


def _run(asked: argparse.Namespace, findings: Findings, folder: Path) -> None:
    with findings.step("compile the Java judges"):
        judges.build()
    things = _given(asked) if asked.demo else _played(asked, findings, folder)
    findings.say("hsba", "demo", "made enough to judge", things.faults(), things.summary())
    work = folder / "spoilt"
    work.mkdir()
    for judge, ask in JUDGES.items():
        with findings.step(judge), _heard(judge, findings):
            ask(things, findings, work)


@contextmanager
def _heard(judge: str, findings: Findings) -> Iterator[None]:
    """Turns a judge that falls over into a fault, so that the others are still heard."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever a malformed file does to a judge is what this program is for
        findings.say(judge, "the judge", "comes to a verdict", [f"{type(error).__name__}: {error}"])


def _given(asked: argparse.Namespace) -> Made:
    return made.read(json.loads(asked.demo.read_text()), json.loads(asked.status.read_text()))


def _played(asked: argparse.Namespace, findings: Findings, folder: Path) -> Made:
    """Plays the demo on a stack that is stopped again before anybody judges: nothing can be looked up in it."""
    with findings.step("hsba up, demo, down"), stack.running(folder / "data") as running:
        demo, status = running.demo(asked.out.absolute() / "demo"), running.status()
        things = made.read(demo, status)
        proved = records.make((sheet.path for sheet in things.sheets), things.root, status["urls"]["tsa"], folder / "records")
        return replace(things, records=proved)


if __name__ == "__main__":
    sys.exit(main())
