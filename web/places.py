"""Where in the inbox somebody is: which list is shown, searched for what, from where on, what is read beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from starlette.requests import Request

from store.queries.inbox import InboxLine, Shown

LISTS: Mapping[str, Shown] = {"sign": Shown.WAITING, "late": Shown.LATE, "later": Shown.LATER, "set": Shown.CHOSEN}
"""Word in the address → list of documents; without one everything that waits is shown together."""
READS = re.compile(r"^/inbox/([0-9a-f-]{36}/[0-9]{1,5})")
BESIDE = frozenset({"returned", "other"})
"""Lists without documents to sign."""


@dataclass(frozen=True)
class Place:
    """Where in the inbox somebody is; it stands in the address, so that a page can be kept, sent and gone back to."""

    show: str = ""
    query: str = ""
    after: tuple[datetime, UUID] | None = None
    reads: str = ""
    """`document/version` that stands beside the list."""
    following: str = ""
    """Address of the next page."""

    @classmethod
    def asked(cls, request: Request, address: str = "") -> "Place":
        """Of this request, or of the page it was sent from."""
        parts = urlsplit(address)
        told = dict(parse_qsl(parts.query)) if address else dict(request.query_params)
        path = parts.path if address else request.url.path
        show = told.get("show", "")
        return cls(
            show if show in LISTS or show in BESIDE else "",
            told.get("q", ""),
            line_in(told.get("after", "")),
            reads[0] if (reads := READS.findall(path)) else "",
        )

    @property
    def shown(self) -> Shown:
        return LISTS.get(self.show, Shown.WAITING)

    @property
    def documents(self) -> bool:
        return self.show not in BESIDE

    @property
    def first(self) -> str:
        """Address of the first page of this list."""
        return self._address("/", after="")

    @property
    def list(self) -> str:
        """Address of this page of the list, nothing beside it."""
        return self.at("")

    @property
    def kept(self) -> str:
        """What an address of this list ends in."""
        return self._address("", after=_said(self.after))

    def at(self, reads: str) -> str:
        """Address of a document beside this list, or of the list alone."""
        return self._address(f"/inbox/{reads}" if reads else "/", after=_said(self.after))

    def next(self, last: InboxLine) -> str:
        return self._address("/", after=_said((last.due_at, last.document)))

    def _address(self, path: str, after: str) -> str:
        told = {"show": self.show, "q": self.query, "after": after}
        query = urlencode({key: value for key, value in told.items() if value})
        return f"{path}?{query}" if query else path


def _said(after: tuple[datetime, UUID] | None) -> str:
    return f"{after[0].isoformat()}/{after[1]}" if after else ""


def line_in(told: str) -> tuple[datetime, UUID] | None:
    """None for what no page of ours could have made: the list begins at its beginning."""
    moment, __, last = told.partition("/")
    try:
        found = datetime.fromisoformat(moment), UUID(last)
    except ValueError:
        return None
    return found if found[0].tzinfo else None
