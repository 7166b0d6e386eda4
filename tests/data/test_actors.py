"""The books of actors and outlets, read straight from their YAML: what every entry of them promises."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import pytest
import yaml

from khabar.lexicon import DATA, Lexicon
from khabar.mentions.known import find_actors
from khabar.objects import Part, Report
from khabar.text.analysis import analyse
from khabar.text.fold import fold

Entry = dict[str, Any]

KINDS = {"person", "organization", "people", "media", "state", "armed_group", "facility"}
SECTORS = {
    "GOV", "MIL", "REB", "COP", "UAF", "OPP", "CVL", "JRN", "REF", "JUD", "LEG", "SPY", "ELI", "PTY", "LAB", "BUS",
    "HLH", "CRM",
}  # fmt: skip
BODIES = {"IGO", "NGO", "IMG"}
OUTLET_TYPES = {"agency", "channel", "newspaper", "site", "radio", "network", "activist"}
BOTH_KEYS = {"id", "kind", "name", "aliases", "domains", "ambiguous", "examples"}
ACTOR_KEYS = BOTH_KEYS | {
    "iso2", "iso3", "acronyms", "demonym", "heads", "capital", "metonyms", "code", "parent", "wikidata", "since",
    "until", "succeeds", "at_home", "country",
}  # fmt: skip
OUTLET_KEYS = BOTH_KEYS | {"latin", "type", "country", "party"}
NAMES = ("aliases", "acronyms", "heads", "metonyms", "ambiguous", "latin")
# Marks, tatweel, invisible signs, no-break blanks, and the yeh and kaf of Persian, which look like the Arabic ones.
STRAY = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u06a9\u06cc\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def load(folder: str) -> dict[str, list[Entry]]:
    """The entries of all books of a folder by the book's name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    books: dict[str, list[Entry]] = {}
    for path in sorted((DATA / folder).glob("*.yaml")):
        books[path.stem] = yaml.load(path.read_text("utf-8"), Loader=loader)["entries"]  # noqa: S506 (safe loaders)
    return books


ACTORS = [e for entries in load("actors").values() for e in entries]
OUTLETS = [e for entries in load("outlets").values() for e in entries]
ALL = [*ACTORS, *OUTLETS]
BY_ID = {e["id"]: e for e in ALL}
STATES = {e["iso3"]: e for e in ACTORS if e["kind"] == "state"}


def namings(entry: Entry) -> Iterator[str]:
    """What an entry is found by, as it is written."""
    yield entry["name"]
    for key in ("aliases", "acronyms", "metonyms", "ambiguous"):
        yield from entry.get(key, ())
    for forms in (entry.get("demonym") or {}).values():
        yield from forms


def ids(entries: list[Entry], bad: Any) -> list[str]:
    """The ids of the entries for which `bad` holds."""
    return [e["id"] for e in entries if bad(e)]


def test_there_are_enough_of_them() -> None:
    """A serious first vocabulary: all states, hundreds of groups and bodies, the outlets that reports relay."""
    assert len(STATES) >= 197
    assert len(ACTORS) - len(STATES) >= 400
    assert sum(bool(e.get("domains")) for e in OUTLETS) >= 150
    kinds = Counter(e["kind"] for e in ACTORS)
    assert kinds["armed_group"] >= 200
    assert kinds["person"] >= 150


def test_ids_are_unique_plain_and_stable() -> None:
    """An id is a word of lower-case ASCII that no other entry of any book has."""
    counted = Counter(e["id"] for e in ALL)
    assert [i for i, n in counted.items() if n > 1] == []
    assert [i for i in counted if not re.fullmatch(r"[a-z][a-z0-9_]*", i)] == []


def test_entries_have_the_keys_of_their_form_and_no_others() -> None:
    """A misspelled key would be passed over in silence; lists are lists of text that is not empty."""
    assert ids(ACTORS, lambda e: not {"id", "kind", "name", "code"} <= set(e) <= ACTOR_KEYS) == []
    assert ids(OUTLETS, lambda e: not {"id", "kind", "name", "type", "country"} <= set(e) <= OUTLET_KEYS) == []
    for entry in ALL:
        for key in (*NAMES, "domains"):
            values = entry.get(key, [])
            assert isinstance(values, list), (entry["id"], key)
            assert all(isinstance(v, str) and v.strip() == v and v for v in values), (entry["id"], key)


def test_kinds_and_types_are_known() -> None:
    """Kinds are those of the record; every outlet is media and says of which type."""
    assert ids(ALL, lambda e: e["kind"] not in KINDS) == []
    assert ids(OUTLETS, lambda e: e["kind"] != "media" or e["type"] not in OUTLET_TYPES) == []


def test_relations_lead_to_entries_and_never_in_a_circle() -> None:
    """Parents, parties and predecessors exist; who asks for the state behind an actor comes to an end."""
    for key in ("parent", "party", "succeeds"):
        assert ids(ALL, lambda e, key=key: e.get(key) is not None and e[key] not in BY_ID) == []
        for entry in ALL:
            seen, at = {entry["id"]}, entry.get(key)
            while at is not None:
                assert at not in seen, f"{entry['id']}: {key} leads back to {at}"
                seen.add(at)
                at = BY_ID[at].get(key)


def test_a_successor_begins_when_its_predecessor_ends() -> None:
    """جبهة النصرة → جبهة فتح الشام → هيئة تحرير الشام: dates are dates and in order."""
    for entry in ALL:
        since, until = entry.get("since"), entry.get("until")
        assert all(d is None or isinstance(d, date) for d in (since, until)), entry["id"]
        assert since is None or until is None or since < until, entry["id"]
        before = BY_ID.get(entry.get("succeeds", ""), {}).get("until")
        assert before is None or since is None or before <= since, entry["id"]


