"""Languages: Vietnamese is written in the pages themselves, English comes from `locale/en.po`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.core import negotiate_locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from starlette.requests import Request

LOCALES = ("vi", "en")
COOKIE = "hsba_language"
CATALOGUES = Path(__file__).parent / "locale"


class Language:
    """The texts of one locale; a text without a translation stays Vietnamese."""

    def __init__(self, locale: str, texts: Mapping[str, str]) -> None:
        self.locale = locale
        self.texts = texts

    def gettext(self, text: str) -> str:
        return self.texts.get(text) or text

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Vietnamese has no plural; English texts are written so that one form serves."""
        return self.gettext(one if n == 1 else many)


def catalogue(locale: str) -> Catalog:
    with (CATALOGUES / f"{locale}.po").open("rb") as file:
        return read_po(file, locale=locale)


@cache
def languages() -> dict[str, Language]:
    """Every language of the house, read once at start."""
    english = {str(message.id): str(message.string) for message in catalogue("en") if message.id and message.string}
    return {"vi": Language("vi", {}), "en": Language("en", english)}


def locale_of(request: Request) -> str:
    """What the person chose, else what the browser prefers, else Vietnamese."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LOCALES:
        return chosen
    wished = [part.split(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
    return negotiate_locale(wished, LOCALES, sep="-") or "vi"
