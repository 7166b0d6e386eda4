"""The desk over JSON, under /api/v1: the same archive, the same rules, described by an OpenAPI document."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI

from khabar import __version__
from khabar.desk.api import changes, exports, incidents, people, reports
from khabar.desk.api.problems import handle, problems
from khabar.lexicon import Lexicon

ROUTERS: tuple[APIRouter, ...] = (
    reports.router, changes.router, incidents.router, people.router, exports.router
)  # fmt: skip
_ABOUT = """Reports, their machine-made and corrected records, and the audit of every change.

On a team's desk send a token: `Authorization: Bearer khabar_…` (made under /account). Every change names the `revision`
and the `reading` that you looked at; where there are newer ones the answer is 409 with what the others did, and nothing
is written. Offsets are Unicode code points into `report.text`. Errors are problem details (RFC 9457)."""


def make_api(lexicon: Lexicon, prefix: str = "") -> FastAPI:
    """The API as an application of its own, to be mounted at /api/v1 behind `security.Guard`."""
    api = FastAPI(
        title="Khabar", version=__version__, description=_ABOUT, docs_url=None, redoc_url=None,
        openapi_url="/openapi.json", responses=problems(400, 401, 403, 421, 422, 429, 503),
        servers=[{"url": f"{prefix}/api/v1"}], redirect_slashes=False, root_path_in_servers=False,
    )  # fmt: skip
    api.state.lexicon = lexicon
    for router in ROUTERS:
        api.include_router(router)
    handle(api)
    plain = api.openapi

    def described() -> dict[str, Any]:
        known = api.openapi_schema is not None
        return plain() if known else _honest(plain())

    api.openapi = described  # type: ignore[method-assign]
    return api


def _honest(document: dict[str, Any]) -> dict[str, Any]:
    """The document with errors under the media type that they have, and tokens as the way in."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if status >= "400" and "application/json" in answer.get("content", {}):
                    answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
    document.setdefault("components", {})["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{}, {"token": []}]
    return document
