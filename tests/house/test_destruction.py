"""Nothing is destroyed through any door but one: the hands of a decided disposal."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Source, committed

DOORS = {
    r"\.entomb$": {"activities/destruction.py"},
    r"(keys|places|self)\.destroy$": {"activities/destruction.py", "store/keys.py", "store/key_places.py", "workflows/disposals.py"},
    r"(shelf|copy|ocfl|archive|root)\.remove$": {"activities/destruction.py", "store/archive_copy.py"},
}
"""What is reached for → where it may stand: the hands, and what those ask of the store. `KeyPlaces` destroys again what had come back."""
ROOMS = ("activities/", "api/", "app/", "domain/", "services/", "store/", "web/", "workflows/")


def reached(source: Source) -> Iterator[tuple[str, str]]:
    """(door, where), also of a method that is only named, to be called elsewhere."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            yield from ((door, source.path) for door in DOORS if re.search(door, ast.unparse(node)))


def test_only_a_disposals_hands_destroy() -> None:
    sources = (one for one in committed() if one.path.endswith(".py") and one.path.startswith(ROOMS))
    found = {one for source in sources for one in reached(source)}
    assert {(door, path) for door, path in found if path not in DOORS[door]} == set()
    assert {door for door, path in found if path == "activities/destruction.py"} == set(DOORS), "the hands are seen"


def test_no_row_of_a_record_or_its_papers_is_deleted() -> None:
    """A tombstone is written over; the database itself lets the application delete them, so nobody may ask it to."""
    kept = {"RecordRow", "DocumentRow", "VersionRow", "SignatureRow", "DisposalRow", "DisposalItemRow", "PatientRow"}
    for source in committed():
        if source.path.endswith(".py") and source.path.startswith("store/writes/"):
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "delete":
                    named = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
                    assert not named & kept, f"{source.path}:{node.lineno}"
