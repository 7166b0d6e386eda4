"""The desk as a web application: its rooms in one list, its errors as pages."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from khabar import __version__
from khabar.desk import correct, explore, inbox, incident, people, places, preferences, report
from khabar.desk.api import make_api
from khabar.desk.page import STATIC, Desk, make_templates, render, words_of
from khabar.desk.problems import told
from khabar.desk.security import Access, Guard
from khabar.errors import Forbidden, InputError, KhabarError, NotFound, StaleRevision
from khabar.lexicon import Lexicon, load_lexicon
from khabar.store import Archive

# Every room of the desk, in the order in which addresses are tried. A new room is one line here.
ROUTERS: tuple[APIRouter, ...] = (
    inbox.router,
    report.router,
    correct.router,
    incident.router,
    explore.router,
    places.router,
    preferences.router,
    people.router,
)


def create_app(archive: Archive, access: Access | None = None, *, lexicon: Lexicon | None = None) -> FastAPI:
    """The desk over an open archive, which the caller closes. `access`: who may reach it; by default whoever asks."""
    access = access or Access()
    app = FastAPI(title="Khabar", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    lexicon = lexicon or load_lexicon()
    app.state.desk = Desk(archive, lexicon, make_templates(), access)
    app.mount("/api/v1", make_api(lexicon, access.prefix))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    for kind, answer in ERRORS.items():
        app.add_exception_handler(kind, answer)
    app.add_middleware(Guard, archive=archive, access=access, refuse=_error)
    return app


def _http_error(request: Request, error: Exception) -> Response:
    """What the framework refuses: the heading says it in the reader's language."""
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    answer = _error(request, status)
    answer.headers.update(headers or {})
    return answer


def _malformed(request: Request, error: Exception) -> Response:
    """A number that is none in an address leads nowhere; in a form it is not understood."""
    return _error(request, 404 if request.method == "GET" else 400)


def _our_error(request: Request, error: Exception) -> Response:
    """What Khabar raises on purpose says what to do about it; it is shown."""
    known = {NotFound: 404, Forbidden: 403, InputError: 400, StaleRevision: 409}
    status = next((status for kind, status in known.items() if isinstance(error, kind)), 503)
    return _error(request, status, error if isinstance(error, KhabarError) else None)


ERRORS = {HTTPException: _http_error, RequestValidationError: _malformed, KhabarError: _our_error}


def _error(request: Request, status: int, why: KhabarError | None = None) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": str(why or "")}, status)
    detail = told(why, words_of(request)) if why else None
    known = status if status in (400, 401, 403, 404, 405, 409, 413, 421, 429, 503) else 500
    return render(request, "error.html", status, code=status, known=known, detail=detail)
