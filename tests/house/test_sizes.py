"""Files and functions stay small: the cap is the alarm, the median the aim (STYLE.md)."""

import ast
from collections.abc import Iterable, Mapping
from statistics import median, quantiles

import pytest

from tests.house.tree import Source, committed, python

CAPS = {"file": 300, "function": 50, "template": 150, "script": 120}
MEDIANS = {"file": 80, "function": 8, "template": 30, "script": 40}
EXCUSED: Mapping[str, str] = {
    "store/migrations/versions/2026-11-21_ground.py": "every table of the ground, one after the other, as Alembic wrote them",
    "tests/web/samples/": "what an office would see on each page: data, not code",
    "tests/journeys/test_plan.py": "a province's plan from survey to go-live, told in one piece",
}
"""File or folder → why it, and the functions in it, may be longer. Excuses are not for tables cut in two."""

Sizes = dict[str, list[tuple[int, str]]]


def sizes(sources: Iterable[Source]) -> Sizes:
    """Kind → (lines, where) of everything measured."""
    found: Sizes = {kind: [] for kind in CAPS}
    for source in sources:
        if source.path.endswith(".py"):
            found["file"].append((len(source.lines), source.path))
            functions = (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
            found["function"] += [((one.end_lineno or 0) - one.lineno + 1, f"{source.path}:{one.name}") for one in functions]
        elif source.path.startswith("web/templates/") and source.path.endswith(".html"):
            found["template"].append((len(source.lines), source.path))
        elif source.path.startswith("web/static/") and source.path.endswith(".js") and "/vendor/" not in source.path:
            found["script"].append((len(source.lines), source.path))
    return found


def too_long(found: Sizes) -> list[tuple[str, str]]:
    """(file, what is wrong)."""
    return [
        (where.split(":")[0], f"{where}: {lines} lines, at most {CAPS[kind]}")
        for kind, measured in found.items()
        for lines, where in sorted(measured)
        if lines > CAPS[kind]
    ]


def unexcused(found: Sizes) -> list[str]:
    return [wrong for path, wrong in too_long(found) if not path.startswith(tuple(EXCUSED))]


def test_nothing_is_longer_than_its_cap() -> None:
    assert unexcused(sizes(committed())) == []


def test_the_medians_are_as_aimed(capsys: pytest.CaptureFixture[str]) -> None:
    found = sizes(committed())
    with capsys.disabled():
        for kind, measured in found.items():
            lines = [one for one, _ in measured]
            figures = f"median {median(lines):4.0f}  p90 {quantiles(lines, n=10)[-1]:4.0f}  max {max(lines):4}"
            print(f"\n{kind:9}{len(lines):6}  {figures}", end="")  # noqa: T201
    assert {kind: middle for kind, measured in found.items() if (middle := median(n for n, _ in measured)) > MEDIANS[kind]} == {}


def test_an_excuse_is_still_needed() -> None:
    long = [path for path, _ in too_long(sizes(python()))]
    assert [excuse for excuse in EXCUSED if not any(path.startswith(excuse) for path in long)] == []


def test_a_long_file_and_a_long_function_are_named() -> None:
    body = "    pass\n" * 60
    long = Source("domain/long.py", f'"""Long."""\n\n\ndef endless() -> None:\n{body}' + "X = 1\n" * 300)
    assert unexcused(sizes([long])) == ["domain/long.py: 364 lines, at most 300", "domain/long.py:endless: 61 lines, at most 50"]
    assert unexcused(sizes([Source("web/templates/x.html", "\n" * 151), Source("web/static/x.js", "\n" * 121)])) == [
        "web/templates/x.html: 151 lines, at most 150",
        "web/static/x.js: 121 lines, at most 120",
    ]
