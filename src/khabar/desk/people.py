"""Signing in and out, one's own account, and the list of people that an admin keeps."""

from __future__ import annotations

import threading
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from khabar.desk.limits import Limiter
from khabar.desk.page import render, words_of
from khabar.desk.problems import told
from khabar.desk.security import COOKIE, Access, client_of, cookie, within
from khabar.errors import Forbidden, InputError, KhabarError
from khabar.store import Archive
from khabar.store.people import (
    ROLES,
    Person,
    Role,
    add_person,
    add_token,
    change_person,
    check_password,
    close_session,
    open_session,
    people_of,
    revoke_token,
    tokens_of,
)

router = APIRouter(include_in_schema=False)
# Each hash takes 64 MB of memory for a moment: a crowd at the door must wait, not fill the machine.
_AT_ONCE = threading.BoundedSemaphore(2)
_Text = Annotated[str, Form(max_length=2000)]


class Door:
    """How often someone may try to sign in: by address, and by name from anywhere."""

    def __init__(self, access: Access) -> None:
        """A few attempts a minute for a name, three times as many for an address that many may share."""
        self._names = Limiter(access.sign_ins)
        self._addresses = Limiter(access.sign_ins * 3)

    def wait(self, name: str, address: str) -> int:
        """Seconds until the next attempt, 0 for now."""
        return max(self._names.wait(name.casefold()[:200]), self._addresses.wait(address))


def signed_in(request: Request) -> Person:
    """Who asks; raises `Forbidden` where nobody signs in or a proxy does it."""
    person: Person = request.state.person
    if person.alone:
        raise Forbidden("this archive has no people; `khabar people add` makes the first one", "people/none")
    return person


def admin(request: Request) -> Person:
    """Who asks, where it is an admin."""
    person = signed_in(request)
    if not person.is_at_least("admin"):
        raise Forbidden("an admin keeps the list of people", "people/admin")
    return person


def _archive(request: Request) -> Archive:
    archive: Archive = request.state.archive
    return archive


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "/") -> Response:
    """The form; whoever is signed in goes on."""
    if request.state.person.active or not request.state.access.team:
        return RedirectResponse(within(next), 303)
    return render(request, "signin.html", next=within(next), problem=None, proxy=request.state.access.proxy_header)


@router.post("/sign-in")
def sign_in(request: Request, name: _Text = "", password: _Text = "", next: _Text = "/") -> Response:
    """Open a session under a new secret: one that somebody else gave the browser before is worth nothing."""
    access: Access = request.state.access
    if not access.team or access.proxy_header:
        raise Forbidden("nobody signs in with a password here", "people/no_passwords")
    archive, t = _archive(request), words_of(request)
    wait = _door(request).wait(name, client_of(request, access))
    person = None
    if not wait:
        with _AT_ONCE:
            person = check_password(archive, name, password)
    if person is None:
        problem = t("people/wait", seconds=wait) if wait else t("people/wrong")
        answer: Response = render(
            request, "signin.html", 429 if wait else 401, next=within(next), problem=problem, proxy=None
        )
        if wait:
            answer.headers["Retry-After"] = str(wait)
        return answer
    close_session(archive, request.cookies.get(COOKIE, ""))
    answer = RedirectResponse(within(next), 303)
    answer.headers.append("Set-Cookie", cookie(open_session(archive, person.name)))
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session, here and in the archive."""
    close_session(_archive(request), request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/sign-in", 303)
    answer.headers.append("Set-Cookie", cookie(""))
    return answer


@router.get("/account")
def account_page(request: Request, person: Annotated[Person, Depends(signed_in)]) -> Response:
    """One's own password and keys."""
    return _account(request, person)


@router.post("/account/password")
def set_own_password(
    request: Request, person: Annotated[Person, Depends(signed_in)], old: _Text = "", new: _Text = ""
) -> Response:
    """A new password, by whoever knows the old one; other sessions end and this one goes on under a new secret."""
    archive, access, t = _archive(request), request.state.access, words_of(request)
    wait = _door(request).wait(person.name, client_of(request, access))
    if wait:
        return _account(request, person, 429, problem=t("people/wait", seconds=wait))
    with _AT_ONCE:
        if check_password(archive, person.name, old) is None:
            return _account(request, person, 403, problem=t("people/wrong"))
        try:
            change_person(archive, person.name, password=new)
        except InputError as error:
            return _account(request, person, 400, problem=told(error, words_of(request)))
    answer = _account(request, person, said=t("people/password_changed"))
    answer.headers.append("Set-Cookie", cookie(open_session(archive, person.name)))
    return answer


@router.post("/account/tokens")
def make_token(
    request: Request,
    person: Annotated[Person, Depends(signed_in)],
    label: _Text = "",
    role: Annotated[Role, Form()] = "reader",
) -> Response:
    """A new key, shown this once."""
    try:
        _, secret = add_token(_archive(request), person.name, label, role)
    except (InputError, Forbidden) as error:
        return _account(request, person, 400, problem=told(error, words_of(request)))
    return _account(request, person, secret=secret)


@router.post("/account/tokens/{token}/end")
def end_token(request: Request, person: Annotated[Person, Depends(signed_in)], token: int) -> Response:
    """A key that no longer opens anything."""
    revoke_token(_archive(request), person.name, token)
    return RedirectResponse("/account", 303)


@router.get("/people")
def people_page(request: Request, person: Annotated[Person, Depends(admin)]) -> Response:
    """Everyone, and a form for one more."""
    return _people(request)


@router.post("/people")
def add(
    request: Request, person: Annotated[Person, Depends(admin)], name: _Text = "", password: _Text = "",
    role: Annotated[Role, Form()] = "analyst",
) -> Response:  # fmt: skip
    """Add someone."""
    try:
        add_person(_archive(request), name, role, password or None)
    except KhabarError as error:
        return _people(request, 400, told(error, words_of(request)))
    return RedirectResponse("/people", 303)


@router.post("/people/change")
def change(
    request: Request, person: Annotated[Person, Depends(admin)], name: _Text = "", password: _Text = "",
    role: Annotated[Role | None, Form()] = None, active: Annotated[bool | None, Form()] = None,
) -> Response:  # fmt: skip
    """Change a role or a password, let someone go, or take them back."""
    try:
        change_person(_archive(request), name, role=role, active=active, password=password or None)
    except KhabarError as error:
        return _people(request, 400, told(error, words_of(request)))
    return RedirectResponse("/people", 303)


def _account(
    request: Request, person: Person, status: int = 200, *, problem: Markup | str | None = None,
    said: str | None = None, secret: str | None = None,
) -> Response:  # fmt: skip
    roles = ROLES[: ROLES.index(person.role) + 1]
    return render(
        request, "account.html", status, tokens=tokens_of(_archive(request), person.name), roles=roles, problem=problem,
        said=said, secret=secret, proxy=request.state.access.proxy_header,
    )  # fmt: skip


def _people(request: Request, status: int = 200, problem: Markup | None = None) -> Response:
    everyone = people_of(_archive(request))
    return render(request, "people.html", status, everyone=everyone, roles=ROLES, problem=problem)


def _door(request: Request) -> Door:
    """The desk's own door: how often who tried is remembered as long as it is open."""
    state = request.app.state
    if not hasattr(state, "door"):
        state.door = Door(request.state.access)
    door: Door = state.door
    return door
