"""What stands between the desk and the world: who is asking, from where, and what no answer may carry.

The app is made so (`Guard` is outermost):

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(people.router)          # /sign-in, /sign-out, /people, /account
    app.mount("/api/v1", make_api(archive, lexicon))
    app.add_middleware(Guard, archive=archive, access=access, refuse=_error)

In every handler then: `request.state.person` (a `Person`; `Guard` sends strangers to /sign-in before a handler sees
them), `request.state.csrf` (in each form as `<input type="hidden" name="csrf" value="…">`, or as the header
`X-CSRF-Token` that htmx sends), `request.state.archive`, `request.state.access`. Uvicorn runs with
`proxy_headers=False`: whom to trust is decided here.
"""

from __future__ import annotations

import hmac
import logging
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address, ip_network
from types import MappingProxyType
from urllib.parse import parse_qs, quote, urlsplit

from anyio import to_thread
from fastapi import Request
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from khabar.desk.limits import Limiter
from khabar.errors import KhabarError, SettingError
from khabar.store import Archive
from khabar.store.people import LOCAL, Person, find_person, person_of_session, person_of_token

COOKIE = "khabar_session"
API = "/api/"
SIGN_IN = "/sign-in"
# What strangers are shown: to sign in, and what that page needs.
_OPEN = (SIGN_IN, "/preferences")
_STATIC = "/static/"
_SAFE = frozenset(["GET", "HEAD", "OPTIONS"])
# On pages that need no sign-in: someone who may do nothing.
STRANGER = Person(name="", role="reader", active=False, alone=True)
_log = logging.getLogger("khabar.desk")
_COOKIE_PATH = re.compile(rb"(?<=; )Path=/(?=;|$)", re.I)
_BEARER = {"WWW-Authenticate": "Bearer"}
_HEADER = re.compile(r"[A-Za-z0-9-]{1,64}")
_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_TILES = re.compile(r"https?://[A-Za-z0-9.:-]+(?=/|$)")


@dataclass(frozen=True)
class Access:
    """Who may reach the desk and how they say who they are.

    `team` is false on a local archive bound to 127.0.0.1: there is one person, and only loopback names are answered.
    `proxy_header` is the header in which a reverse proxy at one of the addresses `proxy_from` (networks as
    10.0.0.0/8 too) names the person; with it, passwords are not asked for. `https`: browsers reach the desk over
    HTTPS alone. `prefix` is the path under which a proxy serves the desk (`/khabar`). `tiles` is the address of map
    tiles (`https://tile.example.org/{z}/{x}/{y}.png`), if any. `writes` and `sign_ins` are per minute and person or
    address; `largest` is the most bytes of a request's body.
    """

    team: bool = False
    proxy_header: str | None = None
    proxy_from: tuple[str, ...] = ()
    https: bool = False
    prefix: str = ""
    tiles: str | None = None
    writes: int = 240
    sign_ins: int = 10
    largest: int = 1_000_000

    def __post_init__(self) -> None:
        """Look at what was given."""
        if self.proxy_header is not None and not (_HEADER.fullmatch(self.proxy_header) and self.proxy_from):
            raise SettingError("a proxy needs the name of its header and its address (--proxy-header, --proxy-from)")
        for network in self.proxy_from:
            try:
                ip_network(network, strict=False)
            except ValueError:
                raise SettingError(f"{network} is no address or network; write 10.0.0.5 or 10.0.0.0/24") from None
        if not _PREFIX.fullmatch(self.prefix):
            raise SettingError(f"{self.prefix} is no path; write /khabar, without a slash at its end")
        if self.tiles is not None and not _TILES.match(self.tiles):
            raise SettingError(f"{self.tiles} is no address of tiles; write https://host/{{z}}/{{x}}/{{y}}.png")

    @cached_property
    def policy(self) -> str:
        """The content security policy of every answer."""
        parts = urlsplit(self.tiles or "")
        tiles = f" {parts.scheme}://{parts.netloc}" if parts.netloc and parts.scheme in ("http", "https") else ""
        return (
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; font-src 'self'; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )

    def trusts(self, address: str) -> bool:
        """Whether a proxy at that address is believed."""
        try:
            return any(ip_address(address) in ip_network(n, strict=False) for n in self.proxy_from)
        except ValueError:
            return False


