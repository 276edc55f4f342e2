"""A further round: what it carries over, what is to be mended by when, and levels."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.appraisals import Again, Finding, Grade, Round, Tally, Vote, reached, verdict
from domain.councils import AppraisalState
from domain.errors import Malformed, NotFound, WrongState
from domain.shortfalls import Shortfall, carried, changed, shortfalls
from policies.reader import load
from tests.domain.councils import EDITION, HOA, NOW, convened, sha, votes
from tests.domain.tracks import ANH, KY

TODAY = date(2026, 12, 1)
LIS = next(one for one in load().criteria if one.council == "lis")
EVIDENCE = {one.code: sha(one.code) for one in LIS.criteria}


def judged(*missing: str, demanded: str = "advanced") -> tuple[bool, str, tuple[str, ...]]:
    cast = [
        Vote(who, one.code, Finding.NOT_MET if one.code in missing else Finding.MET, EVIDENCE[one.code])
        for who in (KY, HOA)
        for one in LIS.criteria
    ]
    found = verdict(cast, LIS, EVIDENCE, Round(tuple(EVIDENCE), 2, demanded=demanded))
    return found.met, found.grade, found.missing


def test_one_criterion_missing_gives_the_next_lower_level() -> None:
    assert judged() == (True, "advanced", ())
    assert judged("87") == (False, "basic", ("87",))
    assert judged("82") == (False, "", ("82",))
    assert judged("82", "87") == (False, "", ("82", "87"))
    assert judged("87", demanded="basic") == (True, "basic", ())


def test_levels_rise_without_a_gap() -> None:
    edition = replace(LIS, grades=(Grade("basic", "cơ bản"), Grade("middle", "giữa"), Grade("advanced", "nâng cao")))
    findings = dict.fromkeys(EVIDENCE, Finding.MET)
    assert reached(edition, findings) == "advanced"
    assert reached(edition, findings | {"80": Finding.NOT_MET}) == ""
    assert reached(edition, findings | {"80": Finding.NOT_APPLICABLE}) == "advanced", "what does not apply stands in nobody's way"


def test_a_round_carries_over_what_passed_on_the_same_evidence() -> None:
    mixed = convened()
    for who in (KY, HOA):
        mixed = mixed.vote(Vote(who, "TC01", Finding.MET, sha("a")), [sha("a")], NOW)
        mixed = mixed.vote(Vote(who, "TC02", Finding.NOT_MET, sha("a"), "Thiếu nhật ký"), [sha("a")], NOW)
    decided = replace(mixed.close(KY, NOW), state=AppraisalState.CLOSED)
    assert carried(decided) == {"TC01": Finding.MET}
    renewed = decided.bring("TC01", [sha("b")], ANH)
    assert (carried(renewed), changed(renewed)) == ({}, ("TC01",))
    assert renewed.tally("TC01") == decided.tally("TC01") == Tally(2, 0, 0), "what was found is told by what was judged"
    assert carried(replace(decided, edition=replace(EDITION, again=Again.ALL))) == {}
    due = TODAY + timedelta(days=30)
    assert shortfalls(decided, [], TODAY) == (Shortfall("TC02", "Thiếu nhật ký", due),)
    own = Shortfall("TC02", "Ghi nhật ký lượt xem", TODAY + timedelta(days=10))
    assert shortfalls(decided, [own], TODAY) == (own,)
    with pytest.raises(NotFound):
        shortfalls(decided, [replace(own, criterion="TC01")], TODAY)
    with pytest.raises(Malformed, match="sau hôm nay"):
        shortfalls(decided, [replace(own, due=TODAY)], TODAY)


def test_nothing_is_appraised_again_when_nothing_changed() -> None:
    met = replace(votes(convened(), KY, HOA).close(KY, NOW), state=AppraisalState.CLOSED)
    with pytest.raises(WrongState):
        carried(met)
