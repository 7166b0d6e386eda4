"""Whether the name of a capital means the town (قصف بغداد) or the state that has its seat there (رفضت بغداد)."""

from __future__ import annotations

from khabar.lexicon import Lexicon, compile_noun_phrases
from khabar.mentions.actors import ActorBook, Naming, compile_actors
from khabar.mentions.counts_words import compile_count_words, read_noun
from khabar.mentions.gazetteer import compile_gazetteer
from khabar.mentions.place_words import PlaceWords, compile_place_words
from khabar.mentions.words import compile_names
from khabar.objects import Text
from khabar.text.phrases import PhraseMatch

_AIM = 4  # words between a deed and whither it is aimed (قصف صاروخي عنيف على بيروت)


def is_town(text: Text, match: PhraseMatch[Naming], lexicon: Lexicon) -> bool:
    """True where the words around the name say where something is, goes or strikes."""
    words = lexicon.build(compile_place_words)
    token = text.tokens[match.first]
    at = match.first - 1 if match.cut == 0 else -1
    if match.first > 1 and text.tokens[match.first - 1].text == "#":
        at = match.first - 2
    stems = {stem for _, stem in text.tokens[at].stems} if at >= 0 else set()
    prefix = token.text[: match.cut]
    return (
        prefix.endswith("ب")
        or bool(stems & words.whereabouts)
        or (bool(stems & words.hits) and _nothing_done(text, match, words, lexicon))
        or ("من" in stems and _comes_from(text, at, words, lexicon))
        or ("علي" in stems and _aimed(text, at, words))
        or (prefix.endswith("ل") and _side_of(text, match.first, words))
        or (match.cut > 0 and _joined_to_town(text, match, words, lexicon))
        or _opens_dateline(text, match)
    )


def _opens_dateline(text: Text, match: PhraseMatch[Naming]) -> bool:
    """True at the beginning of a line, before a dash, a bracket or a date."""
    following = text.tokens[match.last] if match.last < len(text.tokens) else None
    start = text.tokens[match.first].start
    starts = match.first == 0 or "\n" in text.raw[text.tokens[match.first - 1].end : start]
    if not starts or following is None:
        return False
    if following.text in ("،", ",") and following.index + 1 < len(text.tokens):
        following = text.tokens[following.index + 1]  # أديس أبابا، 29 مايو
    return following.kind == "number" or following.text in ("-", "–", "—", "(")


def _nothing_done(text: Text, match: PhraseMatch[Naming], words: PlaceWords, lexicon: Lexicon) -> bool:
    """True where the clause ends behind the name or goes on with a closed word, a time, و or ب: no object follows."""
    following = text.tokens[match.last] if match.last < len(text.tokens) else None
    if following is None or following.kind != "word":
        return True
    attached = following.fold[:1] in ("و", "ب") and len(following.fold) > 3 and following.fold not in words.common
    return attached or following.fold in words.when or lexicon.build(compile_noun_phrases).closed(following)


def _comes_from(text: Text, preposition: int, words: PlaceWords, lexicon: Lexicon) -> bool:
    """True after من where somebody or something comes or goes (طائرة قادمة من صنعاء), or people are from there.

    Not in بدعم من طهران.
    """
    if not preposition:
        return False
    before = text.tokens[preposition - 1]
    noun = read_noun(lexicon.build(compile_count_words), before, cut=True)
    people = noun is not None and noun[0].noun.kind == "person"  # 25 مواطنا من رام الله
    return people or any(stem in words.comes for _, stem in before.stems)


def _aimed(text: Text, preposition: int, words: PlaceWords) -> bool:
    """True after على behind a strike, with what describes it between: قصف صاروخي على بيروت."""
    for token in reversed(text.tokens[max(0, preposition - _AIM) : preposition]):
        if token.kind == "punct":
            return False
        if any(stem in words.aimed for _, stem in token.stems):
            return True
    return False


def _side_of(text: Text, at: int, words: PlaceWords) -> bool:
    """True after a side of the town: الضاحية الجنوبية لبيروت."""
    return at > 0 and words.directions.at(text.tokens, at - 1, proclitics=False) is not None


def _joined_to_town(text: Text, match: PhraseMatch[Naming], words: PlaceWords, lexicon: Lexicon) -> bool:
    """True behind و after a town: بين المخا وصنعاء، إلى باريس ولندن وموسكو."""
    book: ActorBook = lexicon.build(compile_actors)
    at = match.first
    while at > 0 and text.tokens[at].text[:1] == "و" and text.tokens[at - 1].kind == "word":
        at -= 1
        if book.names.at(text.tokens, at) is None:
            names = lexicon.build(compile_names)
            towns = {stem for _, stem in text.tokens[at].stems if not names.is_name(stem)}  # البغدادي is a town too
            gazetteer = lexicon.build(compile_gazetteer)
            return any(row.kind == "locality" for word in towns for row in gazetteer.places(word))
    stems = {stem for _, stem in text.tokens[at - 1].stems} if 0 < at < match.first else set()
    return bool(stems & words.whereabouts)
