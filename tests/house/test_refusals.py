"""Every refusal is drawn in the tree, has its sentence for people and its status for machines, and is given by somebody."""

import ast
import inspect
import re

from api.problems import STATUS, standing
from domain import errors
from domain.errors import Refusal, kinds
from services.messages import SENTENCES, said
from tests.house.tree import Source, dotted, python

ABSTRACT = {"Refusal", "Conflict"}
"""Never raised themselves: kinds of refusals."""
FACTS = {"PinLocked": ("2026-11-21T08:00:00+00:00",), "SignInRefused": ("2026-11-21T08:00:00+00:00",)}


def drawn(docstring: str) -> dict[str, str]:
    """Name → parent, as the tree in the docstring has it."""
    parents: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for line in docstring.splitlines():
        if found := re.fullmatch(r"([│├└─ ]*)([A-Z]\w+)", line):
            depth, name = len(found[1]), found[2]
            above = [(d, n) for d, n in above if d < depth]
            parents[name] = above[-1][1] if above else ""
            above.append((depth, name))
    return parents


def raised(sources: list[Source]) -> set[str]:
    """Names of refusals somebody makes."""
    return {dotted(node.func) for source in sources for node in ast.walk(source.tree) if isinstance(node, ast.Call)} & set(kinds())


def test_the_tree_is_drawn_as_it_is() -> None:
    tree = {name: "" if kind is Refusal else kind.__bases__[0].__name__ for name, kind in kinds().items()}
    assert drawn(errors.__doc__ or "") == tree


def test_each_has_its_sentence_in_both_languages() -> None:
    assert set(SENTENCES) == set(kinds())
    for name, kind in kinds().items():
        vietnamese, english = said(kind(*FACTS.get(name, ("4", "x"))))
        assert re.search(r"[à-ỹđ]", vietnamese), name
        assert english.isascii(), name
        assert vietnamese != english


def test_each_has_its_status() -> None:
    assert {name: standing(kind())[0] for name, kind in kinds().items() if not 400 <= standing(kind())[0] < 600} == {}
    assert [kind.__name__ for kind in kinds().values() if kind.__base__ is Refusal and kind not in STATUS] == []


def test_each_is_given_by_somebody_and_says_when() -> None:
    givers = list(python("domain", "policies", "store", "signing", "activities", "services", "api", "web", "app"))
    assert set(kinds()) - raised(givers) - ABSTRACT == set()
    assert [name for name, kind in kinds().items() if not inspect.getdoc(kind)] == []


def test_a_missing_branch_is_seen() -> None:
    assert drawn("Refusal\n├── NotAllowed\n│   └── NotYourTurn\n└── NotFound") == {
        "Refusal": "",
        "NotAllowed": "Refusal",
        "NotYourTurn": "NotAllowed",
        "NotFound": "Refusal",
    }
    assert raised([Source("x.py", "raise NotFound('x')\nraise Other()")]) == {"NotFound"}
