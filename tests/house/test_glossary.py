"""The words of the house: every module of the rules and every term it names stands in the glossary, with its Vietnamese."""

import ast
import re
from collections.abc import Iterable

from domain.roles import Role
from tests.house.tree import Source, committed, python

NOT_NOUNS = frozenset({"domain/__init__.py", "domain/clock.py"})
"""They have no word of the customer's."""


def glossary() -> str:
    return next(source.text for source in committed() if source.path == "docs/glossary.md")


def undefined(rules: Iterable[Source], text: str) -> list[str]:
    """Modules of `domain/` that the glossary does not name."""
    return [source.path for source in rules if source.path not in NOT_NOUNS and f"`{source.path}`" not in text]


def nowhere(text: str, rules: Iterable[Source]) -> list[str]:
    """Class names the glossary gives for a module of `domain/` that has none of the kind."""
    known = {(source.path, one.name) for source in rules for one in source.tree.body if isinstance(one, ast.ClassDef)}
    known |= {(source.path, _target(one)) for source in rules for one in source.tree.body if isinstance(one, ast.Assign | ast.AnnAssign)}
    return [f"{name} is not in {where}" for name, where in named(text) if (where, name) not in known]


def _target(one: ast.Assign | ast.AnnAssign) -> str:
    target = one.targets[0] if isinstance(one, ast.Assign) else one.target
    return target.id if isinstance(target, ast.Name) else ""


def named(text: str) -> list[tuple[str, str]]:
    """(class, module) of rows that give one class and one module: `| word | `Record` (…) | `domain/records.py` | …`."""
    rows = re.findall(r"^\|[^|]+\| `([A-Z]\w+)`[^|`]*(?:\(`[^`]+`\))?[^|`]*\| `(domain/\w+\.py)` \|", text, re.MULTILINE)
    return [(name, where) for name, where in rows]


def test_every_module_of_the_rules_is_in_the_glossary() -> None:
    assert undefined(python("domain"), glossary()) == []


def test_what_the_glossary_names_is_there() -> None:
    assert len(named(glossary())) >= 10
    assert nowhere(glossary(), list(python("domain"))) == []


def test_every_role_has_its_word() -> None:
    assert [role for role in Role if f"`{role}`" not in glossary()] == []


def test_an_undefined_noun_and_a_lost_name_are_named() -> None:
    assert undefined([Source("domain/beds.py", "")], "| giường | `Bed` | `domain/rooms.py` |") == ["domain/beds.py"]
    row = "| giường | `Bed` (`BedId`) | `domain/beds.py` | – |"
    assert nowhere(row, [Source("domain/beds.py", "class Bunk: ...")]) == ["Bed is not in domain/beds.py"]
    assert nowhere(row, [Source("domain/beds.py", "class Bed: ...")]) == []
