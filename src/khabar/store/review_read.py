"""Reading reviews: one report with all that was done to it, or the standing of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.store.archive import Archive
from khabar.store.query import Query
from khabar.store.review_types import Change, Review, Standing


def load_review(archive: Archive, report: int) -> Review:
    """A report's review. Raises `NotFound` where there is no such report or it has no record."""
    raise NotImplementedError


def changes_of(archive: Archive, subject: str) -> tuple[Change, ...]:
    """All changes of `reports/12` or `incidents/i7`, oldest first."""
    raise NotImplementedError


def recent_changes(archive: Archive, *, limit: int = 50, before: int | None = None) -> tuple[Change, ...]:
    """The newest changes of the whole archive, newest first; `before` is the id to go on from."""
    raise NotImplementedError


def incident_changes(archive: Archive) -> tuple[Change, ...]:
    """Every change made to incidents, in the order in which they were made."""
    raise NotImplementedError


def standing_of(archive: Archive, subject: str) -> Standing:
    """Where `reports/12` or `incidents/i7` stands; an untouched one is at revision 0."""
    raise NotImplementedError


def standings(archive: Archive, reports: Sequence[int]) -> dict[int, Standing]:
    """Where each of these reports stands, in one question to the database."""
    raise NotImplementedError


def corrected_records(archive: Archive, query: Query | None = None) -> Iterator[Review]:
    """The reviews of all reports that people have changed; with a query of those that fit."""
    raise NotImplementedError
