"""What proves the archive is renewed in good time: by stamp before certificates end, by tree before an algorithm is weak."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.algorithms import AlgorithmTable, Weakness
from domain.basis import Certainty
from domain.names import EvidenceId, FacilityId, id_of
from domain.renewals import AGAIN, EvidenceGroup, Way, calendar, due, pressing, renewal, renewals

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
TODAY = date(2026, 11, 28)
STRONG = AlgorithmTable("2026-01", "Mặc định", Certainty.INFERRED, date(2025, 7, 21), ("sha256", "sha512"))
WEAK = replace(STRONG, weak=(Weakness("sha256", date(2032, 1, 1), "Dự báo của cơ sở", Certainty.UNCONFIRMED),))
LEAD = 18


def group(ends: datetime | None, number: int = 1, algorithm: str = "sha256", documents: int = 5000) -> EvidenceGroup:
    which = EvidenceId(id_of("evidence", number))
    return EvidenceGroup(which, FacilityId("33001"), "sha256", algorithm, documents, 1, "0" * 64, NOW, ends)


def test_before_certificates_end_a_stamp_is_enough() -> None:
    planned = renewal(group(datetime(2038, 11, 25, tzinfo=UTC)), STRONG, LEAD, NOW)
    assert planned
    assert (planned.way, planned.on, planned.until) == (Way.STAMP, date(2037, 5, 25), date(2038, 11, 25))


def test_a_weak_algorithm_makes_a_plan_for_all_that_rests_on_it() -> None:
    groups = [group(datetime(2038, 11, 25, tzinfo=UTC), number) for number in range(3)]
    planned = renewals([*groups, group(datetime(2038, 11, 25, tzinfo=UTC), 4, "sha512")], WEAK, LEAD, NOW)
    assert [(one.way, one.on) for one in planned[:3]] == [(Way.TREE, date(2030, 7, 1))] * 3
    assert (planned[3].way, planned[3].group.algorithm) == (Way.STAMP, "sha512")


def test_certificates_that_end_before_the_algorithm_go_first() -> None:
    planned = renewal(group(datetime(2029, 1, 1, tzinfo=UTC)), WEAK, LEAD, NOW)
    assert planned
    assert planned.way is Way.STAMP


def test_what_has_ended_is_not_renewed_in_vain() -> None:
    planned = renewals([group(NOW)], STRONG, LEAD, NOW)
    assert [one.way for one in planned] == [Way.LOST]
    assert due(planned, NOW) == ()


def test_what_waits_for_its_stamp_or_is_damaged_is_not_planned() -> None:
    ends = NOW + timedelta(days=1)
    assert renewals([group(None), replace(group(ends), damaged=True)], STRONG, LEAD, NOW) == ()


def test_a_stamp_that_would_last_no_longer_is_not_asked_for_every_night() -> None:
    ends = NOW + timedelta(days=200)
    tried = replace(group(ends), tried_at=NOW - timedelta(days=1))
    assert due(renewals([tried], STRONG, LEAD, NOW), NOW) == ()
    assert len(due(renewals([tried], STRONG, LEAD, NOW + AGAIN), NOW + AGAIN)) == 1
    assert len(due(renewals([group(ends)], STRONG, LEAD, NOW), NOW)) == 1


def test_whoever_answers_for_it_hears_when_two_thirds_of_the_lead_have_gone() -> None:
    ends = datetime(2027, 5, 28, 3, tzinfo=UTC)
    planned = renewals([group(ends), group(NOW, 2), group(ends + timedelta(days=1), 3)], STRONG, LEAD, NOW)
    assert [one.group.id for one in pressing(planned, LEAD, NOW)] == [group(NOW, 2).id, group(ends).id]


def test_the_coming_months_are_shown_against_the_quota() -> None:
    soon = [group(datetime(2028, 6, 10, tzinfo=UTC), number) for number in range(41)]
    late = group(datetime(2027, 1, 10, tzinfo=UTC), 99)
    lost = group(NOW - timedelta(days=1), 100)
    months = calendar(renewals([*soon, late, lost], STRONG, LEAD, NOW), 2, TODAY)
    assert (len(months), months[0].first, months[-1].first) == (24, date(2026, 11, 1), date(2028, 10, 1))
    assert (months[0].by_stamp, months[0].stamps, months[0].quota) == (1, 1, 2 * 3)
    assert (months[1].by_stamp, months[1].documents, months[1].stamps, months[1].quota) == (41, 41 * 5000, 3, 62)
    assert all(one.fits for one in months)
    trees = calendar(renewals(soon, replace(WEAK, weak=(replace(WEAK.weak[0], weak_from=date(2028, 1, 1)),)), LEAD, NOW), 1, TODAY)
    assert (trees[0].by_tree, trees[0].stamps, trees[0].fits) == (41, 41, False)
    assert calendar((), None, TODAY)[0].quota is None
