"""When units of a plan are reminded, as a facility's settings have it."""

from domain.policies import CareSettings
from domain.tracks import Calendar


def calendar_of(care: CareSettings) -> Calendar:
    """The piece of the settings that governs the reminders of milestones."""
    return Calendar(care.edition, care.remind_before_days, care.remind_after_days, care.escalate_after_days, ladder=care.escalation)
