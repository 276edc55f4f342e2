"""Every finding about tokens and signatures has its test: the table in docs/security.md names it, and it is there."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/security.md").read_text())


def test_the_table_names_tests() -> None:
    assert len(NAMED) >= 30


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_each_named_test_is_there(file: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / file).read_text()


def test_the_libraries_are_those_that_were_tried() -> None:
    """The extra `pyhanko[pkcs11]` asks for python-pkcs11 0.9; asn1crypto is mended for this version only."""
    assert version("python-pkcs11") == "0.10.1"
    assert version("asn1crypto") == "1.5.1"
