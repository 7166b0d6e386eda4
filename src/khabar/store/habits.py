"""What the desk remembers of each person: the searches they keep, and when they last looked."""

from __future__ import annotations

from sqlalchemy import delete, select

from khabar.errors import NotFound
from khabar.objects import Frozen
from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.people import Person
from khabar.store.typed import typed_line, typed_value
from khabar.store.write import now, upsert


class SavedSearch(Frozen):
    """A search under a name of its owner's; `query` is as typed, `filters` the rest of the view's URL."""

    id: int
    name: str
    query: str
    filters: str = ""
    made: str


_COLUMNS = tuple(t.saved_search.c[name] for name in ("id", "name", "query", "filters", "made"))


def save_search(archive: Archive, who: Person, name: str, query: str, filters: str = "") -> SavedSearch:
    """Keep a search under a name; one of the same name is replaced. Raises `InputError` for an empty or long name."""
    typed_value([query, filters])
    row = {"who": who.name, "name": typed_line(name, "name", 80), "made": now()}
    found = {"query": query, "filters": filters}
    with archive.writing() as connection:
        adding = upsert(connection, t.saved_search).values(row | found)
        adding = adding.on_conflict_do_update(index_elements=["who", "name"], set_=found | {"made": row["made"]})
        kept = connection.execute(adding.returning(*_COLUMNS)).mappings().one()
    return SavedSearch(**kept)


def saved_searches(archive: Archive, who: Person) -> tuple[SavedSearch, ...]:
    """A person's searches, by name."""
    asked = select(*_COLUMNS).where(t.saved_search.c.who == who.name).order_by(t.saved_search.c.name)
    with archive.reading() as connection:
        return tuple(SavedSearch(**row) for row in connection.execute(asked).mappings())


def forget_search(archive: Archive, who: Person, search: int) -> None:
    """Drop a saved search. Raises `NotFound` where it is not this person's."""
    with archive.writing() as connection:
        gone = delete(t.saved_search).where(t.saved_search.c.id == search, t.saved_search.c.who == who.name)
        if connection.execute(gone).rowcount != 1:
            raise NotFound("you have no saved search {search}", "inbox/no_search", search=search)


def last_visit(archive: Archive, who: Person) -> str | None:
    """When this person last looked at the inbox (UTC, ISO 8601); None the first time."""
    with archive.reading() as connection:
        return connection.execute(select(t.last_visit.c.at).where(t.last_visit.c.who == who.name)).scalar()


def note_visit(archive: Archive, who: Person) -> str | None:
    """Remember that this person looks at the inbox now; gives what `last_visit` gave before."""
    with archive.writing() as connection:
        before = connection.execute(select(t.last_visit.c.at).where(t.last_visit.c.who == who.name)).scalar()
        values = {"who": who.name, "at": now()}
        adding = upsert(connection, t.last_visit).values(values)
        connection.execute(adding.on_conflict_do_update(index_elements=["who"], set_={"at": values["at"]}))
    return before
