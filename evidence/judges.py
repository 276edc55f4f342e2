"""The Java judges: compiled by Maven once, then run offline."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "java"
TARGET = HERE / "target"
STAMP = TARGET / "stamp"
CLASS_PATH = TARGET / "class-path"
# A proxy that nobody serves makes a look-up fail at once, should a validator ever try one.
OFFLINE_JAVA = ("java", "-Xmx1g", "-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=9", "-Dhttp.nonProxyHosts=")


class Unusable(Exception):
    """Maven or Java did not do what it should: its own words."""


def build() -> None:
    """Compiles `Judge` and finds its libraries, unless sources and libraries are as they were. Raises: Unusable."""
    if _fresh():
        return
    _run(("mvn", "--quiet", "--batch-mode", "--no-transfer-progress", "compile", "dependency:build-classpath"), seconds=600)
    STAMP.write_text(_sources())


def dss(root: Path, files: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    """EU DSS on each file, trusting `root` alone: see `Signatures.Verdict`, or `{"error": …}`. Raises: Unusable."""
    return _judge(("dss", str(root.absolute())), files)


def records(root: Path, files: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    """EU DSS on evidence records `NAME.er`, each with the document `NAME` beside it, trusting `root` alone: see `Evidence.Verdict`.

    Raises: Unusable.
    """
    return _judge(("er", str(root.absolute())), files)


def pdfa(files: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    """veraPDF on each file: see `Conformance.Verdict`, or `{"error": …}`. Raises: Unusable."""
    return _judge(("pdfa",), files)


def _judge(verb: tuple[str, ...], files: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    named = {str(file.absolute()): file for file in files}
    libraries = os.pathsep.join((str(TARGET / "classes"), CLASS_PATH.read_text().strip()))
    said = _run((*OFFLINE_JAVA, "-cp", libraries, "hsba.evidence.Judge", *verb, *named), seconds=300)
    return {named[name]: verdict for name, verdict in json.loads(said).items()}


def _run(command: tuple[str, ...], seconds: int) -> str:
    said = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=seconds)
    if said.returncode:
        raise Unusable(f"{command[0]}: exit {said.returncode}\n{said.stdout[-3000:]}\n{said.stderr[-3000:]}")
    return said.stdout


def _fresh() -> bool:
    known = STAMP.is_file() and CLASS_PATH.is_file() and STAMP.read_text() == _sources()
    return known and all(Path(library).is_file() for library in CLASS_PATH.read_text().strip().split(os.pathsep))


def _sources() -> str:
    sources = (HERE / "pom.xml", *sorted(HERE.glob("src/**/*.java")))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
