"""What stands between the desk and the world: who is asking, from where, and what no answer may carry.

The app is made so (order matters; `Guard` is outermost):

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(people.router)          # /sign-in, /sign-out, /people
    app.mount("/api/v1", make_api())           # khabar.desk.api
    app.add_middleware(Guard, archive=archive, access=access)

In every handler then: `request.state.person` (a `Person`, never None: `Guard` sends others to /sign-in),
`request.state.csrf` (put it in each form as `<input type="hidden" name="csrf" value="…">`, and once on `<body>` as
`hx-headers='{"X-CSRF-Token": "…"}'`), `request.state.archive`. Run uvicorn with `proxy_headers=False`: whom to trust is
decided here.
"""

from __future__ import annotations

from dataclasses import dataclass

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may reach the desk and how they say who they are.

    `team` is false on a local archive bound to 127.0.0.1: there is one person, and only loopback names are answered.
    `proxy_header` is the header in which a reverse proxy at one of the addresses `proxy_from` names the person; with
    it, passwords are not asked for. `tiles` is the origin of a tile server (`https://tile.example.org`), if any.
    `writes` and `sign_ins` are per minute and person or address.
    """

    team: bool = False
    proxy_header: str | None = None
    proxy_from: tuple[str, ...] = ()
    https: bool = False
    tiles: str | None = None
    writes: int = 240
    sign_ins: int = 10
    largest: int = 1_000_000
