"""People of an archive: who may do what, their passwords, sessions and tokens, their searches and last visits.

Of passwords only argon2id hashes are kept, of sessions and tokens only SHA-256 digests.
"""

from __future__ import annotations

from typing import Literal

from khabar.objects import Frozen
from khabar.store.archive import Archive

Role = Literal["reader", "analyst", "senior", "admin"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "senior", "admin")


class Person(Frozen):
    """Someone at the desk. `alone` is true where an archive has no people: whoever sits there may do all."""

    name: str
    role: Role
    active: bool = True
    alone: bool = False

    def is_at_least(self, role: Role) -> bool:
        """Whether this person's role is that one or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)


LOCAL = Person(name="local", role="admin", alone=True)


class SavedSearch(Frozen):
    """A search under a name of its owner's; `query` is as typed, `filters` the rest of the view's URL."""

    id: int
    name: str
    query: str
    filters: str = ""
    made: str


class Token(Frozen):
    """A key to the API: its owner, what it is for, and what it may do at most (never more than its owner)."""

    id: int
    person: str
    label: str
    role: Role
    made: str
    expires: str | None = None


def add_person(archive: Archive, name: str, role: Role, password: str | None = None) -> Person:
    """Add someone; without a password only a reverse proxy can sign them in.

    Raises `InputError` for a name that is taken or holds what cannot be seen, or a password under 12 characters.
    """
    raise NotImplementedError


def people_of(archive: Archive) -> tuple[Person, ...]:
    """Everyone, also those who are no longer active, by name."""
    raise NotImplementedError


def find_person(archive: Archive, name: str) -> Person | None:
    """The person of that name."""
    raise NotImplementedError


def change_person(
    archive: Archive, name: str, *, role: Role | None = None, active: bool | None = None, password: str | None = None
) -> Person:
    """Change a role, let someone go (their sessions and tokens end), or set a password (their sessions end).

    Nobody is ever removed: the audit names them. Raises `NotFound`, `InputError`, and `Forbidden` where no active
    admin would be left.
    """
    raise NotImplementedError


def check_password(archive: Archive, name: str, password: str) -> Person | None:
    """The person, where the password is theirs and they are active; takes as long for a name that nobody has."""
    raise NotImplementedError


def open_session(archive: Archive, name: str) -> str:
    """A new session's secret, good for twelve hours; only its digest is kept."""
    raise NotImplementedError


def person_of_session(archive: Archive, secret: str) -> Person | None:
    """Who is signed in with that secret; None where it is unknown or has run out."""
    raise NotImplementedError


def close_session(archive: Archive, secret: str) -> None:
    """Sign out."""
    raise NotImplementedError


def add_token(archive: Archive, name: str, label: str, role: Role, *, days: int | None = 365) -> tuple[Token, str]:
    """A new token and its secret, which is shown this once. Raises `Forbidden` for a role above the person's own."""
    raise NotImplementedError


def tokens_of(archive: Archive, name: str) -> tuple[Token, ...]:
    """A person's tokens that still work, oldest first."""
    raise NotImplementedError


def revoke_token(archive: Archive, name: str, token: int) -> None:
    """End a token. Raises `NotFound` where it is not this person's."""
    raise NotImplementedError


def person_of_token(archive: Archive, secret: str) -> Person | None:
    """Who acts with that token, in the lower of the token's and the person's role; None where it does not work."""
    raise NotImplementedError


def save_search(archive: Archive, who: Person, name: str, query: str, filters: str = "") -> SavedSearch:
    """Keep a search under a name; one of the same name is replaced. Raises `InputError` for an empty or long name."""
    raise NotImplementedError


def saved_searches(archive: Archive, who: Person) -> tuple[SavedSearch, ...]:
    """A person's searches, by name."""
    raise NotImplementedError


def forget_search(archive: Archive, who: Person, search: int) -> None:
    """Drop a saved search. Raises `NotFound` where it is not this person's."""
    raise NotImplementedError


def last_visit(archive: Archive, who: Person) -> str | None:
    """When this person last looked at the inbox (UTC, ISO 8601); None the first time."""
    raise NotImplementedError


def note_visit(archive: Archive, who: Person) -> str | None:
    """Remember that this person looks at the inbox now; gives what `last_visit` gave before."""
    raise NotImplementedError
