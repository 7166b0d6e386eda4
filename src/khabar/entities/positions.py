"""Where a place lies by a row of the gazetteer, and how surely: the row's own position, or that of what it lies by."""

from __future__ import annotations

from khabar.entities.nearness import seat
from khabar.entities.place_rules import HeadRule
from khabar.mentions.gazetteer import Gazetteer
from khabar.mentions.index_file import PlaceRow
from khabar.objects import Place, Precision


def place_of_row(
    row: PlaceRow, gazetteer: Gazetteer, rule: HeadRule | None, feature: str | None, relation: str | None
) -> Place:
    """The place that a row is, with the feature and the relation that the text gives it.

    A district lies where its seat does: its people live about it, and the middle of its outline may be far off.
    """
    precision: Precision = "exact"
    if row.kind == "country":
        precision = "country"
    elif row.kind == "region":
        precision = "admin1"
    elif row.kind == "county":
        precision = "admin2"
    elif row.kind == "water" or (rule is not None and rule.rows and (rule.area or row.kind not in rule.rows)):
        precision = "near"
    at = seat(row, gazetteer) if row.kind == "county" else row
    return Place(
        lat=at.lat,
        lon=at.lon,
        precision=precision if row.lat is not None else None,
        country=row.country,
        admin1=row.name if row.kind == "region" else row.admin1,
        admin2=row.name if row.kind == "county" else row.admin2,
        feature=feature or row.kind,
        relation=relation,
    )


def place_beside(row: PlaceRow, gazetteer: Gazetteer, feature: str | None, relation: str | None) -> Place:
    """A place of no row of its own, which lies at or by one that has."""
    precision: Precision = "admin1" if row.kind == "region" else "admin2" if row.kind == "county" else "near"
    at = seat(row, gazetteer) if row.kind == "county" else row
    return Place(
        lat=at.lat,
        lon=at.lon,
        precision=precision,
        country=row.country,
        feature=feature,
        admin1=row.name if row.kind == "region" else row.admin1,
        admin2=row.admin2,
        relation=relation,
    )
