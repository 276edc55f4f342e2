"""The letter of a digest: plain words and simple HTML with the same content, an id that stays the same when it is sent again."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.digests import Digest
from domain.names import PersonId, id_of
from store.queries.digests import Mailed


@cache
def _templates() -> Environment:
    where = FileSystemLoader(Path(__file__).parent / "letters")
    choose = lambda name: bool(name and name.endswith(".html"))  # noqa: E731 - jinja2 asks it of each name
    return Environment(loader=where, autoescape=choose, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def message_id(person: PersonId, digest: Digest, address: str) -> str:
    """The same for a person and day: mail programs show a letter once that came twice."""
    return f"<digest.{id_of('digest', person, digest.day).hex}@{urlsplit(address).hostname or 'hsba'}>"


def letter(to: Mailed, digest: Digest, sender: str, address: str, now: datetime) -> EmailMessage:
    """`address` is what the house is reached by."""
    told = {"name": to.name, "digest": digest, "address": address}
    made = EmailMessage(policy=SMTP)
    made["Subject"] = digest.subject
    made["From"] = Address("hsba – hồ sơ bệnh án điện tử", addr_spec=sender)
    made["To"] = Address(" ".join(to.name.split()), addr_spec=to.mail)
    made["Date"] = format_datetime(now)
    made["Message-ID"] = message_id(to.person, digest, address)
    made["Auto-Submitted"] = "auto-generated"
    made["List-Unsubscribe"] = f"<{address}/me/digest>"
    made.set_content(_templates().get_template("digest.txt").render(told), cte="quoted-printable")
    made.add_alternative(_templates().get_template("digest.html").render(told), subtype="html", cte="quoted-printable")
    return made