class Refused(KhabarError):
    """A request that is not let in, with the status and headers of the answer."""

    status = 500
    headers: Mapping[str, str] = MappingProxyType({})


def _refused(
    status: int, reason: str, code: str, headers: Mapping[str, str] | None = None, **parameters: object
) -> Refused:
    """The error to be raised; `reason` says in one line why, and what to do."""
    refused = Refused(reason, code, **parameters)
    refused.status, refused.headers = status, headers or {}
    return refused


Refuse = Callable[[Request, int, KhabarError | None], Response]


class Guard:
    """ASGI middleware: every request passes it, every answer leaves through it."""

    def __init__(self, app: ASGIApp, *, archive: Archive, access: Access, refuse: Refuse | None = None) -> None:
        """`refuse` makes the page that says why a request was refused."""
        self._app = app
        self._archive = archive
        self._access = access
        self._refuse = refuse
        self._writes = Limiter(access.writes)
        self._alone = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        scope = _within(scope, self._access.prefix)
        answer = _Answer(send, self._headers(scope), self._access)
        request = Request(scope, receive)
        scope["state"] = {
            **scope.get("state", {}), "archive": self._archive, "access": self._access, "person": STRANGER, "csrf": ""
        }  # fmt: skip
        try:
            replay = await self._admit(request, answer)
            await self._app(scope, replay, answer)
        except Refused as refused:
            await self._no(request, refused.status, refused, refused.headers)(scope, receive, answer)
        except Exception:
            _log.exception("%s %s failed", scope["method"], scope["path"])
            if not answer.begun:
                await self._no(request, 500, None, {})(scope, receive, answer)

    def _no(self, request: Request, status: int, why: KhabarError | None, headers: Mapping[str, str]) -> Response:
        made: Response
        reason = str(why or "")
        if request.url.path.startswith(API):
            problem = {"type": "about:blank", "title": reason or "Something went wrong", "status": status}
            made = JSONResponse(problem, status, media_type="application/problem+json")
        elif status == 401 and request.method == "GET" and "hx-request" not in request.headers:
            query = request.url.query
            back = request.url.path + (f"?{query}" if query else "")
            made = RedirectResponse(f"{SIGN_IN}?next={quote(back, safe='')}", 303)
        else:
            try:
                made = self._refuse(request, status, why) if self._refuse else PlainTextResponse(reason, status)
            except Exception:
                _log.exception("the page that tells of an error failed")
                made = PlainTextResponse(reason, status)
            if status == 401:
                made.headers["HX-Redirect"] = SIGN_IN
        made.headers.update(headers)
        return made

    def _headers(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        headers = {
            "content-security-policy": self._access.policy,
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            # Pages say `same-origin` themselves: over plain HTTP that tells us a form's origin, and others nothing.
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=()",
        }
        if not scope["path"].startswith(_STATIC):
            headers["cache-control"] = "no-store"
        if self._access.https:
            headers["strict-transport-security"] = "max-age=31536000"
        return [(name.encode(), value.encode()) for name, value in headers.items()]

    async def _admit(self, request: Request, answer: _Answer) -> Receive:
        """Let a request in, or raise `Refused`. Gives what the app receives: the body, read within bounds."""
        if not self._access.team and not _is_loopback(_only(request, "host")):
            raise _refused(421, "this desk answers to localhost and 127.0.0.1 alone", "desk/loopback")
        path, writes = request.url.path, request.method not in _SAFE
        if path.startswith(_STATIC) and not writes:
            return request.receive
        person, by_token = await self._who(request)
        if person is None and path not in _OPEN:
            raise _refused(401, "sign in first", "desk/sign_in", _BEARER if path.startswith(API) else None)
        request.state.person = person or STRANGER
        visitor = request.cookies.get(COOKIE, "") if self._access.team else self._alone
        if not by_token and len(visitor) < 20:
            visitor = secrets.token_urlsafe(32)
            answer.cookies.append(cookie(visitor))
        request.state.csrf = csrf_of(visitor)
        if not writes:
            return request.receive
        wait = self._writes.wait((person.name if person else "") or f"@{client_of(request, self._access)}")
        if wait:
            raise _refused(
                429, "too many changes at once; go on in {seconds} s", "desk/too_fast", {"Retry-After": str(wait)},
                seconds=wait,
            )  # fmt: skip
        body = await _body(request, self._access.largest)
        if not by_token:
            _same_site(request)
            if not _proves(request, body, request.state.csrf):
                raise _refused(
                    403, "this page is too old to be sent; load it again and repeat what you did", "desk/old_page"
                )
        return _replay(body, request.receive)

    async def _who(self, request: Request) -> tuple[Person | None, bool]:
        """Who asks, and whether by a token."""
        if not self._access.team:
            return LOCAL, False
        given = _only(request, "authorization")
        scheme, _, secret = (given or "").partition(" ")
        # What a browser told the proxy (Basic, Negotiate …) comes along with every request, and is not meant for us.
        ours = given is not None and (scheme.lower() == "bearer" or not self._access.proxy_header)
        if ours and request.url.path.startswith(API):
            if scheme.lower() != "bearer":
                raise _refused(401, "write the token as Authorization: Bearer TOKEN", "desk/bearer", _BEARER)
            person = await to_thread.run_sync(person_of_token, self._archive, secret.strip())
            if person is None:
                raise _refused(401, "this token is unknown or has run out", "desk/token", _BEARER)
            return person, True
        if self._access.proxy_header:
            return await self._by_proxy(request, self._access.proxy_header), False
        secret = request.cookies.get(COOKIE, "")
        if not secret:
            return None, False
        return await to_thread.run_sync(person_of_session, self._archive, secret), False

    async def _by_proxy(self, request: Request, header: str) -> Person | None:
        """The person that a trusted proxy names; whoever comes past the proxy is a stranger, whatever they say."""
        if request.client is None or not self._access.trusts(request.client.host):
            return None
        name = _only(request, header)
        if name is None:
            return None
        try:
            name = name.encode("latin-1").decode("utf-8")  # proxies send UTF-8, HTTP knows only Latin-1
        except UnicodeError as error:
            raise _refused(400, "{header} holds no UTF-8", "desk/no_utf8", header=header) from error
        person = await to_thread.run_sync(find_person, self._archive, name)
        if person is None or not person.active:
            raise _refused(403, "nobody of that name works here; an admin can add you", "desk/unknown_person")
        return person


def csrf_of(visitor: str) -> str:
    """What forms of this visitor must carry: it follows from the secret in their cookie, which no other site reads."""
    return hmac.new(visitor.encode(), b"khabar csrf", "sha256").hexdigest()


def cookie(secret: str) -> str:
    """The header that gives a browser its secret, or with an empty one takes it away; `_Answer` completes it."""
    ends = "; Max-Age=0" if not secret else ""
    return f"{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax{ends}"


def client_of(request: Request, access: Access) -> str:
    """The address of who asks: what the trusted proxy saw, else the other end of the connection."""
    address = request.client.host if request.client else ""
    if access.trusts(address) and (forwarded := request.headers.getlist("x-forwarded-for")):
        return forwarded[-1].rpartition(",")[2].strip()[:64]
    return address


def within(address: str) -> str:
    """An address of the desk itself to go on to; the inbox for what leads anywhere else."""
    parts = urlsplit(address) if address.isprintable() and "\\" not in address else None
    if parts is None or parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return "/"
    return address


class _Answer:
    """The way out: the headers that every answer bears, cookies that the guard gives, addresses as a proxy has them."""

    def __init__(self, send: Send, headers: Iterable[tuple[bytes, bytes]], access: Access) -> None:
        self._send = send
        self._prefix = access.prefix.encode()
        self._secure = b"; Secure" if access.https else b""
        self._headers = list(headers)
        self.cookies: list[str] = []
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            given = list(message.get("headers", ()))
            known = {name.lower() for name, _ in given}
            # A stricter policy that a page sets itself is joined by ours, and both hold.
            ours = [h for h in self._headers if h[0] not in known or h[0] == b"content-security-policy"]
            set_by_page = any(n.lower() == b"set-cookie" and v.startswith(f"{COOKIE}=".encode()) for n, v in given)
            if not set_by_page:
                ours += [(b"set-cookie", c.encode()) for c in self.cookies]
            message = {**message, "headers": [(name, self._outward(name.lower(), v)) for name, v in given + ours]}
        await self._send(message)

    def _outward(self, name: bytes, value: bytes) -> bytes:
        """A header as browsers must see it: where the desk has a path of its own, and is reached over HTTPS."""
        if name == b"set-cookie":
            return _COOKIE_PATH.sub(b"Path=" + self._prefix + b"/", value) + self._secure
        leads = name in (b"location", b"hx-redirect") and value.startswith(b"/") and not value.startswith(b"//")
        return self._prefix + value if leads else value


def _within(scope: Scope, prefix: str) -> Scope:
    """A request as if the desk stood at the root: some proxies take the prefix away, others leave it."""
    path = scope["path"]
    if not prefix or not (path == prefix or path.startswith(f"{prefix}/")):
        return scope
    bare = path[len(prefix) :] or "/"
    return {**scope, "path": bare, "raw_path": quote(bare).encode()}


def _only(request: Request, header: str) -> str | None:
    """A header that may stand only once."""
    found = request.headers.getlist(header)
    if len(found) > 1:
        raise _refused(400, "{header} stands more than once", "desk/twice", header=header)
    return found[0] if found else None


def _is_loopback(host: str | None) -> bool:
    try:
        name = urlsplit(f"//{host or ''}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _same_site(request: Request) -> None:
    """Raise `Refused` for what another site's page sends; browsers say so, other programs say nothing.

    Over HTTPS and on this machine a browser says by Sec-Fetch-Site whose page it was, which no page can forge, even
    where a proxy gave the desk another name; elsewhere the page's origin must bear the name that the desk was asked by.
    """
    origin, site = _only(request, "origin"), _only(request, "sec-fetch-site")
    try:
        named = origin is None or urlsplit(origin).netloc.lower() == (_only(request, "host") or "").lower()
    except ValueError:
        named = False
    if not (site == "same-origin" or (named and site in (None, "none"))):
        raise _refused(403, "this came from a page of another site; nothing was changed", "desk/other_site")


def _proves(request: Request, body: bytes, csrf: str) -> bool:
    """Whether a request was made by a page of ours, or by what no page of another site could send unasked."""
    kind = (_only(request, "content-type") or "").partition(";")[0].strip().lower()
    token = _only(request, "x-csrf-token") or ""
    if not token and kind == "application/x-www-form-urlencoded":
        try:
            token = (parse_qs(body.decode("ascii"), max_num_fields=5000).get("csrf") or [""])[0]
        except ValueError:
            return False
    if hmac.compare_digest(token.encode("utf-8", "replace"), csrf.encode()):
        return True
    # On a local archive scripts use the API without a cookie: a page of another site would have to ask first (CORS).
    local = not request.state.access.team and request.url.path.startswith(API)
    return local and (kind == "application/json" or request.method in ("PUT", "PATCH", "DELETE"))


async def _body(request: Request, largest: int) -> bytes:
    """The whole body. Raises `Refused` for one that is too large, before it is in memory."""
    announced = _only(request, "content-length")
    if announced is not None and not (announced.isascii() and announced.isdigit()):
        raise _refused(400, "Content-Length is no number", "desk/no_length")
    if announced is not None and (len(announced) > 12 or int(announced) > largest):
        raise _refused(413, "more than {most} bytes; send less at once", "desk/large", most=largest)
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > largest:
            raise _refused(413, "more than {most} bytes; send less at once", "desk/large", most=largest)
    return bytes(read)


def _replay(body: bytes, then: Receive) -> Receive:
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return await then()  # that the other end has gone, when it has
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
