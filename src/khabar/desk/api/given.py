"""What every route is given: who asks, the archive, and parameters within bounds."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Path, Query, Request

from khabar.errors import Forbidden
from khabar.lexicon import Lexicon
from khabar.store import Archive
from khabar.store.people import Person
from khabar.store.query import Query as Asked
from khabar.store.query import compile_aliases, parse_query
from khabar.store.typed import typed_value

_LARGEST = 2**31 - 1


def _archive(request: Request) -> Archive:
    return cast(Archive, request.state.archive)


def _person(request: Request) -> Person:
    return cast(Person, request.state.person)


def _lexicon(request: Request) -> Lexicon:
    return cast(Lexicon, request.app.state.lexicon)


def _admin(request: Request) -> Person:
    person = _person(request)
    if person.alone or not person.is_at_least("admin"):
        raise Forbidden("an admin keeps the list of people")
    return person


def _asked(
    lexicon: Annotated[Lexicon, Depends(_lexicon)],
    q: Annotated[str, Query(max_length=1000, description="as in `khabar search`; empty: everything")] = "",
) -> Asked:
    """What was typed, understood. Raises `InputError`."""
    typed_value(q)
    return parse_query(q, lexicon.build(compile_aliases)) if q.strip() else Asked((), ())


InArchive = Annotated[Archive, Depends(_archive)]
Who = Annotated[Person, Depends(_person)]
Admin = Annotated[Person, Depends(_admin)]
Books = Annotated[Lexicon, Depends(_lexicon)]
Search = Annotated[Asked, Depends(_asked)]
ReportId = Annotated[int, Path(ge=1, le=_LARGEST, description="id of the report's page")]
IncidentId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.:-]{1,60}$", description="id of the incident")]
Number = Annotated[int, Path(ge=1, le=_LARGEST, description="id of the search")]
Limit = Annotated[int, Query(ge=1, le=200, description="how many at most")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="how many are passed over")]
Before = Annotated[int | None, Query(ge=1, le=_LARGEST, description="id to go on from")]
