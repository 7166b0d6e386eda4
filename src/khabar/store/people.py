"""People of an archive: who may do what, their passwords, sessions and tokens.

Of passwords only argon2id hashes are kept, of sessions and tokens only SHA-256 digests. Saved searches and last visits
stand in `habits.py`.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from khabar.errors import ExtraMissing, Forbidden, InputError, NotFound
from khabar.objects import Frozen
from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.typed import typed_line
from khabar.store.write import now

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["reader", "analyst", "senior", "admin"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "senior", "admin")
_SESSION = timedelta(hours=12)
_SHORTEST, _LONGEST = 12, 1024  # characters of a password


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
    name = typed_line(name, "name", 64)
    hashed = hash_password(password, name) if password is not None else None
    with archive.writing() as connection:
        taken = [_alike(other) for other in connection.execute(select(t.person.c.name)).scalars()]
        if _alike(name) in (*taken, _alike(LOCAL.name)):
            raise InputError(
                "{name}: somebody has that name, or one that looks the same; choose another", "people/taken", name=name
            )
        row = {"name": name, "role": role, "active": True, "password": hashed, "made": now()}
        connection.execute(insert(t.person).values(row))
    return Person(name=name, role=role)


def people_of(archive: Archive) -> tuple[Person, ...]:
    """Everyone, also those who are no longer active, by name."""
    with archive.reading() as connection:
        rows = connection.execute(select(*_PERSON).order_by(t.person.c.name)).mappings()
        return tuple(Person(**row) for row in rows)


def has_people(archive: Archive) -> bool:
    """Whether anyone was ever added: then everyone signs in."""
    with archive.reading() as connection:
        return connection.execute(select(t.person.c.id).limit(1)).first() is not None


def find_person(archive: Archive, name: str) -> Person | None:
    """The person of that name."""
    if not _can_be_name(name):
        return None
    with archive.reading() as connection:
        row = connection.execute(select(*_PERSON).where(t.person.c.name == _nfc(name))).mappings().first()
    return Person(**row) if row else None


def change_person(
    archive: Archive, name: str, *, role: Role | None = None, active: bool | None = None, password: str | None = None
) -> Person:
    """Change a role, let someone go (their sessions and tokens end), or set a password (their sessions end).

    Nobody is ever removed: the audit names them. Raises `NotFound`, `InputError`, and `Forbidden` where no active
    admin would be left.
    """
    wanted = {"role": role, "active": active}
    values: dict[str, Any] = {k: v for k, v in wanted.items() if v is not None}
    if password is not None:
        values["password"] = hash_password(password, name)
    with archive.writing() as connection:
        row = _row(connection, name)
        if values:
            connection.execute(update(t.person).where(t.person.c.id == row["id"]).values(values))
        if password is not None or active is False:
            connection.execute(delete(t.session).where(t.session.c.person_id == row["id"]))
        if active is False:
            connection.execute(delete(t.token).where(t.token.c.person_id == row["id"]))
        admins = select(func.count()).select_from(t.person).where(t.person.c.role == "admin", t.person.c.active)
        if row["role"] == "admin" and not connection.execute(admins).scalar_one():
            raise Forbidden("no admin would be left; make somebody else one first", "people/last_admin")
        found = connection.execute(select(*_PERSON).where(t.person.c.id == row["id"])).mappings().one()
    return Person(**found)


def check_password(archive: Archive, name: str, password: str) -> Person | None:
    """The person, where the password is theirs and they are active; takes as long for a name that nobody has."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    row = None
    if _can_be_name(name):
        asked = select(*_PERSON, t.person.c.id, t.person.c.password).where(t.person.c.name == _nfc(name))
        with archive.reading() as connection:
            row = connection.execute(asked).mappings().first()
    kept = row["password"] if row and row["password"] and row["active"] else None
    try:
        hasher().verify(kept or _nobody(), _normal(password)[:_LONGEST])
    except (Argon2Error, InvalidHashError):
        return None
    if row is None or kept is None:
        return None
    if hasher().check_needs_rehash(kept):
        with archive.writing() as connection:
            renewed = hasher().hash(_normal(password))
            connection.execute(update(t.person).where(t.person.c.id == row["id"]).values(password=renewed))
    return Person(name=row["name"], role=row["role"])


def open_session(archive: Archive, name: str) -> str:
    """A new session's secret, good for twelve hours; only its digest is kept. Raises `NotFound`."""
    secret = secrets.token_urlsafe(32)
    with archive.writing() as connection:
        row = _row(connection, name)
        connection.execute(delete(t.session).where(t.session.c.expires < now()))
        values = {"digest": _digest(secret), "person_id": row["id"], "made": now(), "expires": _in(_SESSION)}
        connection.execute(insert(t.session).values(values))
    return secret


def person_of_session(archive: Archive, secret: str) -> Person | None:
    """Who is signed in with that secret; None where it is unknown or has run out."""
    joined = t.session.join(t.person, t.person.c.id == t.session.c.person_id)
    asked = select(*_PERSON).select_from(joined).where(t.session.c.digest == _digest(secret), t.person.c.active)
    with archive.reading() as connection:
        row = connection.execute(asked.where(t.session.c.expires >= now())).mappings().first()
    return Person(**row) if row else None


