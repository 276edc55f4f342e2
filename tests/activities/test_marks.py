"""What a substitute's mark says: the own post on a clinical sheet, KT., TL., TUQ. or Q. on a paper of an office."""

from datetime import date
from uuid import UUID

import pytest

from activities.marks import standing
from domain.roles import Role
from domain.steps import Step
from domain.substitutions import PaperKind, SignsAs, Substitution
from tests.people import HOSPITAL, SON, THUY

DAY = date(2026, 11, 21)
STEP = Step("signed", "Giám đốc", "Ký ban hành", frozenset({SON.id}))


def away(signs_as: SignsAs, kind: PaperKind = PaperKind.AUTHORISATION) -> Substitution:
    return Substitution(UUID(int=1), HOSPITAL, SON.id, THUY.id, DAY, DAY, kind, "12/UQ-BV", DAY, signs_as)


@pytest.mark.parametrize("signs_as", SignsAs)
def test_a_paper_of_an_office_prints_the_capacity(signs_as: SignsAs) -> None:
    told = standing(away(signs_as), STEP, Role.HEAD, SON.name, official=True)
    assert told.lines == (f"{signs_as} GIÁM ĐỐC", "Trưởng khoa", "Giấy uỷ quyền số 12/UQ-BV ngày 21/11/2026")
    assert told.reason == "ký thay Nguyễn Hồng Sơn, giấy uỷ quyền số 12/UQ-BV ngày 21/11/2026"


def test_a_clinical_sheet_prints_the_signers_own_post() -> None:
    told = standing(away(SignsAs.KT, PaperKind.DUTY_LIST), STEP, Role.HEAD, SON.name, official=False)
    assert told.lines == ("Trưởng khoa, ký thay Giám đốc", "Lịch trực số 12/UQ-BV ngày 21/11/2026")
