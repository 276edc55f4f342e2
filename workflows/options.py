"""The only time-outs and retry policies of the house."""

from datetime import timedelta
from typing import Any

from temporalio.common import RetryPolicy

from domain.names import PRESERVING, SIGNING

PROMPT = RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=5))

QUICK: dict[str, Any] = {
    "start_to_close_timeout": timedelta(seconds=10),
    "schedule_to_close_timeout": timedelta(seconds=30),
    "retry_policy": RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=5), maximum_attempts=7),
}
"""Local activities a person waits for: rows, and the printing of one sheet. Seven tries take some 12 s; they are counted because
the schedule-to-close time-out of a local activity that fails again and again does not end it (seen with SDK 1.35.0)."""

WIDE: dict[str, Any] = {**QUICK, "start_to_close_timeout": timedelta(seconds=30), "schedule_to_close_timeout": timedelta(seconds=38)}
"""As `QUICK`, for an act that reaches every milestone of a plan."""

STEADY: dict[str, Any] = {"start_to_close_timeout": timedelta(seconds=10), "retry_policy": PROMPT}
"""Local activities nobody waits for: repeated until they succeed."""

SIGN: dict[str, Any] = {
    "task_queue": SIGNING,
    "start_to_close_timeout": timedelta(seconds=10),
    "schedule_to_close_timeout": timedelta(seconds=30),
    "retry_policy": PROMPT,
}
"""A person waits for it: it ends within 30 s, whatever happens to the signer."""

BATCH: dict[str, Any] = {
    "task_queue": SIGNING,
    "start_to_close_timeout": timedelta(minutes=2),
    "heartbeat_timeout": timedelta(seconds=10),
    "schedule_to_close_timeout": timedelta(minutes=6),
    "retry_policy": PROMPT,
}
"""A chunk of a batch: a killed signer is missed within ten seconds; nobody goes on when the tickets (five minutes) have ended."""

PATIENT: dict[str, Any] = {
    "start_to_close_timeout": timedelta(seconds=30),
    "retry_policy": RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=30)),
}
"""Stamping: repeated until it succeeds, never lowered, nobody waits."""

PRESERVE: dict[str, Any] = {**PATIENT, "task_queue": PRESERVING, "start_to_close_timeout": timedelta(minutes=1)}
"""As `PATIENT`, in a queue of its own, where it gives way for up to half a minute (`activities/turns.py`)."""

KEEP: dict[str, Any] = {
    "start_to_close_timeout": timedelta(minutes=2),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(milliseconds=300), backoff_coefficient=1.5, maximum_interval=timedelta(seconds=30)
    ),
}
"""Archiving: tried again until the last document is preserved, which takes less than a second on a good day."""

COHORT: dict[str, Any] = {
    "start_to_close_timeout": timedelta(minutes=10),
    "heartbeat_timeout": timedelta(minutes=1),
    "retry_policy": RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5)),
}
"""A page of archived records: nobody waits, a killed worker is missed within a minute, and what the page did is in the rows."""

MONTH = timedelta(days=30)
"""Long workflows continue as new at least this often (design §2)."""
