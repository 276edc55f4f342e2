"""What may not stand in a committed text, and how files are called."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

from tests.house.tree import ROOMS, Source, committed, docstrings, dotted, python

OWN_RULES = "tests/house/"
"""These tests plant what they forbid."""
BANNED_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "base", "core", "misc", "stuff"})
LATER = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
MACHINE = re.compile(r"(?<![\w.}>\"')/-])/(wo" r"rk|ro" r"ot|home/\w+|tmp)(/|\b(?![.\w-]))")
SECRETS = re.compile(
    r"-----BEGIN (EC |RSA )?PRIVATE KEY-----\s*\n[A-Za-z0-9+/]{20}|\b(ghp|gho|glpat|sk)[-_][A-Za-z0-9]{20,}|\bAKIA[0-9A-Z]{16}\b"
)
PATCHES = re.compile(r"\bmonkey" r"patch\b|\bunittest\.m" r"ock\b|\bfrom unittest import m" r"ock|\bmo" r"cker\b|\bpatch\(")
UNMARKED = re.compile(r"\b(benh an|ho so|chu ky|benh vien|khong duoc|vui long)\b", re.IGNORECASE)
NEVER_PARTED = frozenset({"domain/faults.py", "policies/faults.py", "policies/findings.py", "app/cli/board.py"})
"""Where the two are joined; and what a command prints as it stands, which nobody parts again."""
FOLDING = "store/queries/folding.py"


def banned_name(source: Source) -> Iterator[str]:
    path = PurePosixPath(source.path)
    if path.suffix in (".py", ".html", ".js") and path.name != "base.html":
        yield from (source.at(1, f"a file named {part} welcomes everything") for part in {path.stem, *path.parts[:-1]} & BANNED_NAMES)


def left_for_later(source: Source) -> Iterator[str]:
    """The rule itself may name what it forbids."""
    yield from (fault for fault in _found(source, LATER, "an issue, not a note") if "no todo" not in source.line(fault).lower())


def path_of_a_machine(source: Source) -> Iterator[str]:
    """Folders inside a container are nobody's machine."""
    if source.path not in ("docker-compose.yml", "Containerfile"):
        yield from _found(source, MACHINE, "a path of somebody's machine")


def secret(source: Source) -> Iterator[str]:
    if found := SECRETS.search(source.text):
        yield source.at(source.text[: found.start()].count("\n") + 1, "looks like a real secret")


def patching(source: Source) -> Iterator[str]:
    if source.path.endswith(".py"):
        yield from _found(source, PATCHES, "give another part to the constructor instead")


def _found(source: Source, pattern: re.Pattern[str], why: str) -> Iterator[str]:
    for number, line in enumerate(source.lines, 1):
        if pattern.search(line):
            yield source.at(number, why)


def unexcused_except(source: Source) -> Iterator[str]:
    """A broad `except` raises again at its end, or says in words why it may not."""
    for node in ast.walk(source.tree) if source.path.endswith(".py") else ():
        if isinstance(node, ast.ExceptHandler) and _broad(node) and not _raises(node):
            near = source.lines[node.lineno - 1 : node.body[0].lineno]
            said = " ".join(line.partition("#")[2] for line in near)
            if len(re.sub(r"noqa:\s*[A-Z0-9, ]+", "", said).strip(" -")) < 10:
                yield source.at(node, "a broad except needs an excuse beside it")


def _broad(node: ast.ExceptHandler) -> bool:
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or dotted(kind) in ("Exception", "BaseException") for kind in kinds)


def _raises(node: ast.ExceptHandler) -> bool:
    return isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None


def undocumented(source: Source) -> Iterator[str]:
    if source.path.endswith(".py") and source.text.strip() and not ast.get_docstring(source.tree):
        yield source.at(1, "say in one sentence what lives here")


