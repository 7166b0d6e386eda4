"""Changes of the made record (`records.made`), for the tests of what people do to records."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from khabar.store.review import Action, Change


def change(
    action: Action, target: str, field: str | None = None, after: Any = None, *, before: Any = None, number: int = 1
) -> Change:
    """A change as it stands in the audit."""
    return Change(
        id=number, subject="reports/1", report=1, reading=1, revision=number, at="2026-11-22T08:00:00Z", who="سلمى",
        action=action, target=target, field=field, before=before, after=after,
    )  # fmt: skip


def numbered(*changes: Change) -> list[Change]:
    """The changes as one after another; what undoes or redoes means the one before."""
    return [
        c.model_copy(
            update={"id": i, "revision": i}
            | ({"target": f"changes/{max(1, i - 1)}"} if c.action in ("undo", "redo") else {})
        )
        for i, c in enumerate(changes, 1)
    ]


_TARGETS = st.sampled_from(
    [f"entities/e{i}" for i in range(1, 6)]
    + ["times/t1", "events/v1", "events/v2", "statements/s1", "statements/s2", "statements/s3"]
    + ["report", "events", "nothing/1", ""]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["start", "end", "lat", "lon", "id", "kind", "name", "entity"]), inner)
    ),
    max_leaves=8,
)
FIELDS = ("status", "place", "actors", "content", "part_of", "counts", "name", "mentions")
# Whatever somebody may send: most of it is nonsense, some of it fits.
CHANGES = st.builds(
    change,
    action=st.sampled_from(["accept", "reject", "edit", "add", "merge", "move", "undo", "redo", "status", "assign"]),
    target=_TARGETS,
    field=st.none() | st.sampled_from(FIELDS),
    after=_JSON | st.sampled_from(["e1", "e4", "entities/e1", "entities/e3", "s1", "s2", "s3", ["e1", "e2"], "denied"]),
)
# What fits the made record, alone at least.
FITTING = st.sampled_from(
    [change("accept", f"entities/e{i}") for i in range(1, 6)]
    + [change("reject", f"entities/e{i}") for i in range(1, 6)]
    + [change("merge", f"entities/e{i}", None, f"entities/e{i % 5 + 1}") for i in range(1, 6)]
    + [change("reject", t) for t in ("times/t1", "events/v1", "events/v2", "statements/s1", "statements/s2")]
    + [change("accept", t) for t in ("times/t1", "events/v1", "events/v2", "statements/s1", "statements/s3")]
    + [change("edit", f"events/v{i}", "status", s) for i in (1, 2) for s in ("denied", "planned", "occurred")]
    + [change("edit", f"events/v{i}", "actors", a) for i in (1, 2) for a in ([], ["e3"], ["e1", "e2"])]
    + [change("edit", "events/v2", "about", a) for a in (None, "v1")]
    + [change("edit", "statements/s3", "part_of", a) for a in (None, "s1", "s2")]
    + [change("edit", "statements/s1", "speaker", a) for a in (None, "e2", "e3")]
    + [change("edit", "events/v1", "trigger", {"start": s, "end": s + 4}) for s in (0, 10)]
    + [change("move", "entities/e4", None, {"lat": 15.0, "lon": lon}) for lon in (43.0, 44.0)]
)
