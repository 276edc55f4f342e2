"""Help: the keys."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KeysPage:
    """The keys of the house; nothing varies."""