def unmarked(source: Source) -> Iterator[str]:
    documented = docstrings(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documented and UNMARKED.search(node.value):
            yield source.at(node, "Vietnamese without its marks")


def shapeless(source: Source) -> Iterator[str]:
    """What a query reads has columns: a reader that takes anything finds a wrong name only when it runs."""
    for one in ast.walk(source.tree) if source.path.startswith("store/queries/") else ():
        if isinstance(one, ast.arg) and one.annotation and re.fullmatch(r"(\w+\[)?Any(, \.\.\.)?\]?", ast.unparse(one.annotation)):
            yield source.at(one, f"say whose columns {one.arg} has")


def joined(source: Source) -> Iterator[str]:
    """Words put into a fault may hold ` / `: `domain/faults.py: both` binds theirs, so that only its own parts the languages."""
    for node in ast.walk(source.tree) if source.path.split("/")[0] in ROOMS and source.path.endswith(".py") else ():
        if source.path not in NEVER_PARTED and any(" / " in text for text in _around(node)):
            yield source.at(node, "join the two languages by both()")


def _around(node: ast.AST) -> list[str]:
    """The texts around whatever is put into one."""
    match node:
        case ast.JoinedStr(values) if any(isinstance(one, ast.FormattedValue) for one in values):
            parts = values
        case ast.BinOp(left, ast.Add() | ast.Mod(), right):
            parts = [left, right]
        case ast.Call(ast.Attribute(whole, "format" | "format_map")):
            parts = [whole]
        case _:
            parts = []
    apart = [" / " for one in parts if isinstance(one, ast.FormattedValue) and dotted(one.value) == "APART"]
    return apart + [one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)]


CHECKS: tuple[Callable[[Source], Iterator[str]], ...] = (
    banned_name,
    left_for_later,
    path_of_a_machine,
    secret,
    patching,
    unexcused_except,
    undocumented,
    shapeless,
    joined,
)


@pytest.mark.parametrize("check", CHECKS)
def test_the_house_keeps_it(check: Callable[[Source], Iterator[str]]) -> None:
    texts = (source for source in committed() if not source.path.startswith(OWN_RULES) and "/vendor/" not in source.path)
    assert [fault for source in texts for fault in check(source)] == []


@pytest.mark.parametrize(
    ("check", "path", "text"),
    [
        (banned_name, "domain/utils.py", ""),
        (banned_name, "web/common/x.py", ""),
        (left_for_later, "domain/x.py", "# TODO later"),
        (path_of_a_machine, "docs/x.md", "see /tmp/out.txt"),
        (path_of_a_machine, "docs/x.md", "in `/root`"),
        (secret, "deploy/key.pem", "-----BEGIN PRIVATE KEY-----\n" + "A" * 64),
        (secret, "docs/x.md", "ghp_" + "a" * 36),
        (patching, "tests/x.py", "def test_it(monkeypatch): ..."),
        (patching, "tests/x.py", "from unittest import mock"),
        (unexcused_except, "app/x.py", "try:\n    pass\nexcept Exception:\n    pass"),
        (unexcused_except, "app/x.py", "try:\n    pass\nexcept (ValueError, Exception):  # noqa: BLE001\n    pass"),
        (undocumented, "app/x.py", "X = 1"),
        (shapeless, "store/queries/x.py", "def read(row: Any): ..."),
        (shapeless, "store/queries/x.py", "def read(rows: Sequence[Any]): ..."),
        (joined, "domain/x.py", 'no = f"code: đã có {code} / {code} is there"'),
        (joined, "web/x.py", 'no = f"{vi}{APART}{en}"'),
        (joined, "services/x.py", 'no = "đã có {0} / {0} is there".format(code)'),
        (joined, "services/x.py", 'no = "đã có " + code + " / is there"'),
    ],
)
def test_a_breach_is_named(check: Callable[[Source], Iterator[str]], path: str, text: str) -> None:
    assert list(check(Source(path, text)))


def test_what_is_excused_passes() -> None:
    excused = "try:\n    pass\nexcept Exception:  # whatever it says, people get an answer\n    pass"
    again = "try:\n    pass\nexcept BaseException:\n    tidy()\n    raise"
    assert [*unexcused_except(Source("x.py", excused)), *unexcused_except(Source("x.py", again))] == []
    assert [*path_of_a_machine(Source("x.py", 'fetched("/root.pem")'))] == []


def test_texts_for_people_have_their_marks() -> None:
    """A Vietnamese sentence typed without marks reads as another one."""
    texts = (source for source in python("domain", "services", "api", "web", "app", "policies") if source.path != FOLDING)
    assert [fault for source in texts for fault in unmarked(source)] == []
    assert list(unmarked(Source("web/x.py", 'TITLE = "Ho so benh an"')))
