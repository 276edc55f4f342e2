"""Everything that can go wrong, as problem+json: refusals, wrong shapes, unknown addresses, and what nobody foresaw."""

import logging
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.faults import lines
from api.problems import other, problem, standing
from domain.errors import Malformed, Refusal, SignInRefused, Unavailable

log = logging.getLogger("hsba.api")


class Problem(JSONResponse):
    media_type = "application/problem+json"


def answered(refusal: Refusal) -> Problem:
    """The answer to a refusal."""
    status, _ = standing(refusal)
    return Problem(problem(refusal), status, _headers(refusal))


def _headers(refusal: Refusal) -> Mapping[str, str]:
    match refusal:
        case SignInRefused():
            return {"www-authenticate": 'Bearer realm="hsba"'}
        case Unavailable():
            return {"retry-after": "5"}
        case _:
            return {}


def install(app: FastAPI) -> None:
    """Puts the handlers on the application."""

    async def refused(request: Request, error: Exception) -> Problem:
        assert isinstance(error, Refusal)
        return answered(error)

    async def shapeless(request: Request, error: Exception) -> Problem:
        assert isinstance(error, RequestValidationError)
        return answered(Malformed(*lines(error.errors())))

    async def http(request: Request, error: Exception) -> Problem:
        assert isinstance(error, HTTPException)
        if error.status_code == 400:  # the framework's word for a body that no parser gets through
            return answered(Malformed("body: không đọc được / cannot be read"))
        return Problem(other(error.status_code), error.status_code, error.headers)

    async def no_database(request: Request, error: Exception) -> Problem:
        log.error("database", exc_info=error)
        return answered(Unavailable("database"))

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(RequestValidationError, shapeless)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(OperationalError, no_database)
    app.add_exception_handler(InterfaceError, no_database)
    app.add_middleware(Unforeseen)


class Unforeseen:
    """What nobody foresaw: the log has it in full, the caller is told no internals."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception:  # this is where every fault that nobody foresaw ends: logged whole, told in one sentence
            log.exception("%s %s", scope.get("method"), scope.get("path"))
            if started or scope["type"] != "http":
                raise
            await Problem(other(500), 500)(scope, receive, send)
