"""Requests of other sites, headers of every answer, cookies, and where a sign-in may lead."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from services.people import SignedIn
from store.queries.people import Person
from tests.web.samples.house import PEOPLE
from web.security import SameOrigin, SecurityHeaders
from web.sessions import Doorkeeper, Visit, forget, inside, keep

HANH = PEOPLE["approver"]


ASKER = SignedIn(Person(HANH.person, "nguyen.thi.thuy.hanh", HANH.name), [], None, machine=False)


async def _who(token: str) -> Visit | None:
    return Visit(HANH, ASKER) if token == "right" else None


async def _away(request: Request, lost: Exception) -> Response:
    return PlainTextResponse(str(lost), 503)


async def _hello(request: Request) -> Response:
    return PlainTextResponse(request.state.signed_in.name if request.state.signed_in else "nobody")


async def _pdf(request: Request) -> Response:
    return Response(b"%PDF-", media_type="application/pdf")


def house(https: bool = False) -> TestClient:
    app = Starlette(
        routes=[Route("/", _hello, methods=["GET", "POST"]), Route("/sign-in", _hello), Route("/paper", _pdf)],
        middleware=[
            Middleware(SecurityHeaders, https=https),
            Middleware(SameOrigin),
            Middleware(Doorkeeper, who=_who, https=https, open_to_all=("/sign-in",), away=_away),
        ],
    )
    return TestClient(app, base_url="https://hsba.test" if https else "http://hsba.test", follow_redirects=False)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://hsba.test"}, 403),
        ({"origin": "http://hsba.test"}, 200),
        ({"origin": "http://evil.test"}, 403),
        ({"origin": "null"}, 403),
        ({}, 200),
    ],
)
def test_another_site_cannot_act(headers: dict[str, str], status: int) -> None:
    assert house().post("/", headers=headers | {"cookie": "hsba=right"}).status_code == status


def test_another_site_may_link_here() -> None:
    assert house().get("/", headers={"sec-fetch-site": "cross-site", "cookie": "hsba=right"}).text == HANH.name


def test_every_answer_carries_the_strict_policy() -> None:
    for address in ("/", "/sign-in", "/nowhere"):
        headers = house().get(address, headers={"cookie": "hsba=right"}).headers
        assert "unsafe" not in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_a_refused_request_carries_it_too() -> None:
    assert "content-security-policy" in house().post("/", headers={"sec-fetch-site": "cross-site"}).headers


def test_a_pdf_may_be_shown_by_the_browser_s_own_viewer() -> None:
    assert house().get("/paper", headers={"cookie": "hsba=right"}).headers["content-security-policy"] == "frame-ancestors 'self'"


def test_https_is_kept() -> None:
    assert "strict-transport-security" in house(https=True).get("/sign-in").headers
    assert "strict-transport-security" not in house().get("/sign-in").headers


def test_an_unknown_person_signs_in_and_comes_back() -> None:
    answer = house().get("/?late=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/%3Flate%3D1")


def test_a_piece_asked_by_htmx_sends_the_whole_page_to_sign_in() -> None:
    answer = house().post("/", headers={"hx-request": "true", "hx-current-url": "http://hsba.test/documents/7"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in?next=/documents/7")


def test_a_session_that_ended_is_nobody() -> None:
    assert house().get("/", headers={"cookie": "hsba=ended"}).status_code == 303


def test_the_sign_in_page_is_open_to_all() -> None:
    assert house().get("/sign-in").text == "nobody"


@pytest.mark.parametrize(("https", "name"), [(True, "__Host-hsba"), (False, "hsba")])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(https: bool, name: str) -> None:
    answer = Response()
    keep(answer, "t0ken", https)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{name}=t0ken;")
    assert ("Secure" in cookie) is https
    assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert "Domain" not in cookie
    forget(answer, https)
    assert "Max-Age=0" in answer.headers.getlist("set-cookie")[-1]


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/records/7?page=2", "/records/7?page=2"),
        ("", "/"),
        (None, "/"),
        ("https://evil.test/", "/"),
        ("//evil.test/", "/"),
        ("/\\evil.test", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_a_sign_in_never_leads_elsewhere(asked: str | None, led: str) -> None:
    assert inside(asked) == led
