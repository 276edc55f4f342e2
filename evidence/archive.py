"""The archive, judged by ocfl-py object by object: its own command exits 0 on a root that holds a corrupted object."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocfl import StorageRoot
from ocfl.layout_registry import add_layout

from evidence.hashed_layout import NAME, HashedLayout

# Importing ocfl-py lets every library's progress through to the terminal.
logging.getLogger().setLevel(logging.WARNING)
add_layout(NAME, HashedLayout)


@dataclass(frozen=True)
class Shelf:
    """What ocfl-py says of a storage root."""

    sound: bool
    """The root itself: its declaration, layout and folders."""
    objects: int
    good: int
    errors: tuple[str, ...]

    def faults(self, expected: int) -> list[str]:
        """What is wrong, when hsba says it archived so many records, one object each."""
        found = list(self.errors)
        if not self.sound:
            found.append("the storage root is not sound")
        if self.good != self.objects:
            found.append(f"{self.good} of {self.objects} objects are good")
        if self.objects != expected or not expected:
            found.append(f"{self.objects} objects for {expected} archived records")
        return found


def judge(root: Path) -> Shelf:
    """Validates the root, every object in it with digests (OCFL 1.1), and that each lies where the declared layout says."""
    storage = StorageRoot(root=str(root))
    sound = storage.validate(validate_objects=True, check_digests=True)
    objects, good, errors = storage.num_objects, storage.good_objects, [message for _, message in storage.errors]
    errors += storage.log.messages if storage.log else []
    if sound and objects == good and storage.layout:
        errors += _misplaced(storage)
    return Shelf(sound, objects, good, tuple(errors))


def _misplaced(storage: StorageRoot) -> Iterator[str]:
    for path, identifier in storage.list_objects():
        if storage.object_path(identifier) != path:
            yield f"{identifier} lies at {path}, not at {storage.object_path(identifier)}"
