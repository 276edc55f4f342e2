"""What a policy rests on, and how sure we are of it."""

from enum import StrEnum


class Certainty(StrEnum):
    """How sure we are that the basis says so. Only `S` may be shown to people as law without a remark."""

    READ = "S"
    """Read in a public text or copy."""
    COMPENDIUM = "C"
    """Read in one secondary compendium that cites the article."""
    INFERRED = "I"
    """Our inference: a default that a facility may set otherwise."""
    UNCONFIRMED = "?"
    """Not confirmed."""
