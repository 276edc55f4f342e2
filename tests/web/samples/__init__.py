"""Every page with content as an office would have it: what the template tests render and the browser looks at."""

from tests.web.samples import (
    archive,
    behind,
    clinical,
    declarations,
    digests,
    disposals,
    editions,
    feeds,
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
    progress_reports,
    referrals,
    regulations,
    retention,
    roll_up,
    rollout,
    sheets,
    staffing,
    visits,
)

PAGES: dict[str, tuple[str, object, str]] = (
    house.PAGES
    | clinical.PAGES
    | rollout.PAGES
    | declarations.PAGES
    | plan_changes.PAGES
    | roll_up.PAGES
    | letters.PAGES
    | mergers.PAGES
    | behind.PAGES
    | plan_papers.PAGES
    | progress_reports.PAGES
    | feeds.PAGES
    | indicators.PAGES
    | digests.PAGES
    | sheets.PAGES
    | staffing.PAGES
    | visits.PAGES
    | editions.PAGES
    | holds.PAGES
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
