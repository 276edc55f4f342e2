"""Where each number of a progress report leads: the board as of its day, narrowed to what was counted."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from domain.names import ObstacleId, PlanId, ProgressReportId, TrackId
from domain.standings import Shown


@dataclass(frozen=True)
class Links:
    """Addresses for one report."""

    plan: PlanId
    on: date
    base: str = ""
    """Before every address, for what is read elsewhere; empty on a page of the house."""

    def board(self, shown: Shown = Shown.ALL, part: str = "", unit: TrackId | None = None) -> str:
        asked = {"on": self.on.isoformat(), "show": str(shown), "part": part, "only": str(unit or "")}
        return f"{self.base}/plans/{self.plan}?{urlencode({name: value for name, value in asked.items() if value})}"

    def track(self, track: TrackId) -> str:
        return f"{self.base}/tracks/{track}"

    def milestone(self, track: TrackId, code: str) -> str:
        return f"{self.track(track)}/milestones/{code}"

    def obstacle(self, which: ObstacleId) -> str:
        return f"{self.base}/obstacles/{which}"

    def report(self, which: ProgressReportId) -> str:
        return f"{self.base}/plans/{self.plan}/reports/{which}"
