"""The gate an appraisal opens: what must be met before the decision to go live."""

from dataclasses import replace

import pytest

from domain.appraisals import Finding
from domain.councils import AppraisalState
from domain.errors import Incomplete
from domain.faults import halves
from domain.golive import Readiness, check_ready, gates, readiness
from domain.parts import Kind
from domain.tracks import State
from tests.domain.councils import HOA, NOW, begun, convened, sha, votes
from tests.domain.tracks import ANH, KY, milestone, track


def test_go_live_waits_for_a_met_verdict_on_the_evidence_as_it_is() -> None:
    met = replace(votes(convened(), KY, HOA).close(KY, NOW), state=AppraisalState.CLOSED)
    not_met = replace(votes(convened(), KY, HOA, finding=Finding.NOT_MET).close(KY, NOW), state=AppraisalState.CLOSED)
    unsigned = replace(met, state=AppraisalState.MINUTES)
    table = (
        ((), Readiness.NEVER),
        ((unsigned,), Readiness.NEVER),
        ((not_met,), Readiness.NOT_MET),
        ((not_met, met), Readiness.MET),
        ((met, not_met), Readiness.NOT_MET),
        ((met, begun()), Readiness.MET),
        ((met.bring("TC01", [sha("b")], ANH),), Readiness.STALE),
    )
    for appraisals, expected in table:
        assert readiness(appraisals) is expected
        if expected is Readiness.MET:
            check_ready(expected)
        else:
            with pytest.raises(Incomplete) as no:
                check_ready(expected)
            vi, en = halves(no.value.facts[0])
            assert ("phải thẩm định lại" in vi, "appraise it again" in en) == (expected is Readiness.STALE,) * 2


def test_the_gates_name_what_still_stands_before_the_decision() -> None:
    way = track(
        milestone("3.5-1", kind=Kind.REGULATION),
        milestone("3.5-10", kind=Kind.APPRAISAL),
        milestone("3.2-2", state=State.ACCEPTED),
        milestone("3.6-2", kind=Kind.GOLIVE, after=("3.5-1", "3.5-10", "3.2-2")),
    )
    titles = {"3.5-1": "Quy chế", "3.5-10": "Thẩm định", "3.2-2": "Hạ tầng"}
    assert [gate.code for gate in gates(way, Readiness.NEVER, titles)] == ["3.5-10", "3.5-1"]
    assert [gate.code for gate in gates(way, Readiness.MET, titles)] == ["3.5-1", "3.5-10"], "a met verdict whose report was sent back"
