"""What every page of the desk shares: the archive, the language, and templates that escape whatever they are given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from khabar import __version__
from khabar.desk.security import Access
from khabar.desk.words import Words, compile_words, known_language
from khabar.lexicon import Lexicon
from khabar.store import Archive
from khabar.store.people import LOCAL, Person
from khabar.store.query import Aliases, compile_aliases

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
LANGUAGE_COOKIE, THEME_COOKIE, KEYS_COOKIE = "khabar_language", "khabar_theme", "khabar_keys"
Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")
# The rooms that every page leads to: key of their name, address.
ROOMS = (("nav/inbox", "/"), ("nav/incidents", "/incidents"), ("nav/explore", "/explore"))

# Where an address of the desk begins in a page. What reports say cannot look so: its quotation marks are escaped.
_LEADING = re.compile(r'\s(?:href|src|action|formaction|hx-get|hx-post)="(?=/(?!/))')
# What HTML cannot hold, and what would turn the words around it about: none of it may act in a page of ours.
_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages work with."""

    archive: Archive
    lexicon: Lexicon
    templates: Environment
    access: Access

    @property
    def aliases(self) -> Aliases:
        """The names that a search takes for one another."""
        return self.lexicon.build(compile_aliases)


_DATE = re.compile(r"\d{4}-\d{2}")


def harmless(text: str) -> str:
    """`text` with control characters and bidi overrides as U+FFFD, one for one: offsets stay."""
    return _HARMFUL.sub("\ufffd", text)


def web_address(url: str | None) -> str | None:
    """An address that a browser may be led to; None for `javascript:` and whatever else is no web page."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def brief(text: str | None, most: int = 160) -> str:
    """The beginning of a text, on one line."""
    line = " ".join((text or "")[: most * 4].split())
    return line if len(line) <= most and len(text or "") <= most * 4 else line[:most].rstrip() + "…"


def straight(text: str) -> str:
    """Days within a line that can hold no markup: a mark of direction before each, else their parts change places."""
    return _DATE.sub("\u200e\\g<0>", text)


def make_templates() -> Environment:
    """The templates; every value is escaped and made harmless, and one that is missing is an error."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    templates.filters |= {"brief": brief, "straight": straight, "web_address": web_address, "harmless": harmless}
    templates.globals |= {"version": __version__, "rooms": ROOMS, "themes": THEMES}
    return templates


def _finalize(value: Any) -> Any:
    if value is None:
        return ""
    return harmless(value) if type(value) is str else value


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    return cast(Desk, request.app.state.desk)


def words_of(request: Request) -> Words:
    """The interface in the language that the reader chose."""
    return desk_of(request).lexicon.build(compile_words)[known_language(request.cookies.get(LANGUAGE_COOKIE))]


def person_of(request: Request) -> Person:
    """Who asks."""
    return cast(Person, request.state.person)


def render(request: Request, template: str, /, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template of `templates/`.

    Every template is given `t` (`t("inbox/title")`), `label` (`label("act", "deny")`), `lang`, `dir`, `theme`, `keys`,
    `path`, `here` (path and query), `team`, `person` (None or who is signed in), `signed` (whether anyone may go on),
    `proxied`, `who` (`who(name)` as it is shown), `csrf`, `tiles` and `root` besides `values`. Addresses
    begin with `/`; where a proxy serves the desk under a path (`root`), it is put before them at the end.
    """
    words, theme = words_of(request), request.cookies.get(THEME_COOKIE)
    query, person = request.url.query, person_of(request)
    shared = {
        "t": words, "label": words.label, "lang": words.language, "dir": words.direction,
        "theme": theme if theme in THEMES else "auto", "keys": request.cookies.get(KEYS_COOKIE) != "off",
        "path": request.url.path, "here": request.url.path + (f"?{query}" if query else ""),
        "team": desk_of(request).access.team, "person": None if person.alone else person,
        "signed": person.active, "proxied": desk_of(request).access.proxy_header is not None,
        "who": lambda name: words("desk/local") if name == LOCAL.name else name,
        "csrf": request.state.csrf, "tiles": desk_of(request).access.tiles, "root": desk_of(request).access.prefix,
    }  # fmt: skip
    page = desk_of(request).templates.get_template(template).render(shared | values)
    if shared["root"]:
        page = _LEADING.sub(rf"\g<0>{shared['root']}", page)
    return HTMLResponse(page.encode("utf-8", "replace"), status)
