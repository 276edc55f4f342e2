"""Every page with content as an office would have it: what the template tests render and the browser looks at."""

from tests.web.samples import (
    archive,
    clinical,
    disposals,
    editions,
    grants,
    holds,
    house,
    letters,
    outages,
    patients,
    plan_papers,
    referrals,
    retention,
    rollout,
    sheets,
    staffing,
)

PAGES: dict[str, tuple[str, object, str]] = (
    house.PAGES
    | clinical.PAGES
    | rollout.PAGES
    | letters.PAGES
    | plan_papers.PAGES
    | sheets.PAGES
    | staffing.PAGES
    | editions.PAGES
    | holds.PAGES
    | grants.PAGES
    | outages.PAGES
    | patients.PAGES
    | referrals.PAGES
    | retention.PAGES
    | archive.PAGES
    | disposals.PAGES
)
"""Address → template, context, and who looks at it (a key of `house.PEOPLE`, or empty for nobody signed in)."""
