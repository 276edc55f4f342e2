"""Values by which other systems know a document: an accession number, a study UID."""

from collections.abc import Mapping
from enum import StrEnum


class Identifies(StrEnum):
    """Whether a field's value is kept beside the sheet, also once its content has left the rows."""

    NOTHING = ""
    SOLE = "sole"
    """No other document of the facility has it."""
    SHARED = "shared"


def identifying(fields: Mapping[str, Identifies], data: Mapping[str, object]) -> dict[str, tuple[str, bool]]:
    """Field → its value, and whether no other document of the facility may have it."""
    kept = {name: how for name, how in fields.items() if how and data.get(name)}
    return {name: (str(data[name]), how is Identifies.SOLE) for name, how in kept.items()}
