"""Every page with content as an office would have it: what the template tests render and the browser looks at."""

from tests.web.samples import (
    appraisals,
    archive,
    behind,
    clinical,
    declarations,
    digests,
    disposals,
    editions,
    facilities,
    facts,
    feeds,
    golive,
    grants,
    holds,
    house,
    indicators,
    letters,
    mergers,
    obstacles,
    outages,
    patients,
    plan_changes,
    plan_papers,
    procurement,
    progress_reports,
    readiness,
    referrals,
    regulations,
    retention,
    roll_up,
    rollout,
    sheets,
    staffing,
    surveys,
    visits,
)

PAGES: dict[str, tuple[str, object, str]] = (
    house.PAGES
    | appraisals.PAGES
    | clinical.PAGES
    | rollout.PAGES
    | declarations.PAGES
    | plan_changes.PAGES
    | roll_up.PAGES
    | letters.PAGES
    | mergers.PAGES
    | behind.PAGES
    | plan_papers.PAGES
    | procurement.PAGES
    | progress_reports.PAGES
    | facilities.PAGES
    | facts.PAGES
    | readiness.PAGES
    | feeds.PAGES
    | indicators.PAGES
    | digests.PAGES
    | sheets.PAGES
    | staffing.PAGES
    | visits.PAGES
    | surveys.PAGES
    | editions.PAGES
    | holds.PAGES
    | golive.PAGES
    | grants.PAGES
    | obstacles.PAGES
    | outages.PAGES
    | patients.PAGES
    | referrals.PAGES
    | regulations.PAGES
    | retention.PAGES
    | archive.PAGES
    | disposals.PAGES
)
"""Address → template, context, and who looks at it (a key of `house.PEOPLE`, or empty for nobody signed in)."""
