"""How a message reaches a phone: one small door, behind which a facility's own service stands."""

from typing import Protocol

from domain.errors import Unavailable


class Messenger(Protocol):
    """Sends short messages."""

    async def send(self, phone: str, text: str, key: str) -> None:
        """`key` names the message: the same one under the same key is one message.

        Raises: CodeRefused ("gateway": it takes no message to this number), Unavailable("messenger").
        """


class NoMessenger:
    """Production without a service: no code can be sent, every other way stays open."""

    async def send(self, phone: str, text: str, key: str) -> None:
        raise Unavailable("messenger")
