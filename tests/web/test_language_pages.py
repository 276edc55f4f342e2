"""The language of the pages is kept, and leaves people where they are."""

from html import escape

from tests.people import LAN
from tests.stack import Stack
from tests.web.desk import desk


async def test_the_language_is_kept(stack: Stack) -> None:
    async with desk(stack, LAN) as here:
        await here.send("/language", {"language": "en", "next": "/records"})
        assert here.address == "/records"
        assert "Medical record" in here.page


async def test_the_language_leaves_people_where_they_are(stack: Stack) -> None:
    """With the page's query; a page that answers a refused form leads back to that form's page."""
    async with desk(stack, LAN) as here:
        asked = "/records?state=open&q=tr%E1%BA%A7n"
        await here.open(asked)
        footer = here.page.partition("<footer")[2]
        assert f'name="next" value="{escape(asked)}"' in footer
        await here.send("/language", {"language": "en", "next": asked})
        assert (here.status, here.query) == (200, "state=open&q=tr%E1%BA%A7n")
        await here.send(
            "/records/x/sheets", {"form": "treatment-sheet"}, referer="http://hsba.test/records/x/sheets/new?form=treatment-sheet"
        )
        assert here.status == 404
        assert 'name="next" value="/records/x/sheets/new?form=treatment-sheet"' in here.page.partition("<footer")[2]
        for elsewhere in ("https://example.org/?a=1", "//example.org/?a=1"):
            await here.send("/language", {"language": "vi", "next": elsewhere})
            assert here.address == "/"
