"""Stages of a policy become steps with people."""

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import ChainUnfillable
from domain.names import DepartmentId
from domain.roles import Role
from domain.signature_chains import ChainPolicy, Meant, Stage, Who, resolve
from tests.domain.signatures import DUC, LAN, MAI, THUY

LAB = DepartmentId("33001/XN")


def test_stages_become_steps_with_people() -> None:
    stages = (
        Stage("performed", "Người thực hiện", Who(named=("performer",)), ""),
        Stage("approved", "Người duyệt", Who(role=Role.DOCTOR, department="performing"), "", differs_from=("performed",)),
        Stage("agreed", "Mọi trưởng khoa", Who(role=Role.HEAD), "", needed=0),
        Stage("written", "Người lập", Who(author=True), ""),
    )
    policy = ChainPolicy("lab-result", "1", date(2026, 1, 1), "", "I", stages)
    holders = ((DUC, Role.DOCTOR, LAB), (LAN, Role.DOCTOR, DepartmentId("33001/NOI")), (THUY, Role.HEAD, LAB), (LAN, Role.HEAD, None))
    meant = Meant(MAI, {"performing": LAB}, holders, {"performer": (MAI,)})
    steps = resolve(policy, meant)
    assert [step.people for step in steps] == [{MAI}, {DUC}, {THUY, LAN}, {MAI}]
    assert [step.needed for step in steps] == [1, 1, 2, 1]
    assert steps[1].unlike == {"performed"}
    with pytest.raises(ChainUnfillable, match="Người duyệt"):
        resolve(policy, Meant(MAI, {"performing": DepartmentId("33001/CDHA")}, holders, {"performer": (MAI,)}))


def test_who_must_sign_before_is_not_counted_where_they_may_not() -> None:
    """The only doctor of the laboratory performed it: nobody is left to approve, and the chain would wait for ever."""
    performed = Stage("performed", "Người thực hiện", Who(named=("performer",)), "")
    approved = Stage("approved", "Người duyệt", Who(role=Role.DOCTOR, department="performing"), "", differs_from=("performed",))
    policy = ChainPolicy("lab-result", "2026-01", date(2026, 1, 1), "", "I", (performed, approved))
    meant = Meant(DUC, {"performing": LAB}, ((DUC, Role.DOCTOR, LAB),), {"performer": (DUC,)})
    with pytest.raises(ChainUnfillable, match="Người duyệt"):
        resolve(policy, meant)
    two = replace(meant, holders=(*meant.holders, (THUY, Role.DOCTOR, LAB)))
    assert resolve(policy, two)[1].people == {DUC, THUY}
