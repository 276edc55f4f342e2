"""How a letter leaves the house: one small door, behind which a mail server stands."""

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol


@dataclass(frozen=True)
class Outcome:
    """What became of one try."""

    fault: str = ""
    """What the server said, or that it was not reached; empty when it took the letter."""
    final: bool = False
    """It takes no letter to this address: a later try would not change that."""


class Mailer(Protocol):
    """Sends letters."""

    sender: str
    """The address they come from."""

    async def send(self, message: EmailMessage) -> Outcome:
        """Raises nothing for what a mail server may answer."""
