"""The policies of dropping paper: each names the laws with which its decision is begun, and a line that is no basis is told."""

from datetime import date

import pytest

from domain.golive_policies import Subject
from domain.names import FacilityId
from policies.reader import SHIPPED, load
from tests.policies.desk import Desk

BOOK = load(SHIPPED)
OWN = {Subject.RECORD: "13/2025/TT-BYT", Subject.FILM: "54/2017/TT-BYT", Subject.LABORATORY: "49/2018/TT-BYT"}


@pytest.mark.parametrize("subject", Subject)
def test_each_decision_is_begun_with_its_laws(subject: Subject) -> None:
    policy = BOOK.golive(subject, FacilityId("anywhere"), date(2026, 11, 20))
    laws = "; ".join(policy.bases)
    assert all(law in laws for law in ("15/2023/QH15", "20/2023/QH15", OWN[subject]))
    assert OWN[subject] in policy.basis


def test_a_line_that_is_no_basis_is_told(desk: Desk) -> None:
    desk.edit("golive/record.yaml", "- Căn cứ Luật Khám bệnh", "- Luật Khám bệnh")
    (fault,) = desk.faults()
    assert "bases[0]" in str(fault)
    assert "Căn cứ" in str(fault)
