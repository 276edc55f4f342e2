"""What a sheet says of itself in the data attached to its first revision: its chain, and that it is preserved in the end."""

from dataclasses import dataclass
from typing import Any

ACT = ("who", "as", "what", "way", "at")
"""What each act of somebody without a certificate says."""
KEYS = {"step": str, "needed": int, "method": str}
"""What each step of an attached chain must have."""


@dataclass(frozen=True)
class Attached:
    """The data attached to a file; None in a file of others. Whoever made the file wrote it: every value is looked at first."""

    facts: dict[str, Any] | None

    @property
    def chain(self) -> list[dict[str, Any]] | None:
        """The steps; None where there is no chain that can be read."""
        chain = (self.facts or {}).get("chain")
        good = isinstance(chain, list) and all(
            isinstance(step, dict) and all(isinstance(step.get(key), kind) for key, kind in KEYS.items()) for step in chain
        )
        return chain if good else None

    @property
    def preserved(self) -> bool:
        """Whether it says that it is preserved once all have signed."""
        return bool((self.facts or {}).get("preservation"))

    @property
    def needed(self) -> dict[str, int]:
        """Step → how many signatures of its own it needs."""
        return {step["step"]: step["needed"] for step in self.chain or () if step["method"] != "confirmed"}

    @property
    def confirmed(self) -> dict[str, int]:
        """Step → how many confirmations it needs, which a digital signature has to cover."""
        return {step["step"]: step["needed"] for step in self.chain or () if step["method"] == "confirmed"}

    @property
    def acts(self) -> list[dict[str, str]]:
        """What people without a certificate did, by its way: never a digital signature. Nothing where it cannot be read."""
        told = (self.facts or {}).get("acts")
        acts = told if isinstance(told, list) else []
        return [one for one in acts if isinstance(one, dict) and all(isinstance(one.get(key), str) for key in ACT)]

    def title(self, step: str) -> str:
        """What stands above the signature of this step on the sheet, as `Người duyệt kết quả`; empty where it does not say."""
        titles = {one["step"]: one.get("title") for one in self.chain or ()}
        said = titles.get(step)
        return said if isinstance(said, str) else ""


def step_of(field: str) -> str:
    """The step that a signature's field belongs to: its name without the number."""
    return field.rpartition("-")[0] or field
