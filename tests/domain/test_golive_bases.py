"""What a decision is begun with: laws in their order, then what the facility itself has issued, each cited as papers cite it."""

from dataclasses import replace
from datetime import date

from domain.golive_bases import bases
from domain.names import RegulationId, id_of
from domain.regulations import InForce
from tests.domain.test_going_live import POLICY

LAWS = ("Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15 ngày 09 tháng 01 năm 2023", "Căn cứ Thông tư số 13/2025/TT-BYT")


def issued(number: str, on: date) -> InForce:
    return InForce(RegulationId(id_of("regulation", number)), "camera", "Quy định camera", number, on, on)


def test_the_laws_of_the_policy_come_first_then_the_own_regulations_with_the_decision_that_issued_them() -> None:
    found = bases(replace(POLICY, bases=LAWS), [issued("45/QĐ-BV", date(2026, 1, 5)), issued("907/QC-BV", date(2026, 11, 20))])
    assert found == (
        *LAWS,
        "Căn cứ Quy định camera ban hành kèm theo Quyết định số 45/QĐ-BV ngày 05 tháng 01 năm 2026",
        "Căn cứ Quy định camera số 907/QC-BV ngày 20 tháng 11 năm 2026",
    )


def test_a_policy_may_name_no_law() -> None:
    assert bases(POLICY, []) == ()
