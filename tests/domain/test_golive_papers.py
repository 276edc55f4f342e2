"""A paper that a gate asks for: as the facility says it unless the register shows it, and not for ever."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from domain.basis import Certainty
from domain.facts import Check
from domain.going_live import Act
from domain.golive import Readiness
from domain.golive_gates import Gate, gates
from domain.golive_policies import PaperGate
from domain.names import FacilityId, PlanId, TrackId
from domain.outside_papers import OutsidePaper
from domain.tracks import Track
from tests.domain.test_going_live import NEW, NOW, POLICY, TODAY, after

DRILLED = Check("restore_drilled", holds=True, days=180)
RESTORE = PaperGate("restore", "Biên bản diễn tập khôi phục", "Restore drill", "…", Certainty.INFERRED, DRILLED, 180)
RULES = replace(POLICY, papers=(RESTORE,), verdict=False, pilot=False, rehearsal=False)
TRACK = Track(TrackId(UUID(int=2)), PlanId(UUID(int=3)), FacilityId("33001"), FacilityId("33"), NOW, NOW, ())


def restore(day: date) -> Gate:
    named = after((Act.NAME, {"code": "restore", "paper": OutsidePaper("12/BB", day, "Bệnh viện")}))
    (one,) = gates(named, RULES, TRACK, {}, Readiness.NEVER, (), TODAY)
    return one


def test_a_named_paper_says_that_it_is_the_facilitys_word_and_runs_out() -> None:
    (none,) = gates(NEW, RULES, TRACK, {}, Readiness.NEVER, (), TODAY)
    assert (none.holds, "chưa ghi văn bản" in none.sentence) == (False, True)
    fresh = restore(TODAY - timedelta(days=180))
    assert (fresh.holds, "cơ sở khai, sổ theo dõi chưa có" in fresh.sentence) == (True, True)
    old = restore(TODAY - timedelta(days=181))
    assert (old.holds, "đã quá 180 ngày" in old.sentence) == (False, True)
