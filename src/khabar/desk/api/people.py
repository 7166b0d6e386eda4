"""People, for admins; and everyone's own saved searches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field

from khabar.desk.api.given import Admin, InArchive, Number, Who
from khabar.desk.api.problems import problems
from khabar.objects import Frozen
from khabar.store.habits import SavedSearch, forget_search, save_search, saved_searches
from khabar.store.people import Person, Role, add_person, change_person, people_of

router = APIRouter(tags=["people"])
_WRITES = problems(404, 413)


class NewPerson(Frozen):
    """Someone to add; without a password only a reverse proxy can sign them in."""

    name: str = Field(min_length=1, max_length=64)
    role: Role
    password: str | None = Field(default=None, max_length=1024)


class PersonChange(Frozen):
    """What to change of someone; what is left out or null stays."""

    role: Role | None = None
    active: bool | None = None
    password: str | None = Field(default=None, max_length=1024)


class NewSearch(Frozen):
    """A search to keep; one of the same name is replaced."""

    name: str = Field(min_length=1, max_length=80)
    query: str = Field(max_length=1000)
    filters: str = Field(default="", max_length=1000)


@router.get("/people")
def list_people(archive: InArchive, admin: Admin) -> tuple[Person, ...]:
    """Everyone, also those who no longer work here."""
    return people_of(archive)


@router.post("/people", status_code=201, responses=_WRITES, response_description="the person")
def add(archive: InArchive, admin: Admin, person: NewPerson) -> Person:
    """Add someone."""
    return add_person(archive, person.name, person.role, person.password)


@router.patch("/people/{name}", responses=_WRITES)
def change(
    archive: InArchive,
    admin: Admin,
    name: Annotated[str, Path(min_length=1, max_length=64, description="as the audit shows it")],
    wanted: PersonChange,
) -> Person:
    """Change a role or a password, let someone go, or take them back."""
    return change_person(archive, name, role=wanted.role, active=wanted.active, password=wanted.password)


@router.get("/searches")
def list_searches(archive: InArchive, who: Who) -> tuple[SavedSearch, ...]:
    """Your saved searches, by name."""
    return saved_searches(archive, who)


@router.post("/searches", status_code=201, responses=_WRITES, response_description="the search")
def add_search(archive: InArchive, who: Who, search: NewSearch) -> SavedSearch:
    """Keep a search."""
    return save_search(archive, who, search.name, search.query, search.filters)


@router.delete("/searches/{search}", status_code=204, responses=_WRITES, response_description="it is gone")
def drop_search(archive: InArchive, who: Who, search: Number) -> None:
    """Drop a saved search."""
    forget_search(archive, who, search)
