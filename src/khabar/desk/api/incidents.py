"""Incidents: what several reports tell of, split and merged by people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from khabar.desk.api.given import Books, InArchive, IncidentId, Limit, Offset, Search, Who
from khabar.desk.api.problems import WRITES, problems
from khabar.incidents import Incident
from khabar.objects import Frozen
from khabar.store.incidents import Line, list_incidents, load_incident, merge_incidents, split_incident
from khabar.store.review import Change, Standing, changes_of, standing_of

router = APIRouter(tags=["incidents"])
_LARGEST = 2**31 - 1
_IDS = "the ids of the incidents that there are then"


class Incidents(Frozen):
    """One page of incidents, newest first, and how many there are in all."""

    total: int
    incidents: tuple[Line, ...]


class OnDesk(Frozen):
    """An incident with what people did to it."""

    incident: Incident
    standing: Standing
    changes: tuple[Change, ...]


class Split(Frozen):
    """Events to take out of an incident, each as `[source, event]`, and the revision that you looked at."""

    revision: int = Field(ge=0, le=_LARGEST)
    events: tuple[tuple[str, str], ...] = Field(min_length=1, max_length=1000)


class Merge(Frozen):
    """Another incident that is the same, and the revision of this one that you looked at."""

    revision: int = Field(ge=0, le=_LARGEST)
    other: str = Field(pattern=r"^[A-Za-z0-9_.:-]{1,60}$")


@router.get("/incidents")
def find_incidents(
    archive: InArchive, query: Search, limit: Limit = 30, offset: Offset = 0,
    least: Annotated[int, Query(ge=1, le=1000, description="reports that tell of it, at least")] = 2,
    differs: Annotated[bool, Query(description="only where the reports disagree")] = False,
) -> Incidents:  # fmt: skip
    """The incidents that `khabar compare --archive` found."""
    asked = query if query.groups or query.conditions else None
    total, lines = list_incidents(archive, asked, least=least, differs=differs, limit=limit, offset=offset)
    return Incidents(total=total, incidents=lines)


@router.get("/incidents/{incident}", responses=problems(404))
def read_incident(archive: InArchive, lexicon: Books, incident: IncidentId) -> OnDesk:
    """An incident: its reports, origins, figures and disagreements."""
    subject = f"incidents/{incident}"
    found = load_incident(archive, incident, lexicon)
    return OnDesk(incident=found, standing=standing_of(archive, subject), changes=changes_of(archive, subject))


@router.post("/incidents/{incident}/split", status_code=201, responses=WRITES, response_description=_IDS)
def split(archive: InArchive, who: Who, lexicon: Books, incident: IncidentId, wanted: Split) -> tuple[str, ...]:
    """Take events out; answers with the ids of the incidents that there are then."""
    return split_incident(archive, incident, wanted.events, who=who, revision=wanted.revision, lexicon=lexicon)


@router.post("/incidents/{incident}/merge", status_code=201, responses=WRITES, response_description=_IDS)
def merge(archive: InArchive, who: Who, lexicon: Books, incident: IncidentId, wanted: Merge) -> tuple[str, ...]:
    """Make one of two; answers with its id."""
    return merge_incidents(archive, incident, wanted.other, who=who, revision=wanted.revision, lexicon=lexicon)
