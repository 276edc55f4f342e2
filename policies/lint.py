"""The linter behind `hsba policies check`: what is allowed and still wants an officer's eye."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.forms import Form
from domain.policies import PolicyBook, rules_on
from domain.retention import Kept, Schedule, Trait
from domain.signature_chains import ChainPolicy
from policies.chain_people import Staff, check_people
from policies.findings import Finding, Sort
from policies.plan_lint import lint_plan
from policies.sheets import Sheet


def lint(book: PolicyBook, day: date) -> tuple[Finding, ...]:
    """Every finding on the policies as they stand on the day."""
    return tuple(_findings(book, day))


def _findings(book: PolicyBook, day: date) -> Iterator[Finding]:
    yield from _nothing_in_force(book, day)
    for schedule in book.schedules:
        yield from _traits(schedule)
    for plan in book.plans:
        yield from lint_plan(plan, book.law(day))


def unsignable(chains: Iterable[ChainPolicy], forms: Iterable[Form], staff: Staff) -> tuple[Finding, ...]:
    """Chains that a facility's people of today cannot sign to their end, stage by stage."""
    return tuple(finding for chain in chains for finding in _unsignable(chain, [one for one in forms if one.code == chain.form], staff))


def _unsignable(chain: ChainPolicy, forms: Iterable[Form], staff: Staff) -> Iterator[Finding]:
    for fault in check_people(Sheet(f"signature_chains/{chain.form}.yaml", {}, {}), chain, forms, staff):
        yield Finding(Sort.HOLE, f"chain {chain.form} {fault.path}", "", fault.vi, fault.en)


def _nothing_in_force(book: PolicyBook, day: date) -> Iterator[Finding]:
    kinds = {
        "retention": [rules_on(s, day) for s in book.schedules],
        "retention_signs": [rules_on(s, day) for s in book.signs if not s.facility],
        "algorithms": [rules_on(a, day) for a in book.digests],
        "law": [rules_on(table, day) for table in book.laws],
        "care": [rules_on(c, day) for c in book.settings if not c.facility],
        "appraisal readiness": [rules_on(c, day) for c in book.criteria if c.council == "readiness"],
        "survey readiness": [rules_on(s, day) for s in book.surveys if s.code == "readiness"],
        **{f"chain {form}": _rule(book, form, day) for form in sorted({c.form for c in book.chains})},
    }
    for what, ruling in kinds.items():
        if not any(ruling):
            yield Finding(Sort.HOLE, what, "", f"không có phiên bản nào có hiệu lực ngày {day:%d/%m/%Y}", f"no edition in force on {day}")


def _rule(book: PolicyBook, form: str, day: date) -> list[bool]:
    return [rules_on(chain, day) for chain in book.chains if chain.form == form and not chain.facility]


def _traits(schedule: Schedule) -> Iterator[Finding]:
    known = {trait for one in schedule.classes if one.kept is Kept.RECORD for trait in one.traits}
    for trait in sorted(set(Trait) - known - {Trait.INCIDENT}):
        vi = f"không lớp nào nhận dấu hiệu '{trait}': hồ sơ như vậy theo lớp '{schedule.ordinary}'"
        en = f"no class takes the trait '{trait}': such a record falls into '{schedule.ordinary}'"
        yield Finding(Sort.HOLE, f"retention {schedule.edition}", "", vi, en)
