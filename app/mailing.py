"""Letters through the province's or facility's own mail server."""

import logging
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

from app.devstack.messages import MailFile
from app.settings import Settings
from services.mails import Mailer, Outcome

log = logging.getLogger(__name__)
WITHIN = 30.0
"""Seconds for one letter, from calling the server to its answer."""
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""A server on this machine may be spoken to in clear."""


class Smtp:
    """`smtps://` speaks TLS from the first byte, `smtp://` by STARTTLS; in clear only to a server on this machine, or, outside production
    and without a password, to one that offers no STARTTLS."""

    def __init__(self, url: str, sender: str, strict: bool, ca: str = "") -> None:
        parts = urlsplit(url)
        self.sender = sender
        self._host = parts.hostname or ""
        self._secure = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._secure else 587 if parts.username else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._must = (strict or bool(self._user)) and self._host not in HERE
        self._tls = ssl.create_default_context(cafile=ca or None)

    async def send(self, message: EmailMessage) -> Outcome:
        start = None if self._secure else True if self._must else False if self._host in HERE and not self._user else None
        try:
            refused, _ = await aiosmtplib.send(
                message,
                hostname=self._host,
                port=self._port,
                username=self._user or None,
                password=self._password or None,
                use_tls=self._secure,
                start_tls=False if self._secure else start,
                tls_context=self._tls,
                timeout=WITHIN,
            )
        except aiosmtplib.SMTPRecipientsRefused as no:
            return self._told([(one.code, one.message) for one in no.recipients])
        except aiosmtplib.SMTPAuthenticationError as no:
            return Outcome(f"{no.code} {no.message}")  # the setting is wrong, not the letter
        except aiosmtplib.SMTPResponseException as no:
            return Outcome(f"{no.code} {no.message}", final=500 <= no.code < 600)
        except (aiosmtplib.SMTPException, OSError) as lost:
            return Outcome(f"{type(lost).__name__}: {lost}")
        return self._told([(one.code, one.message) for one in refused.values()])

    @staticmethod
    def _told(answers: list[tuple[int, str]]) -> Outcome:
        said = "; ".join(f"{code} {words}" for code, words in answers)
        return Outcome(said, final=bool(answers) and all(500 <= code < 600 for code, _ in answers))


def mailer(settings: Settings) -> Mailer | None:
    """The server that is named; outside production a file stands in for one; else nothing is sent, and that is told."""
    if settings.smtp_url:
        return Smtp(settings.smtp_url, settings.mail_from, settings.production, settings.smtp_ca)
    if not settings.production:
        return MailFile(settings.mails)
    log.warning("HSBA_SMTP_URL is not set: no digests are mailed")
    return None
