"""Corrections made on one version of a record, brought over to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.objects import Record
from khabar.store.review_types import Change, Skipped


def carried(
    records: Mapping[int, Record], reading: int, changes: Sequence[Change]
) -> tuple[tuple[Change, ...], tuple[Skipped, ...]]:
    """The changes as they are on the version `reading`, and those to be reviewed again.

    `records` are by id the versions on which changes were made, and the one wanted. A change carries over where the
    same words are still read as the same kind of thing and the field it changed still says what it said before.
    """
    raise NotImplementedError
