"""What goes wrong, as problem details (RFC 9457): every error of the API has this one form."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from khabar.errors import Forbidden, InputError, KhabarError, NotFound, StaleRevision
from khabar.objects import Frozen
from khabar.store.review import Change

_log = logging.getLogger("khabar.desk")


class Problem(Frozen):
    """An error: `title` says what is wrong and what to do about it, `errors` where in the request."""

    type: str = "about:blank"
    title: str
    status: int
    errors: tuple[str, ...] = ()


class StaleProblem(Problem):
    """Someone else was faster: the newest revision and reading, and what was changed since."""

    revision: int
    reading: int | None = None
    changes: tuple[Change, ...] = Field(default=(), description="what the others changed since, oldest first")


_MEANT = {
    400: "the request cannot be read",
    401: "no token, or one that does not work",
    403: "this person may not do this, or not now",
    404: "there is no such thing",
    405: "this cannot be done to this address",
    409: "someone else was faster; nothing was written",
    413: "the body is too large",
    421: "a local desk answers to localhost and 127.0.0.1 alone",
    422: "the request is not as described, or would not leave a valid record",
    429: "too much at once; Retry-After says how long to wait",
    503: "the archive cannot be read or written",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The descriptions of error answers, for `responses=` of a route."""
    return {
        status: {"model": StaleProblem if status == 409 else Problem, "description": _MEANT[status]}
        for status in statuses
    }  # fmt: skip


# Of routes that write, besides what every route may answer.
WRITES = problems(404, 409, 413)


def handle(api: FastAPI) -> None:
    """Let every error leave the API as a problem."""
    api.add_exception_handler(KhabarError, _ours)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(Exception, _unexpected)


def _answer(problem: Problem, headers: Any = None) -> Response:
    data = problem.model_dump(mode="json")
    return JSONResponse(data, problem.status, headers=headers, media_type="application/problem+json")


def _ours(request: Request, error: Exception) -> Response:
    if isinstance(error, StaleRevision):
        changes = tuple(c for c in error.changes if isinstance(c, Change))
        return _answer(
            StaleProblem(title=str(error), status=409, revision=error.revision, reading=error.reading, changes=changes)
        )
    known = ((InputError, 422), (Forbidden, 403), (NotFound, 404))
    return _answer(Problem(title=str(error), status=next((s for k, s in known if isinstance(error, k)), 503)))


def _invalid(request: Request, error: Exception) -> Response:
    errors = error.errors() if isinstance(error, RequestValidationError) else ()
    told = tuple(f"{'.'.join(map(str, e['loc']))}: {e['msg']}"[:300] for e in errors[:20])
    return _answer(Problem(title="the request is not as described", status=422, errors=told))


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return _unexpected(request, error)
    title = str(error.detail) if error.status_code == 400 else _MEANT.get(error.status_code, "")
    title = title or HTTPStatus(error.status_code).phrase
    return _answer(Problem(title=title, status=error.status_code), error.headers)


def _unexpected(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _answer(Problem(title="something went wrong in the desk; its log says what", status=500))
