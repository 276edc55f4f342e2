"""What must be true of a policy of going live beyond its shape."""

from collections.abc import Iterator

from domain.facts import check_faults
from domain.golive_policies import GolivePolicy
from policies.checks import repeated
from policies.faults import Fault
from policies.sheets import Sheet


def check_golive(sheet: Sheet, policy: GolivePolicy) -> Iterator[Fault]:
    """Facts are known and bounded, codes are used once, numbers of days are in reason."""
    checks = [(f"facts[{n}].check", one.check) for n, one in enumerate(policy.facts)]
    checks += [(f"watch[{n}].check", one.check) for n, one in enumerate(policy.watch)]
    checks += [(f"papers[{n}].check", one.check) for n, one in enumerate(policy.papers) if one.check]
    for where, check in checks:
        for vi, en in check_faults(check):
            yield sheet.fault(where, vi, en)
    yield from repeated(sheet, "papers", [one.code for one in policy.papers])
    yield from repeated(sheet, "milestones", [one.kind for one in policy.milestones])
    for name, least in (("rehearsal_valid_days", 1), ("watch_days", 1)):
        if getattr(policy, name) < least:
            yield sheet.fault(name, f"ít nhất {least}", f"at least {least}")
    for name, code in (("title", policy.title), ("title_en", policy.title_en), ("about", policy.about)):
        if not code.strip():
            yield sheet.fault(name, "để trống", "is empty")