def close_session(archive: Archive, secret: str) -> None:
    """Sign out."""
    with archive.writing() as connection:
        connection.execute(delete(t.session).where(t.session.c.digest == _digest(secret)))


def add_token(archive: Archive, name: str, label: str, role: Role, *, days: int | None = 365) -> tuple[Token, str]:
    """A new token and its secret, which is shown this once. Raises `Forbidden` for a role above the person's own."""
    label = typed_line(label, "label", 80)
    secret = f"khabar_{secrets.token_urlsafe(32)}"
    with archive.writing() as connection:
        row = _row(connection, name)
        if not row["active"] or ROLES.index(role) > ROLES.index(row["role"]):
            raise Forbidden(
                "{name} cannot have a token of a {role}; {highest} is the highest", "people/token_role",
                name=name, role=role, highest=row["role"],
            )  # fmt: skip
        values = {
            "label": label, "role": role, "made": now(), "expires": _in(timedelta(days=days)) if days else None,
        }  # fmt: skip
        adding = insert(t.token).values(values | {"digest": _digest(secret), "person_id": row["id"]})
        identity = connection.execute(adding.returning(t.token.c.id)).scalar_one()
    return Token(id=int(identity), person=row["name"], **values), secret


def tokens_of(archive: Archive, name: str) -> tuple[Token, ...]:
    """A person's tokens that still work, oldest first."""
    columns = (t.token.c.id, t.person.c.name.label("person"), t.token.c.label, t.token.c.role, t.token.c.made)
    joined = t.token.join(t.person, t.person.c.id == t.token.c.person_id)
    asked = select(*columns, t.token.c.expires).select_from(joined).where(t.person.c.name == _nfc(name))
    with archive.reading() as connection:
        rows = connection.execute(asked.where(_unexpired()).order_by(t.token.c.id)).mappings()
        return tuple(Token(**row) for row in rows)


def revoke_token(archive: Archive, name: str, token: int) -> None:
    """End a token. Raises `NotFound` where it is not this person's."""
    with archive.writing() as connection:
        row = _row(connection, name)
        gone = delete(t.token).where(t.token.c.id == token, t.token.c.person_id == row["id"])
        if connection.execute(gone).rowcount != 1:
            raise NotFound("{name} has no token {token}", "people/no_token", name=name, token=token)


def person_of_token(archive: Archive, secret: str) -> Person | None:
    """Who acts with that token, in the lower of the token's and the person's role; None where it does not work."""
    joined = t.token.join(t.person, t.person.c.id == t.token.c.person_id)
    asked = select(t.person.c.name, t.person.c.role, t.token.c.role.label("most")).select_from(joined)
    asked = asked.where(t.token.c.digest == _digest(secret), t.person.c.active, _unexpired())
    with archive.reading() as connection:
        row = connection.execute(asked).mappings().first()
    return Person(name=row["name"], role=min(row["role"], row["most"], key=ROLES.index)) if row else None


_PERSON = (t.person.c.name, t.person.c.role, t.person.c.active)


def _row(connection: Connection, name: str) -> Any:
    asked = select(t.person).where(t.person.c.name == _nfc(name)).with_for_update()
    row = connection.execute(asked).mappings().first() if _can_be_name(name) else None
    if row is None:
        raise NotFound(
            "nobody is named {name!r}; `khabar people list` tells who there is", "people/unknown", name=name[:64]
        )
    return row


def _unexpired() -> Any:
    return t.token.c.expires.is_(None) | (t.token.c.expires >= now())


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


def _can_be_name(name: str) -> bool:
    """Whether a database can be asked for it at all."""
    return 0 < len(name) <= 200 and name.isprintable()


def _alike(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _in(delta: timedelta) -> str:
    return (datetime.now(UTC) + delta).strftime("%Y-%m-%dT%H:%M:%SZ")


def _normal(password: str) -> bytes:
    """As it is hashed: the same password typed on another keyboard is the same."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def hash_password(password: str, name: str) -> str:
    """Its argon2id hash. Raises `InputError` for one that is too short, too long or the name itself."""
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise InputError(
            "a password has {least} to {most} characters; a few words in a row are a good one",
            "people/password_length", least=_SHORTEST, most=_LONGEST,
        )  # fmt: skip
    if _alike(name) in _alike(password) and len(password) < len(name) + _SHORTEST:
        raise InputError("a password that holds the name is soon guessed; choose another", "people/password_name")
    return hasher().hash(_normal(password))


@cache
def hasher() -> PasswordHasher:
    """What hashes passwords: argon2id as RFC 9106 recommends it where memory is scarce (64 MiB, 3 passes)."""
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise ExtraMissing("passwords need argon2: install khabar[desk]", "people/no_argon2") from error
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash that no password fits: what is verified where a name is unknown, so that both take as long."""
    return hasher().hash(secrets.token_bytes(32))
