"""A ready PDF that another system made: it keeps its bytes and goes through the chain of its form like a sheet of the house."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.forms import Form, Kind
from domain.names import Sha256

DECIDING = frozenset({Kind.PERSON, Kind.PEOPLE, Kind.CHOICE})
"""Kinds of fields that may decide who signs."""


@dataclass(frozen=True)
class Brought:
    """A signature that was in the file before any of the house: it belongs to no step of the chain."""

    name: str
    """From its certificate; who issued that is not judged here."""
    organisation: str
    at: datetime | None
    """Claimed by its signer."""


@dataclass(frozen=True)
class ForeignPdf:
    """What was found in the file before it was kept; its bytes are the version's content."""

    sha256: Sha256
    size: int
    """Bytes."""
    pages: int
    claims: str = ""
    """What the file says of itself, e.g. `PDF/A-2b`: nobody here checks it. Empty: it says nothing, so it is no PDF/A."""
    signatures: tuple[Brought, ...] = ()
    attachments: tuple[str, ...] = ()
    """Names of the files inside it, which nobody here looks into."""


def beside_pdf(form: Form) -> Form:
    """The form as it is filled beside a ready PDF, which says the rest."""
    return replace(form, fields=tuple(replace(one, required=one.required and one.kind in DECIDING) for one in form.fields))
