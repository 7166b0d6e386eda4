"""People, sessions, tokens, searches and visits, on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from khabar.errors import Forbidden, InputError, NotFound
from khabar.store import Archive
from khabar.store import schema as t
from khabar.store.habits import forget_search, last_visit, note_visit, save_search, saved_searches
from khabar.store.people import (
    LOCAL,
    Person,
    Role,
    add_person,
    add_token,
    change_person,
    check_password,
    close_session,
    find_person,
    has_people,
    open_session,
    people_of,
    person_of_session,
    person_of_token,
    revoke_token,
    tokens_of,
)

PASSWORD = "seven dull words in a row"  # noqa: S105 (of nobody)


def test_a_new_archive_has_nobody(archive: Archive) -> None:
    """Whoever sits there may do all, until the first person is added."""
    assert not has_people(archive)
    add_person(archive, "سلمى", "admin")
    assert has_people(archive)


def test_people_are_found_by_name(archive: Archive) -> None:
    """However its letters are composed; nobody else is."""
    added = add_person(archive, "Zoe\u0308 سلمى", "analyst")
    assert find_person(archive, "Zoë سلمى") == added == find_person(archive, " Zoe\u0308 سلمى ")
    for name in ("", "zoë", "x" * 500, "a\0b", "\ud800"):
        assert find_person(archive, name) is None
    assert people_of(archive) == (added,)


@pytest.mark.parametrize(
    "name", ["سلمى", "SALMA", "ｓａｌｍａ", "local", "", "  ", "a\nb", "\u202eab", "a\0", "x" * 65, "\ud800"]
)
def test_a_name_that_is_taken_or_deceives_is_refused(archive: Archive, name: str) -> None:
    """Two people never look the same in the audit."""
    add_person(archive, "سلمى", "analyst")
    add_person(archive, "salma", "analyst")
    with pytest.raises(InputError):
        add_person(archive, name, "admin")


@pytest.mark.parametrize("password", ["", "short", "x" * 1025, "salma salma", "my-salma-1234"])
def test_a_weak_password_is_refused(archive: Archive, password: str) -> None:
    """Too short, too long for any purpose, or the name again."""
    with pytest.raises(InputError):
        add_person(archive, "salma", "analyst", password)


def test_passwords_are_checked_and_never_kept(archive: Archive) -> None:
    """argon2id; whoever has none or is gone does not get in."""
    person = add_person(archive, "سلمى", "analyst", PASSWORD)
    add_person(archive, "نور", "analyst")
    assert check_password(archive, "سلمى", PASSWORD) == person
    for name, given in (("سلمى", PASSWORD + "x"), ("نور", ""), ("نور", PASSWORD), ("لا أحد", PASSWORD), ("", "")):
        assert check_password(archive, name, given) is None
    with archive.reading() as connection:
        kept = connection.execute(select(t.person.c.password)).scalars().first()
    assert kept is not None
    assert kept.startswith("$argon2id$")
    change_person(archive, "سلمى", active=False)
    assert check_password(archive, "سلمى", PASSWORD) is None


def test_the_same_password_of_another_keyboard_fits(archive: Archive) -> None:
    """Compatibility forms are one."""
    add_person(archive, "سلمى", "analyst", "ﬁne words in a row")
    assert check_password(archive, "سلمى", "fine words in a row") is not None


def test_sessions_open_and_close(archive: Archive) -> None:
    """Each has a secret of its own; with the password or the account all of them end."""
    add_person(archive, "سلمى", "analyst", PASSWORD)
    one, two = open_session(archive, "سلمى"), open_session(archive, "سلمى")
    assert one != two
    found = person_of_session(archive, one)
    assert found is not None
    assert found.name == "سلمى"
    close_session(archive, one)
    assert person_of_session(archive, one) is None
    assert person_of_session(archive, two) is not None
    change_person(archive, "سلمى", password=PASSWORD + "!")
    assert person_of_session(archive, two) is None
    for wrong in ("", "x", "\ud800", "x" * 10_000):
        assert person_of_session(archive, wrong) is None
    with pytest.raises(NotFound):
        open_session(archive, "لا أحد")


def test_sessions_run_out(archive: Archive) -> None:
    """And are swept when the next one is opened."""
    add_person(archive, "سلمى", "analyst")
    secret = open_session(archive, "سلمى")
    with archive.writing() as connection:
        connection.execute(t.session.update().values(expires="2020-01-01T00:00:00Z"))
    assert person_of_session(archive, secret) is None
    open_session(archive, "سلمى")
    with archive.reading() as connection:
        assert len(connection.execute(select(t.session.c.digest)).all()) == 1


@pytest.mark.parametrize(("own", "most", "acts"), [("senior", "reader", "reader"), ("senior", "senior", "senior")])
def test_tokens_act_in_the_lower_role(archive: Archive, own: Role, most: Role, acts: Role) -> None:
    """What the owner may no longer do the token may not either."""
    add_person(archive, "سلمى", own)
    token, secret = add_token(archive, "سلمى", "نصوص", most)
    found = person_of_token(archive, secret)
    assert found is not None
    assert (found.name, found.role) == ("سلمى", acts)
    assert tokens_of(archive, "سلمى") == (token,)
    change_person(archive, "سلمى", role="reader")
    found = person_of_token(archive, secret)
    assert found is not None
    assert found.role == "reader"


def test_tokens_end(archive: Archive) -> None:
    """Revoked, run out, or with the account."""
    add_person(archive, "سلمى", "analyst")
    add_person(archive, "نور", "analyst")
    token, secret = add_token(archive, "سلمى", "x", "reader")
    with pytest.raises(NotFound):
        revoke_token(archive, "نور", token.id)
    with pytest.raises(Forbidden):
        add_token(archive, "سلمى", "x", "senior")
    revoke_token(archive, "سلمى", token.id)
    assert person_of_token(archive, secret) is None
    _, secret = add_token(archive, "سلمى", "x", "reader")
    with archive.writing() as connection:
        connection.execute(t.token.update().values(expires="2020-01-01T00:00:00Z"))
    assert person_of_token(archive, secret) is None
    assert tokens_of(archive, "سلمى") == ()
    _, secret = add_token(archive, "سلمى", "x", "reader", days=None)
    change_person(archive, "سلمى", active=False)
    assert person_of_token(archive, secret) is None


def test_an_admin_is_always_left(archive: Archive) -> None:
    """The last one can neither go nor become less, until there is another; nothing of it is written."""
    add_person(archive, "سلمى", "admin")
    with pytest.raises(Forbidden):
        change_person(archive, "سلمى", active=False)
    with pytest.raises(Forbidden):
        change_person(archive, "سلمى", role="senior")
    assert find_person(archive, "سلمى") == Person(name="سلمى", role="admin")
    add_person(archive, "نور", "admin")
    assert change_person(archive, "سلمى", role="reader").role == "reader"
    with pytest.raises(NotFound):
        change_person(archive, "لا أحد", role="reader")


def test_searches_are_kept_by_name(archive: Archive) -> None:
    """Everyone has their own; one of the same name takes the place of the other."""
    other = Person(name="نور", role="reader")
    first = save_search(archive, LOCAL, "غارات", "type:assault", "status=machine")
    assert save_search(archive, LOCAL, "غارات", "غارة").id == first.id
    save_search(archive, other, "غارات", "x")
    assert [(s.name, s.query, s.filters) for s in saved_searches(archive, LOCAL)] == [("غارات", "غارة", "")]
    with pytest.raises(NotFound):
        forget_search(archive, other, first.id)
    forget_search(archive, LOCAL, first.id)
    assert saved_searches(archive, LOCAL) == ()
    for name, query in (("", "x"), ("x" * 81, "x"), ("x", "a\0b"), ("\u202e", "x")):
        with pytest.raises(InputError):
            save_search(archive, LOCAL, name, query)


def test_the_last_visit_is_remembered(archive: Archive) -> None:
    """None the first time, then the one before."""
    assert last_visit(archive, LOCAL) is None
    assert note_visit(archive, LOCAL) is None
    seen = last_visit(archive, LOCAL)
    assert seen is not None
    assert note_visit(archive, LOCAL) == seen
