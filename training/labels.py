"""The heads of the encoder and their labels, and how each corpus's types read on them.

A target is a bit mask over a head's labels: every label the corpus permits for a token. One bit is an ordinary label,
several a coarse annotation (the loss sums over them), none means that the corpus says nothing on this head.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def _bio(kinds: Iterable[str]) -> tuple[str, ...]:
    return ("O", *(f"{prefix}-{kind}" for kind in kinds for prefix in "BI"))


# `names` follows ANERcorp's guideline (people, places, organisations, other names); `kinds` NewsFANE's, which is finer
# and counts more as names: bodies of state, facilities, peoples, outlets. The two disagree on what a name is, so they
# are two heads over one encoder, not one head that learns neither. `roles` are offices and titles.
HEADS: dict[str, tuple[str, ...]] = {
    "names": _bio(("person", "place", "organization", "other")),
    "kinds": _bio(("person", "place", "facility", "organization", "government", "media", "people", "other")),
    "roles": _bio(("role",)),
}
WIDTH = sum(len(labels) for labels in HEADS.values())

ANERCORP = {"PER": ("person",), "LOC": ("place",), "ORG": ("organization",), "MISC": ("other",)}

_NEWSFANE = {
    "person": "Politician Athlete Artist Other_PER Religious_PER Police Scientist Businessperson Lawyer Engineer",
    "people": "Group",
    "organization": "Non-Governmental Sports Commercial Educational Medical-Science Religious_ORG Entertainment",
    "government": "Government",
    "media": "Media",
    "place": "Nation Population-Center GPE-Cluster State-or-Province County-or-District Continent Water-Body "
    "Land-Region-Natural Celestial",
    "facility": "Building-Grounds Airport Subarea-Facility Path Plant",
    "other": "Land Air Water Book Movie Software Hardware Food Drug Projectile Shooting Exploding",
}
NEWSFANE = {fine: (kind,) for kind, names in _NEWSFANE.items() for fine in names.split()}

# Wojood tags countries as ORG where they act, so its ORG permits `place` too.
WOJOOD = {
    "PERS": ("person",),
    "GPE": ("place",),
    "LOC": ("place",),
    "FAC": ("facility",),
    "ORG": ("organization", "government", "media", "place"),
    "NORP": ("people",),
    "WEBSITE": ("media", "other"),
    "PRODUCT": ("other",),
    "EVENT": ("other",),
    "LAW": ("other",),
    "LANGUAGE": ("people", "other"),
}


def offset(head: str) -> int:
    """Where the head's labels begin among the encoder's outputs."""
    before = 0
    for name, labels in HEADS.items():
        if name == head:
            return before
        before += len(labels)
    raise KeyError(head)


def masks(head: str, spans: Sequence[tuple[int, int, tuple[str, ...]]], length: int) -> list[int]:
    """A mask for each of `length` tokens from `(first, last_exclusive, permitted kinds)`; tokens in no span are O.

    A span without kinds leaves its tokens unsupervised.
    """
    labels = HEADS[head]
    found = [1] * length
    for first, last, kinds in spans:
        for at in range(first, last):
            prefix = "B" if at == first else "I"
            found[at] = sum(1 << labels.index(f"{prefix}-{kind}") for kind in kinds)
    return found
