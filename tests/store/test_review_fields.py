"""The search finds reports by where they stand at the desk."""

from __future__ import annotations

import pytest

from archives import READER, keep, record_of
from khabar.errors import InputError
from khabar.objects import Page
from khabar.store import Archive, add_page, add_record, search
from khabar.store.people import LOCAL
from khabar.store.query import Aliases, Query, parse_query
from khabar.store.review import assign, load_review, set_status
from records import made


@pytest.fixture
def desk(archive: Archive) -> dict[str, int]:
    """Four reports: one as it was read, one taken, one checked, one with figures that nobody has checked."""
    pages = {name: keep(archive, record_of(f"خبر عن {name}", f"{name}.txt")) for name in ("read", "taken", "checked")}
    pages["figures"] = keep(archive, made())
    assign(archive, pages["taken"], "local", who=LOCAL, revision=0)
    set_status(archive, pages["checked"], "checked", who=LOCAL, revision=0)
    return pages


def found(archive: Archive, typed: str, aliases: Aliases) -> set[int]:
    """The reports that a search finds; their number is told right."""
    results = search(archive, parse_query(typed, aliases) if typed else Query((), ()))
    assert results.total == len(results.hits)
    return {hit.page for hit in results.hits}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", {"read", "taken", "checked", "figures"}),
        ("review:machine", {"read", "figures"}),
        ("review:assigned", {"taken"}),
        ("review:checked", {"checked"}),
        ("review:final", set()),
        ("assigned:local", {"taken"}),
        ('assigned:"لا أحد"', set()),
        ("unchecked:figures", {"figures"}),
        ("review:machine type:assault", {"figures"}),
        ("review:checked type:assault", set()),
        ("خبر review:assigned", {"taken"}),
        ("review:machine publisher:الوادي", {"figures"}),
        ("from:2016 review:machine", set()),
        ("since:2100-01-01", set()),
        ("since:2020-01-01", {"read", "taken", "checked", "figures"}),
    ],
)
def test_fields_of_the_review(
    archive: Archive, desk: dict[str, int], aliases: Aliases, typed: str, names: set[str]
) -> None:
    """Each alone, beside words, beside fields of events and of reports."""
    assert found(archive, typed, aliases) == {desk[name] for name in names}


def test_figures_are_unchecked_until_someone_checks_them(
    archive: Archive, desk: dict[str, int], aliases: Aliases
) -> None:
    """Checking the report takes it off the list."""
    set_status(
        archive, desk["figures"], "checked", who=LOCAL, revision=load_review(archive, desk["figures"]).standing.revision
    )
    assert found(archive, "unchecked:figures", aliases) == set()


def test_what_is_new_since_a_moment(archive: Archive, desk: dict[str, int], aliases: Aliases) -> None:
    """A report that came, was read again or was changed from then on."""
    with archive.writing() as connection:
        late, _ = add_page(connection, archive, Page(b"x", "late.txt"), came="2027-01-01T00:00:00Z")
        add_record(connection, late, READER, record_of("خبر متأخر", "late.txt"), made="2027-01-01T00:00:00Z")
    assert found(archive, "since:2026-12-31T23:59:59Z", aliases) == {late}
    assert found(archive, "since:2026-06-01", aliases) == {late, desk["taken"], desk["checked"]}


@pytest.mark.parametrize(
    "typed",
    [
        "review:perhaps",
        "unchecked:names",
        "since:yesterday",
        "since:٢٠٢٦-١١-٢٠",
        "assigned:",
        "review:",
        "-review:final",
    ],
)
def test_what_is_no_such_field_is_told(aliases: Aliases, typed: str) -> None:
    """The reason names the piece."""
    with pytest.raises(InputError):
        parse_query(typed, aliases)


def test_a_null_character_is_a_blank(archive: Archive, aliases: Aliases) -> None:
    """PostgreSQL could not even be asked for it."""
    keep(archive, made())
    assert found(archive, "type:assault\0 status:occurred", aliases) == found(archive, "type:assault", aliases)
