"""The desk as a web application: its rooms in one list, its errors as pages."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from khabar import __version__
from khabar.desk import inbox, preferences
from khabar.desk.page import STATIC, Desk, make_templates, render
from khabar.errors import InputError, KhabarError
from khabar.lexicon import Lexicon, load_lexicon
from khabar.store import Archive

# Every room of the desk, in the order in which addresses are tried. A new room is one line here.
ROUTERS: tuple[APIRouter, ...] = (
    inbox.router,
    preferences.router,
)


def create_app(archive: Archive, *, team: bool = False, lexicon: Lexicon | None = None) -> FastAPI:
    """The desk over an open archive, which the caller closes. `team`: people sign in; else whoever asks is trusted."""
    app = FastAPI(title="Khabar", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.desk = Desk(archive, lexicon or load_lexicon(), make_templates(), team)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(KhabarError, _our_error)
    return app


def _http_error(request: Request, error: Exception) -> Response:
    status, detail = (error.status_code, str(error.detail)) if isinstance(error, HTTPException) else (500, "")
    headers = error.headers if isinstance(error, HTTPException) else None
    answer = _error(request, status, detail)
    answer.headers.update(headers or {})
    return answer


def _our_error(request: Request, error: Exception) -> Response:
    """What Khabar raises on purpose says what to do about it; it is shown."""
    return _error(request, 400 if isinstance(error, InputError) else 503, str(error))


def _error(request: Request, status: int, detail: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": detail}, status)
    known = status if status in (400, 401, 403, 404, 405, 409, 413, 429, 503) else 500
    return render(request, "error.html", status, code=status, known=known, detail=detail)
