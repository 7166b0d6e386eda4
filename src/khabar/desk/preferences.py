"""Language, light and keys: what each reader chooses, kept in cookies of his browser."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from khabar.desk.page import KEYS_COOKIE, LANGUAGE_COOKIE, THEME_COOKIE, THEMES
from khabar.desk.words import LANGUAGES

router = APIRouter(include_in_schema=False)
_YEAR = 365 * 24 * 3600


def local(address: str) -> str:
    """An address within the desk to go back to; the inbox for any other."""
    good = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if good else "/"


@router.post("/preferences")
def prefer(
    back: Annotated[str, Form()] = "/",
    language: Annotated[str | None, Form()] = None,
    theme: Annotated[str | None, Form()] = None,
    keys: Annotated[str | None, Form()] = None,
) -> RedirectResponse:
    """Keep what was chosen and go back to the page it was chosen on."""
    answer = RedirectResponse(local(back), 303)
    for name, value, allowed in (
        (LANGUAGE_COOKIE, language, LANGUAGES), (THEME_COOKIE, theme, THEMES), (KEYS_COOKIE, keys, ("on", "off")),
    ):  # fmt: skip
        if value in allowed and value is not None:
            answer.set_cookie(name, value, max_age=_YEAR, samesite="lax", httponly=True)
    return answer
