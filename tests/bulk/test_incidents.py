"""What of comparing on Spark needs no Spark to be tested; `test_spark.py` holds it against `khabar compare`."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khabar.bulk.incidents import components

KEYS = st.tuples(st.integers(0, 12), st.sampled_from(["v1", "v2"]))


@given(st.lists(st.tuples(KEYS, KEYS).filter(lambda p: p[0] != p[1]), max_size=30), st.randoms())
def test_components_are_what_hangs_together(
    pairs: list[tuple[tuple[int, str], tuple[int, str]]], random: object
) -> None:
    """Two events share a root if and only if pairs lead from one to the other; the root is the first of them, and the
    order of the pairs does not matter."""
    found = components(pairs)
    near: dict[tuple[int, str], set[tuple[int, str]]] = {}
    for left, right in pairs:
        near.setdefault(left, set()).add(right)
        near.setdefault(right, set()).add(left)
    for key in near:
        reached, pending = {key}, [key]
        while pending:
            pending += [k for k in near[pending.pop()] if k not in reached and not reached.add(k)]  # type: ignore[func-returns-value]
        assert found[key] == min(reached)
    random.shuffle(pairs)  # type: ignore[attr-defined]
    assert components(pairs) == found
