"""A file of evidence rests on a regulation in force: chosen, or named by the criterion; another one makes it other evidence."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.appraisals import Criterion
from domain.basis import Certainty
from domain.councils import Exhibit
from domain.errors import Malformed
from domain.evidence_bases import GONE, NO_BASIS, basis_of, chosen, named_by
from domain.facts import Check
from domain.names import RegulationId
from domain.regulations import InForce
from tests.domain.councils import sha
from tests.domain.tracks import ANH

PLAIN = Criterion("TC04", "TC04", "", "", Certainty.INFERRED)
NAMING = replace(PLAIN, check=Check("regulation_in_force", holds=True, subject="ehr"))
EHR = InForce(RegulationId(UUID(int=1)), "ehr", "Quy chế bệnh án điện tử", "45/QC-BV", date(2026, 10, 18), date(2026, 10, 18))
BACKUP = replace(EHR, code="backup", title="Quy chế sao lưu", number="12/QC-BV")


def test_it_rests_on_what_was_chosen_or_on_nothing() -> None:
    assert chosen(PLAIN, "", [EHR, BACKUP]) == NO_BASIS
    assert chosen(PLAIN, "backup", [EHR, BACKUP]).words == "Quy chế sao lưu số 12/QC-BV ngày 18/10/2026"
    with pytest.raises(Malformed, match="không có quy chế “backup” đang có hiệu lực"):
        chosen(PLAIN, "backup", [EHR])


def test_a_criterion_that_names_one_is_not_asked() -> None:
    assert (named_by(NAMING), named_by(PLAIN), named_by(replace(PLAIN, check=Check("audit_whole", holds=True)))) == ("ehr", "", "")
    assert chosen(NAMING, "", [EHR, BACKUP]) == chosen(NAMING, "ehr", [EHR]) == basis_of("ehr", [EHR])
    assert chosen(NAMING, "", [BACKUP]) == NO_BASIS, "nothing rests on what is not there"
    with pytest.raises(Malformed, match="tự nêu quy chế"):
        chosen(NAMING, "backup", [EHR, BACKUP])


def test_another_number_or_day_is_another_one_and_other_words_of_it_are_not() -> None:
    now = basis_of("ehr", [EHR])
    others = (replace(EHR, number="46/QC-BV"), replace(EHR, issued_on=date(2026, 11, 29)))
    assert len({now.sha256, basis_of("ehr", []).sha256, *(basis_of("ehr", [one]).sha256 for one in others)}) == 4
    assert basis_of("ehr", [replace(EHR, title="Quy chế HSBA", id=RegulationId(UUID(int=9)))]).sha256 == now.sha256
    assert basis_of("ehr", [BACKUP]).words == GONE


def test_what_a_file_rests_on_is_part_of_the_evidence() -> None:
    bare = Exhibit("TC01", (sha("a"),), frozenset({ANH}))
    resting = [replace(bare, links=(basis_of("ehr", ruling).sha256,)) for ruling in ([EHR], [])]
    assert len({one.sha256 for one in (bare, *resting)}) == 3
