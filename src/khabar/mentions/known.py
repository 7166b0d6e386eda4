"""Names of the actor and outlet books, where the text means them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.mentions.actors import Actor, ActorBook, Naming, compile_actors
from khabar.mentions.capitals import is_town
from khabar.mentions.gazetteer import compile_gazetteer
from khabar.mentions.nominals import is_adjective
from khabar.mentions.words import compile_names
from khabar.objects import Candidate, Quotation, Text, Token
from khabar.text.fold import fold
from khabar.text.phrases import PhraseMatch

_BODIES = frozenset({"organization", "armed_group"})
_TITLED = 2  # words of a name that is a title and a first name
_CITY = 100_000  # people of a large town; a name of several words is a town's with fewer


def find_actors(text: Text, lexicon: Lexicon) -> list[Candidate]:
    """Names of the actor and outlet books. A capital named as a place is left to the gazetteer."""
    book: ActorBook = lexicon.build(compile_actors)
    matches = [_past_title(text, match, book) for match in book.names.scan(text.tokens)]
    sure = [n.actor for m in matches for n in m.values if not n.ambiguous]
    proved = _proved(text, matches, book)
    countries = Counter(book.country_of(book.by_id[a]) or "" for a in sure)
    found: list[Candidate] = []
    quotes = _quotes(text)
    for number, match in enumerate(matches):
        listed = _of_states(text, matches, number, book)
        claimants = [listed] if listed else _claimants(match.values, book, proved, countries)
        naming = listed or _choose(text, match, claimants, book, proved, quotes, lexicon)
        if naming is None:
            continue
        actor = book.by_id[naming.actor]
        start, end = _with_quotes(quotes, match.start, match.end)
        if text.raw[start] == "(" and text.raw[end - 1] == ")":
            start, end = start + 1, end - 1
        found.append(
            Candidate(
                start=start,
                end=end,
                text=text.raw[start:end],
                kind=actor.kind,
                form=naming.form,
                rule=f"mention.actor.{naming.how}",
                score=1.0,
                actor=actor.id,
            )
        )
    return found


def _past_title(text: Text, match: PhraseMatch[Naming], book: ActorBook) -> PhraseMatch[Naming]:
    """The longer name behind the title of a person whose name goes on: الملك سلمان in الملك سلمان بن عبد العزيز."""
    if match.last - match.first != _TITLED or any(book.by_id[n.actor].kind != "person" for n in match.values):
        return match
    longer = book.names.at(text.tokens, match.first + 1, proclitics=False)
    return longer if longer is not None and longer.last > match.last else match


def _of_states(text: Text, matches: Sequence[PhraseMatch[Naming]], number: int, book: ActorBook) -> Naming | None:
    """The state that an ambiguous name is in a row of states, be it a town too: إيران وعمان وقطر."""
    match = matches[number]
    seats = {n.actor for n in match.values if n.how == "capital"}
    own = next((n for n in match.values if n.ambiguous and n.how == "alias" and n.actor not in seats), None)
    if own is None or not seats or book.by_id[own.actor].kind != "state":
        return None
    before = matches[number - 1] if number else None
    after = matches[number + 1] if number + 1 < len(matches) else None
    beside = [
        *([before] if before is not None and _joined(text, before, match) else []),
        *([after] if after is not None and _joined(text, match, after) else []),
    ]
    states = all(any(n.how == "name" and book.by_id[n.actor].kind == "state" for n in m.values) for m in beside)
    seated = any(n.actor in seats for m in beside for n in m.values)  # عمان، الأردن
    return own if beside and states and not seated else None


def _joined(text: Text, one: PhraseMatch[Naming], other: PhraseMatch[Naming]) -> bool:
    """True where nothing but a comma or و stands between two names."""
    between = text.raw[one.end : other.start].strip()
    return between in ("،", ",", "و", "، و") and "\n" not in text.raw[one.end : other.start]


def _proved(text: Text, matches: Sequence[PhraseMatch[Naming]], book: ActorBook) -> set[str]:
    """Actors that an ambiguous naming may mean here: named elsewhere without doubt, or alone of their country.

    The country speaks only for namings of several words: حزب العدالة والتنمية in a report on Turkey.
    """
    proved = {n.actor for m in matches for n in m.values if not n.ambiguous}
    named = {book.country_of(book.by_id[a]) for a in proved if book.by_id[a].kind == "state"} - {None}
    spoken = [_country_of_word(token, book) for token in text.tokens]
    elsewhere = Counter(spoken)
    for match in matches:
        if match.last - match.first > 1 and all(n.ambiguous for n in match.values):
            # The words of the naming itself prove nothing: "السورية" of الشبكة السورية.
            outside = elsewhere - Counter(spoken[match.first : match.last])
            countries = named | {c for c in outside if c is not None}
            near = {n.actor for n in match.values if book.country_of(book.by_id[n.actor]) in countries}
            proved |= near if len(near) == 1 else set()
    return proved


def _country_of_word(token: Token, book: ActorBook) -> str | None:
    """The country whose adjective the word is, read with or without its proclitics."""
    for _, stem in token.stems:
        demonym = book.demonym(stem)
        if demonym is not None:
            return book.country_of(book.by_id[demonym.state])
    return None


@dataclass(frozen=True, slots=True)
class _Quotes:
    """The closed quotations of a text, by where their inside begins and ends."""

    by_start: Mapping[int, Quotation]
    by_end: Mapping[int, Quotation]


def _quotes(text: Text) -> _Quotes:
    closed = [q for q in text.quotations if q.closed]
    return _Quotes({q.inner_start: q for q in closed}, {q.inner_end: q for q in closed})


def _with_quotes(quotes: _Quotes, start: int, end: int) -> tuple[int, int]:
    """A name with the other mark of a quotation that begins or ends inside it: تنظيم “الدولة”، “سبوتنيك” الروسية."""
    closing, opening = quotes.by_end.get(end), quotes.by_start.get(start)
    if closing is not None and start < closing.start < end:
        return start, closing.end
    if opening is not None and opening.end < end:
        return opening.start, end
    return start, end


def _claimants(
    values: Sequence[Naming], book: ActorBook, proved: set[str], countries: Counter[str]
) -> Sequence[Naming]:
    """Whom a name that several share may mean (الجيش الوطني), the likeliest first; nobody where two are even.

    Those whose whole name the text has come first, then those of the country whose actors it names most.
    """
    if len({n.actor for n in values}) < 2:
        return values

    def rank(naming: Naming) -> tuple[bool, bool, int]:
        country = book.country_of(book.by_id[naming.actor]) or ""
        return naming.ambiguous, naming.actor not in proved, -countries[country] if country else 0

    ranked = sorted(values, key=rank)
    even = [n for n in ranked if n.ambiguous and rank(n) == rank(ranked[0])]
    return () if len({n.actor for n in even}) > 1 else ranked


def _choose(
    text: Text,
    match: PhraseMatch[Naming],
    claimants: Sequence[Naming],
    book: ActorBook,
    proved: set[str],
    quotes: _Quotes,
    lexicon: Lexicon,
) -> Naming | None:
    """The naming that a match stands for, None where the words mean something else here."""
    for naming in claimants:
        if (
            naming.ambiguous
            and naming.actor not in proved
            and not _introduced(text, match, book, naming, quotes, lexicon)
        ):
            continue
        towns = naming.how == "capital" or (naming.how in ("metonym", "alias") and _is_large_town(match, text, lexicon))
        if towns and is_town(text, match, lexicon):
            continue
        if match.last == match.first + 1 and describes_another(text, match, book, lexicon):
            continue
        if book.by_id[naming.actor].kind in ("organization", "media") and is_adjective(
            text, match.first, text.tokens[match.first].fold, lexicon
        ):
            continue
        if book.by_id[naming.actor].kind == "person" and _name_goes_on(text, match, lexicon):
            continue
        if book.by_id[naming.actor].kind in _BODIES and _of_another_state(text, match, book.by_id[naming.actor], book):
            continue
        paper = book.by_id[naming.actor].kind == "media" and _is_region(match, text, lexicon)
        if paper and not _introduced(text, match, book, naming, quotes, lexicon):
            continue
        return naming
    return None


def _name_goes_on(text: Text, match: PhraseMatch[Naming], lexicon: Lexicon) -> bool:
    """True where another unit of a name follows: عبد الله بن عبد العزيز العتيبي is not the king of that name."""
    if match.last >= len(text.tokens):
        return False
    following = text.tokens[match.last]
    if following.kind != "word" or "\n" in text.raw[match.end : following.start]:
        return False
    names = lexicon.build(compile_names)
    return following.fold in ("بن", "ابن") or (names.is_name(following.fold) and not names.is_ordinary(following.fold))


def _of_another_state(text: Text, match: PhraseMatch[Naming], actor: Actor, book: ActorBook) -> bool:
    """True for a name with the adjective of a state behind it that is not its own: حزب العمال البريطاني."""
    following = text.tokens[match.last] if match.last < len(text.tokens) else None
    if following is None or following.fold[:2] != "ال" or text.raw[match.end : following.start] != " ":
        return False
    adjective, own = book.demonym(following.fold), book.country_of(actor)
    if adjective is None or adjective.plural or own is None or book.demonym(text.tokens[match.last - 1].fold):
        return False
    state = book.country_of(book.by_id[adjective.state])
    return state is not None and state != own


def _is_large_town(match: PhraseMatch[Naming], text: Text, lexicon: Lexicon) -> bool:
    """True for a name that is a large town too: بروكسل for the Union that sits there, رام الله."""
    least = _CITY if match.last == match.first + 1 else _CITY // 4
    rows = lexicon.build(compile_gazetteer).places(text.raw[match.start : match.end])
    return any(row.population > least and row.kind != "country" for row in rows)


def _is_region(match: PhraseMatch[Naming], text: Text, lexicon: Lexicon) -> bool:
    """True for words that name a country or a region of the world too: الشرق الأوسط, the newspaper."""
    rows = lexicon.build(compile_gazetteer).places(text.raw[match.start : match.end])
    return any(row.kind in ("region", "country") for row in rows)


def describes_another(text: Text, match: PhraseMatch[Naming], book: ActorBook, lexicon: Lexicon) -> bool:
    """True for a country's name that is its adjective here: عائلة سورية, جندياً روسيا, but not مساعدة روسيا."""
    token = text.tokens[match.first]
    if "ً" in token.text or match.first == 0 or match.cut or book.demonyms.get(token.fold) is None:
        return "ً" in token.text
    before = text.tokens[match.first - 1].fold
    if token.fold.endswith("ا"):
        names = lexicon.build(compile_names)
        return before.endswith("ا") and any(map(names.is_ordinary, (before[:-1], "ال" + before[:-1])))
    return before.endswith(("ه", "ات")) and before[:2] != "ال"


def _introduced(
    text: Text, match: PhraseMatch[Naming], book: ActorBook, naming: Naming, quotes: _Quotes, lexicon: Lexicon
) -> bool:
    """True where a noun that says what it is stands before the name, or quotation marks hold it."""
    held = quotes.by_start.get(match.start)
    if held is not None and held.inner_end == match.end:
        return True
    first = match.first - 1
    while first >= 0 and text.tokens[first].kind == "punct" and text.tokens[first].end >= match.start - 1:
        first -= 1
    nouns = lexicon.build(compile_introductions).get(book.by_id[naming.actor].kind, frozenset())
    return first >= 0 and any(s in nouns for _, s in text.tokens[first].stems)


def compile_introductions(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """Nouns before names, by the kind they prove; use as `lexicon.build(compile_introductions)`."""
    return {e["id"]: frozenset(fold(w) for w in e["words"]) for e in lexicon.entries("roles/introductions")}
