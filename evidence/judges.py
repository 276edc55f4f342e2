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


def build() -> None:
    """Compiles `Judge` and finds its libraries, unless sources and libraries are as they were. Raises: CalledProcessError."""
    if _fresh():
        return
    quietly = ("--quiet", "--batch-mode", "--no-transfer-progress", "-Dstyle.color=never")
    subprocess.run(("mvn", *quietly, "compile", "dependency:build-classpath"), cwd=HERE, check=True, timeout=600)
    STAMP.write_text(_sources())


def dss(root: Path, files: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    """EU DSS on each file, trusting `root` alone: see `Signatures.Verdict`, or `{"error": …}`."""
    return _judge("dss", root, *files)


def pdfa(files: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    """veraPDF on each file: see `Conformance.Verdict`, or `{"error": …}`."""
    return _judge("pdfa", *files)


def _judge(verb: str, *files: Path) -> dict[Path, dict[str, Any]]:
    libraries = os.pathsep.join((str(TARGET / "classes"), CLASS_PATH.read_text().strip()))
    said = subprocess.run(
        (*OFFLINE_JAVA, "-cp", libraries, "hsba.evidence.Judge", verb, *map(str, files)),
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return {Path(name): verdict for name, verdict in json.loads(said.stdout).items()}


def _fresh() -> bool:
    known = STAMP.is_file() and CLASS_PATH.is_file() and STAMP.read_text() == _sources()
    return known and all(Path(library).is_file() for library in CLASS_PATH.read_text().strip().split(os.pathsep))


def _sources() -> str:
    sources = (HERE / "pom.xml", *sorted(HERE.glob("src/**/*.java")))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
