"""A ticket opens one key for one set of documents, for minutes, and survives a killed signer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE
from uuid import UUID

import pytest

from domain.errors import TicketRefused
from domain.names import DocumentId, Sha256
from signing.pins import Cost, organisation_secret, token_secret
from signing.tickets import Capacity, Reviewed, Tickets
from tests.signing.conftest import person

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
BINH, HUONG = person("Trần Văn Bình"), person("Lê Thị Thu Hương")
SHEET = Reviewed(DocumentId(UUID(int=1)), 1, Sha256("a" * 64))
KEY = Capacity("0123", "secret-of-the-token")


@pytest.fixture
def tickets(tmp_path: Path) -> Tickets:
    return Tickets(tmp_path / "tickets")


def issue(tickets: Tickets) -> str:
    return tickets.issue(BINH, KEY, [SHEET], NOW + timedelta(minutes=5))


def test_a_ticket_opens_what_it_names_also_after_the_signer_was_killed(tickets: Tickets, tmp_path: Path) -> None:
    ticket = issue(tickets)
    again = Tickets(tmp_path / "tickets")
    assert again.redeem(ticket, BINH, SHEET, NOW) == KEY
    assert again.redeem(ticket, BINH, SHEET, NOW) == KEY


def refused(tickets: Tickets, ticket: str, **other: object) -> tuple[str, ...]:
    asked: dict[str, object] = {"person": BINH, "one": SHEET, "now": NOW} | other
    with pytest.raises(TicketRefused) as no:
        tickets.redeem(ticket, **asked)  # type: ignore[arg-type]
    return no.value.facts


def test_it_opens_nothing_else(tickets: Tickets) -> None:
    ticket = issue(tickets)
    assert refused(tickets, ticket, person=HUONG) == ("person",)
    assert refused(tickets, ticket, one=replace(SHEET, document=DocumentId(UUID(int=2)))) == ("document",)
    assert refused(tickets, ticket, one=replace(SHEET, version=2)) == ("document",)
    assert refused(tickets, ticket, one=replace(SHEET, content=Sha256("b" * 64))) == ("document",)
    assert refused(tickets, ticket, now=NOW + timedelta(minutes=5)) == ("expired",)
    assert refused(tickets, "A" * 43) == ("unknown",)
    assert refused(tickets, "../../etc/passwd") == ("unknown",)


def test_the_file_is_worth_nothing_alone(tickets: Tickets, tmp_path: Path) -> None:
    ticket = issue(tickets)
    (file,) = (tmp_path / "tickets").iterdir()
    assert file.name == sha256(ticket.encode()).hexdigest()
    assert KEY.secret.encode() not in file.read_bytes()
    assert (S_IMODE(file.stat().st_mode), S_IMODE((tmp_path / "tickets").stat().st_mode)) == (0o600, 0o700)
    sealed = file.read_bytes()
    file.write_bytes(sealed[:-1] + bytes((sealed[-1] ^ 1,)))
    assert refused(tickets, ticket) == ("unknown",)


def test_expired_tickets_are_swept(tickets: Tickets) -> None:
    ticket = issue(tickets)
    assert tickets.sweep(NOW) == 0
    assert tickets.sweep(NOW + timedelta(minutes=6)) == 1
    assert refused(tickets, ticket) == ("unknown",)


def test_a_folder_others_can_read_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    with pytest.raises(PermissionError):
        Tickets(tmp_path / "open")


def test_the_secret_of_a_token_depends_on_everything(tmp_path: Path) -> None:
    cheap = Cost(64, 1)
    secrets = {
        token_secret("246810", b"p" * 32, str(BINH), cheap),
        token_secret("246811", b"p" * 32, str(BINH), cheap),
        token_secret("246810", b"q" * 32, str(BINH), cheap),
        token_secret("246810", b"p" * 32, str(HUONG), cheap),
        organisation_secret(b"p" * 32, "33001"),
    }
    assert len(secrets) == 5
    assert all(len(one) == 43 and "246810" not in one for one in secrets)
