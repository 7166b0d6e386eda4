"""A record with people's changes applied: still valid, still anchored in the text."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.objects import Record
from khabar.store.review_types import Change, Corrected


def undone_changes(changes: Sequence[Change]) -> tuple[int, ...]:
    """Ids of the changes that were undone and not redone."""
    raise NotImplementedError


def corrected(record: Record, changes: Sequence[Change]) -> Corrected:
    """The record with the changes applied in order, undone ones left out; pure, and total for any list of changes.

    Every change must have been made on this version (`carried` brings those of other versions over). What an entity,
    time or statement that was rejected is named in forgets it; a merged entity's places are taken by the other one. A
    change whose target is gone, or after which the record would not be valid or a span not lie on the text, is skipped
    and told.
    """
    raise NotImplementedError
