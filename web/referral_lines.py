"""Transfers on a record's page: where its patient came from, and where they went."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.people import may
from domain.records import Outcome
from domain.referrals import SENDS
from services.context import Context
from services.records import RecordView
from services.referrals import sends
from store.queries.referrals import Origin, Sent


@dataclass(frozen=True)
class ReferralLine:
    """One transfer of the record's patient."""

    address: str
    """Empty for whoever does not open it."""
    to: str
    state: str
    at: datetime
    until: datetime | None
    """While the package is open."""
    record: str
    """Code of the record opened there."""


@dataclass(frozen=True)
class CameLine:
    """Where the record's patient came from."""

    facility: str
    slip: str
    slip_day: date | None
    record: str
    """Code of the record there."""
    address: str
    """Of the package; empty when the slip came on paper, or for whoever does not open it."""


@dataclass(frozen=True)
class Transfers:
    """What a record's page shows of transfers."""

    came: CameLine | None
    lines: tuple[ReferralLine, ...]
    send: str = ""
    """Where a package is sent; empty when that is not this position's act now."""


def transfers(view: RecordView, context: Context) -> Transfers | None:
    """None for a patient who neither came from nor went to another facility."""
    opens = view.grant is None and may(context.position.role, "referral.read")
    lines = tuple(_line(one, context.now, opens) for one in view.referrals)
    came = _came(view.origin, opens) if view.origin else None
    send = _send(view, context)
    return Transfers(came, lines, send) if came or lines or send else None


def _send(view: RecordView, context: Context) -> str:
    record = view.page.record
    live = any(one.referral.open(context.now) for one in view.referrals)
    goes = record.outcome is Outcome.TRANSFERRED and record.state in SENDS and not live and view.grant is None
    mine = may(context.position.role, "referral.send", record.state) and sends(context.position, record)
    return f"/records/{record.id}/referrals/new" if goes and mine else ""


def _line(one: Sent, now: datetime, opens: bool) -> ReferralLine:
    referral = one.referral
    until = referral.until if referral.open(now) else None
    state = f"referral_{referral.state(now)}"
    return ReferralLine(f"/referrals/{referral.id}" if opens else "", one.receiver, state, referral.sent_at, until, one.linked_code)


def _came(one: Origin, opens: bool) -> CameLine:
    address = f"/referrals/{one.referral}" if one.referral and opens else ""
    return CameLine(one.came_from.facility, one.came_from.slip, one.came_from.slip_day, one.from_record, address)
