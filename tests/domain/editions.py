"""A facility's edition, proposed and approved, for the tests of its rules."""

from datetime import UTC, date, datetime
from uuid import UUID

from domain.editions import ChainEdition
from domain.names import EditionId, FacilityId, PersonId
from domain.signature_chains import ChainPolicy

YEN, SON = PersonId(UUID(int=1)), PersonId(UUID(int=2))
NOW = datetime(2026, 11, 27, 5, tzinfo=UTC)
TODAY = date(2026, 11, 27)


def edition(name: str, until: date | None = None, form: str = "lab-result") -> ChainEdition:
    policy = ChainPolicy(form, name, date(2027, 1, 1), "QC 45/QC-BV", "S", (), until, "33001")
    number = sum(map(ord, f"{name}{form}"))
    return ChainEdition(EditionId(UUID(int=number)), FacilityId("33001"), policy, "form: …", YEN, NOW)


def approved(name: str, first: date, *others: ChainEdition, now: datetime = NOW, until: date | None = None) -> ChainEdition:
    return edition(name, until).approve(SON, first, others, now)