def test_codes_are_a_state_or_an_international_body_and_a_sector() -> None:
    """ISO3 and PLOVER sector, IGO, NGO or IMG where no state fits, null where it is unclear."""

    def wrong(entry: Entry) -> bool:
        if entry["code"] is None:
            return False
        first, *rest = entry["code"].split()
        if entry["kind"] == "state":
            return first != entry["iso3"] or bool(rest)
        if not rest:
            return first not in BODIES and not (entry["kind"] == "people" and first in SECTORS)
        return first not in STATES or len(rest) != 1 or rest[0] not in SECTORS

    assert ids(ACTORS, wrong) == []
    assert ids(ACTORS, lambda e: not {e.get("country", "SYR"), *e.get("at_home", ())} <= set(STATES)) == []
    assert ids(OUTLETS, lambda e: e["country"] not in STATES) == []


def test_states_have_the_codes_of_iso_3166() -> None:
    """Two and three letters that no other state has, the same as in the list of countries; a nisba or a reason."""
    assert len({e["iso2"] for e in STATES.values()}) == len(STATES)
    listed = {e["iso3"]: e["iso2"] for e in STATES.values()}
    assert all(re.fullmatch("[A-Z]{3}", three) and re.fullmatch("[A-Z]{2}", two) for three, two in listed.items())
    assert {"SYR": "SY", "NOR": "NO", "XKX": "XK", "TWN": "TW", "PSE": "PS", "ESH": "EH"}.items() <= listed.items()
    assert ids(list(STATES.values()), lambda e: e["id"] != e["iso3"].lower()) == []
    assert ids(list(STATES.values()), lambda e: not e.get("demonym") and not e.get("ambiguous")) == []
    assert ids(ALL, lambda e: not re.fullmatch(r"Q[1-9]\d*", e.get("wikidata", "Q1"))) == []


def test_no_identifier_stands_for_two() -> None:
    """One Wikidata item, one entry; one domain, one entry, in lower case and without path."""
    items = Counter(e["wikidata"] for e in ALL if e.get("wikidata"))
    assert [q for q, n in items.items() if n > 1] == []
    domains = Counter(d for e in ALL for d in e.get("domains", ()))
    assert [d for d, n in domains.items() if n > 1] == []
    assert [d for d in domains if not re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", d) or d.startswith("www.")] == []


def test_names_are_spelled_as_written_and_once() -> None:
    """No marks, tatweel or invisible signs in a name; no alias that folding makes of another anyway."""
    for entry in ALL:
        for text in (*namings(entry), *entry.get("heads", ())):
            assert not STRAY.search(text), f"{entry['id']}: {text!r}"
            assert "  " not in text and text == text.strip(), f"{entry['id']}: {text!r}"
        folded = Counter(fold(t) for t in (entry["name"], *entry.get("aliases", ())))
        assert [f for f, n in folded.items() if n > 1] == [], entry["id"]


def test_a_name_belongs_to_one_entry_unless_it_is_marked_ambiguous() -> None:
    """Of all who claim a name at most one has it for certain; two may in turn where their dates say so."""
    sure: dict[str, list[Entry]] = defaultdict(list)
    for entry in ALL:
        unsure = {fold(a) for a in entry.get("ambiguous", ())}
        for naming in {fold(n) for n in namings(entry)} - unsure:
            sure[naming].append(entry)

    def together(one: Entry, other: Entry) -> bool:
        begin = max(e.get("since", date.min) for e in (one, other))
        return begin < min(e.get("until", date.max) for e in (one, other))

    clashes = {
        name: [e["id"] for e in claimants]
        for name, claimants in sure.items()
        if any(together(one, other) for one, other in combinations(claimants, 2))
    }
    assert clashes == {}


def test_heads_are_definite_nouns() -> None:
    """What a report says for a name it gave before begins with the article, or is definite by its annexation."""
    annexed = {"سلاح الجو", "قوات الأمن", "خفر السواحل", "حرس الحدود", "قوات الاحتلال", "جيش الاحتلال", "داعش"}
    assert ids(ALL, lambda e: any(not h.startswith("ال") and h not in annexed for h in e.get("heads", ()))) == []


def test_what_is_ambiguous_has_examples_of_both_readings() -> None:
    """A name that is a common word too comes with a phrase that means the entry and one that does not."""
    for entry in ALL:
        examples = entry.get("examples") or {}
        yes, no = (examples.get(key, examples.get(key == "yes")) for key in ("yes", "no"))
        assert bool(yes and no) or not entry.get("ambiguous"), entry["id"]


def test_states_and_the_points_of_countries_agree(lexicon: Lexicon) -> None:
    """A state can be put on the map: the book of countries' points has its code (Monaco and two more it lacks)."""
    points = {e["id"] for e in lexicon.entries("places/countries")}
    assert set(STATES) - points <= {"FSM", "MCO", "VAT"}


@pytest.mark.parametrize("folder", ["actors", "outlets"])
def test_examples_are_read_as_they_say(lexicon: Lexicon, folder: str) -> None:
    """The phrases under `yes` name their entry, those under `no` do not, in the eyes of the step that finds actors."""
    wrong = []
    for name in lexicon.names(folder):
        for entry in lexicon.entries(name):
            for kind, phrases in (entry.get("examples") or {}).items():
                for phrase in phrases:
                    part = Part(kind="body", start=0, end=len(phrase))
                    report = Report(id="0", source_id="example", text=phrase, parts=(part,))
                    named = {c.actor for c in find_actors(analyse(report), lexicon)}
                    if (entry["id"] in named) != (kind == "yes"):
                        wrong.append(f"{entry['id']} {kind}: {phrase}")
    assert wrong == []
