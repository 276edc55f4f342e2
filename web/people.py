"""People: signing in, the first administrator, who holds which position."""

from dataclasses import dataclass
from datetime import date

from web.forms import Form, Option


@dataclass(frozen=True)
class SignInPage:
    form: Form
    next: str
    """Where the person wanted to go."""
    leaving: str = ""
    """Who is still signed in on this computer and ends by signing in as another."""
    demo: tuple[tuple[str, str], ...] = ()
    """Sign-in names of the demo people and what they are; empty outside a demonstration."""


@dataclass(frozen=True)
class FirstAdministratorPage:
    link: str
    """The one-time part of the address."""
    form: Form


@dataclass(frozen=True)
class PersonLine:
    name: str
    sign_in: str
    position: str
    department: str
    since: date
    until: date | None
    basis: str
    certificate: str
    """`đến 21/11/2027`, or why there is none."""
    state: str


@dataclass(frozen=True)
class PeoplePage:
    facility: str
    query: str
    lines: tuple[PersonLine, ...]
    may_enrol: bool
    older: str = ""


@dataclass(frozen=True)
class EnrolPage:
    facility: str
    form: Form
    roles: tuple[Option, ...]
    departments: tuple[Option, ...]
