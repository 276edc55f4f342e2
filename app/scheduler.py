"""The one clock of periodic work: APScheduler, leader by a PostgreSQL advisory lock."""

import asyncio
import logging
import warnings
from datetime import timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from temporalio.client import Client

from activities.staffing import follow_all
from app import wiring
from app.confinement import confine
from app.devstack import DevelopmentWarning
from app.devstack.messages import MailFile
from app.mailing import mailer
from app.printing import print_ahead
from app.readiness import tell_ready
from app.refreshing import EVERY_SECONDS, Refresher
from app.running import run as run_until_told
from app.settings import Settings
from app.sweeping import end_sessions, mend_keys, sweep_archive, sweep_blobs
from domain.cohorts import CohortKind
from policies.reader import load
from services.appraisal_facts import follow_facts
from services.certificates import warn_of_endings
from services.cohorts import start_cohorts
from services.digests import send_digests
from services.disposals import tell_of_expired
from services.holds import tell_of_reviews
from services.mails import Mailer
from services.merging import carry_out_due
from services.obstacle_reminders import tell_of_obstacles
from services.outages import tell_of_back_entries
from services.progress_reports import make_due as make_reports
from services.readiness_reminders import tell_of_readiness
from services.remedy_reminders import tell_of_remedies
from services.repair import look_again, restart_open
from signing.revocation import Revocation
from store.engine import Sessions
from store.engine import engine as make_engine

LEADER = 0x68736263
POLL_SECONDS = 1.0
RECONCILE_MINUTES = 10
TELL_MINUTES = 1
"""How long after a planned outage ended by the clock its records may be told of."""
FOLLOW_SECONDS = 30
"""How long an open task may be behind the duty list when a shift turns."""
log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    run_until_told(settings, serve)


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    sends = mailer(settings)
    if isinstance(sends, MailFile):
        sends.prepare()
        warnings.warn(f"digests are written to {settings.mails} and mailed to nobody", DevelopmentWarning, stacklevel=2)
    confine(settings)
    async with wiring.database(settings, pool=3) as sessions, wiring.revocation(settings, sessions) as revocation:
        temporal = await wiring.temporal(settings, lazy=True)
        tell_ready()
        while not stop.is_set():
            await lead(settings, sessions, temporal, revocation, stop, sends)


async def lead(
    settings: Settings, sessions: Sessions, temporal: Client, revocation: Revocation, stop: asyncio.Event, sends: Mailer | None = None
) -> None:
    """Takes the lock on a connection of its own, and works while that connection lasts: losing it loses the lock, no more."""
    alone = make_engine(settings.database_url, pool=1)
    try:
        async with alone.connect() as connection:
            if await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LEADER}):
                await connection.commit()
                scheduler = _scheduler(settings, sessions, temporal, revocation, sends)
                scheduler.start()
                try:
                    while not stop.is_set():
                        await connection.execute(text("SELECT 1"))
                        await connection.commit()
                        await _pause(stop)
                finally:
                    scheduler.shutdown(wait=False)
    except (OSError, DBAPIError) as lost:
        log.warning("leadership lost: %s", lost)
    finally:
        await alone.dispose()
    await _pause(stop)


async def _pause(stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), POLL_SECONDS)
    except TimeoutError:
        return


def _scheduler(settings: Settings, sessions: Sessions, temporal: Client, revocation: Revocation, sends: Mailer | None) -> AsyncIOScheduler:
    """Every job is safe to repeat and to miss."""
    scheduler = AsyncIOScheduler(timezone="Asia/Ho_Chi_Minh", job_defaults={"coalesce": True, "max_instances": 1})
    scheduler.add_job(restart_open, "interval", minutes=RECONCILE_MINUTES, args=[sessions, temporal])
    scheduler.add_job(sweep_blobs, "cron", hour=3, minute=10, args=[settings.blobs, sessions, wiring.now, timedelta(days=1)])
    scheduler.add_job(sweep_archive, "cron", hour=3, minute=20, args=[settings.archive, wiring.now, timedelta(days=1)])
    scheduler.add_job(mend_keys, "cron", hour=3, minute=30, args=[wiring.key_places(settings)])
    scheduler.add_job(tell_of_expired, "cron", hour=4, minute=0, args=[sessions, wiring.now])
    for hour, kind in enumerate(CohortKind, 1):
        scheduler.add_job(start_cohorts, "cron", hour=hour, minute=0, args=[sessions, temporal, wiring.now, kind])
    scheduler.add_job(follow_all, "interval", seconds=FOLLOW_SECONDS, args=[sessions, wiring.now])
    scheduler.add_job(end_sessions, "interval", hours=1, args=[sessions, wiring.now])
    policies, soon = load(wiring.POLICIES), wiring.now() + timedelta(seconds=2)
    refresher = Refresher(sessions, revocation, policies, wiring.now)
    scheduler.add_job(refresher.round, "interval", seconds=EVERY_SECONDS, next_run_time=soon)
    scheduler.add_job(warn_of_endings, "interval", hours=6, args=[sessions, policies, wiring.now], next_run_time=soon)
    scheduler.add_job(look_again, "date", run_date=soon, args=[sessions, temporal])
    scheduler.add_job(tell_of_reviews, "interval", hours=1, args=[sessions, wiring.now], next_run_time=soon)
    for tell in (tell_of_obstacles, tell_of_remedies, tell_of_readiness):
        scheduler.add_job(tell, "interval", hours=1, args=[sessions, policies, wiring.now], next_run_time=soon)
    scheduler.add_job(follow_facts, "interval", minutes=TELL_MINUTES, args=[sessions, policies, wiring.now], next_run_time=soon)
    scheduler.add_job(tell_of_back_entries, "interval", minutes=TELL_MINUTES, args=[sessions, policies, wiring.now], next_run_time=soon)
    scheduler.add_job(carry_out_due, "cron", minute=1, args=[sessions, wiring.now], next_run_time=soon)
    scheduler.add_job(make_reports, "cron", hour=0, minute=20, args=[sessions, policies, wiring.now])
    scheduler.add_job(make_reports, "date", run_date=soon, args=[sessions, policies, wiring.now])
    if sends:
        mailed = [sessions, policies, sends, wiring.now, settings.public_url]
        scheduler.add_job(send_digests, "interval", minutes=TELL_MINUTES, args=mailed, next_run_time=soon)
    if settings.downtime_folder:
        ahead = [Path(settings.downtime_folder), sessions, policies, wiring.printer(settings).pack, wiring.now]
        scheduler.add_job(print_ahead, "interval", minutes=settings.downtime_minutes, args=ahead, next_run_time=soon)
    return scheduler
