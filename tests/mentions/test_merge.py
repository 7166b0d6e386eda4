"""The encoder's spans beside grammar's candidates; a stub stands for the encoder."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.encoder import SpanKind, TaggedSpan
from khabar.lexicon import Lexicon
from khabar.mentions import find_candidates
from khabar.objects import Candidate, Time
from naming import candidates_of, report_of, text_of


class Stub:
    """Tags the given words wherever they stand: (words, kind, score, strict)."""

    def __init__(self, *names: tuple[str, SpanKind, float, bool]) -> None:
        self.names = names

    def tag(self, words: Sequence[Sequence[str]]) -> list[list[TaggedSpan]]:
        """The spans of the names, sentence by sentence."""
        return [
            [
                TaggedSpan(at, at + len(name.split()), kind, score, strict)
                for name, kind, score, strict in self.names
                for at in range(len(sentence))
                if list(sentence[at : at + len(name.split())]) == name.split()
            ]
            for sentence in words
        ]


def found(raw: str, lexicon: Lexicon, *names: tuple[str, SpanKind, float, bool]) -> dict[str, Candidate]:
    """The candidates by their words."""
    return {c.text: c for c in candidates_of(raw, lexicon, Stub(*names))}


def test_an_unknown_name_comes_in_without_its_proclitic(lexicon: Lexicon) -> None:
    """What only the encoder sees is a candidate; attached و and ل before a known name stay outside."""
    seen = found("وأشاد ولمحمود زكرينو دور كبير", lexicon, ("ولمحمود زكرينو", "person", 0.9, True))
    assert seen["محمود زكرينو"].rule == "mention.encoder"


def test_what_is_not_strict_is_a_nominal(lexicon: Lexicon) -> None:
    """Spans of the wider guideline describe; those of the strict one name."""
    seen = found(
        "زارت هيئة التخطيط دار السنابل", lexicon,
        ("هيئة التخطيط", "government", 0.9, False), ("دار السنابل", "organization", 0.9, True),
    )  # fmt: skip
    assert (seen["هيئة التخطيط"].kind, seen["هيئة التخطيط"].form) == ("organization", "nominal")
    assert seen["دار السنابل"].form == "name"


def test_the_lexicon_keeps_its_identity(lexicon: Lexicon) -> None:
    """Where both see an actor, the entry stays, and the noun that the books know it by is part of the name."""
    seen = found("أعلنت حركة حماس موقفها", lexicon, ("حماس", "organization", 0.95, True))
    assert seen["حركة حماس"].actor == "hamas"


def test_a_wider_name_of_another_kind_wins(lexicon: Lexicon) -> None:
    """A club that bears a capital's name is no state."""
    seen = found("سجل مهاجم سبارتاك موسكو هدفين", lexicon, ("سبارتاك موسكو", "organization", 0.9, True))
    assert list(seen) == ["سبارتاك موسكو"]


def test_what_grammar_only_supposes_needs_the_encoder(lexicon: Lexicon) -> None:
    """A place known by its fame alone is left out where the encoder reads along and sees none."""
    assert "القدس" in {c.text for c in candidates_of("احتفلوا بعد القدس طويلا", lexicon)}
    assert "القدس" not in found("احتفلوا بعد القدس طويلا", lexicon)


def test_a_name_seen_once_is_seen_throughout(lexicon: Lexicon) -> None:
    """A sure name is found in the sentences in which the encoder passed over it."""

    class Once(Stub):
        def tag(self, words: Sequence[Sequence[str]]) -> list[list[TaggedSpan]]:
            return [*super().tag(words[:1]), *([[]] * (len(words) - 1))]

    raw = "تحدث زكرينوف طويلا.\nثم غادر زكرينوف القاعة."
    stub = Once(("زكرينوف", "person", 0.95, True))
    assert [c.rule for c in candidates_of(raw, lexicon, stub)] == ["mention.encoder", "mention.encoder.repeated"]


def test_one_name_has_one_kind(lexicon: Lexicon) -> None:
    """Of two readings of one name in a report the surer is taken for both."""
    seen = [
        c.kind
        for c in candidates_of(
            "تحدث زكرينوف طويلا.\nغادر زكرينوف القاعة.", lexicon,
            Stub(("تحدث", "role", 0.9, True), ("زكرينوف", "person", 0.9, True)),
        )
    ]  # fmt: skip
    assert seen == ["person", "person"]


def test_a_role_of_the_encoder_goes_to_the_person_beside_it(lexicon: Lexicon) -> None:
    """A role phrase right before or after a name is its role."""
    raw = "تحدث كبير المنقبين زكرينوف طويلا"
    seen = found(raw, lexicon, ("زكرينوف", "person", 0.9, True), ("كبير المنقبين", "role", 0.9, True))
    role = seen["زكرينوف"].role
    assert role is not None and raw[role[0] : role[1]] == "كبير المنقبين"


def test_a_noun_of_place_is_no_name(lexicon: Lexicon) -> None:
    """What the encoder sees in بمحيط alone is nothing, though a village is called so; بلدة before a name is no part."""
    assert "محيط" not in found("سقطت قذائف بمحيط السوق", lexicon, ("بمحيط", "place", 0.9, True))
    assert "زنابقا" in found("سقطت قذائف على بلدة زنابقا", lexicon, ("بلدة زنابقا", "place", 0.9, True))


def test_what_is_written_onto_a_known_name_stays_outside(lexicon: Lexicon) -> None:
    """The encoder's span of a whole word does not draw the proclitic into a name that grammar knows."""
    assert "رويترز" in found("قال مصدر لرويترز أمس", lexicon, ("لرويترز", "organization", 0.9, True))


def test_a_site_keeps_its_noun(lexicon: Lexicon) -> None:
    """Where the encoder sees a site's proper name alone, or a body in it, the site stays whole."""
    seen = found("فُتح سجن صيدنايا أمس", lexicon, ("صيدنايا", "organization", 0.9, True))
    assert seen["سجن صيدنايا"].kind == "facility"


def test_a_longer_name_loses_the_identity(lexicon: Lexicon) -> None:
    """Where the encoder sees the name go on beyond the book's, it is another's; the name of a house changes nothing."""
    seen = found("قال بشار الأسد الزكريني كلمة", lexicon, ("بشار الأسد الزكريني", "person", 0.95, True))
    assert seen["بشار الأسد الزكريني"].actor is None
    seen = found("قال محمد بن سلمان آل سعود كلمة", lexicon, ("محمد بن سلمان آل سعود", "person", 0.95, True))
    assert seen["محمد بن سلمان آل سعود"].actor is not None


def test_the_books_name_is_not_cut_short(lexicon: Lexicon) -> None:
    """Where the encoder sees the beginning of a name that is no name of the same actor, the whole is kept."""
    seen = found("انسحبت قوات سوريا الديمقراطية ليلا", lexicon, ("قوات سوريا", "organization", 0.9, True))
    assert seen["قوات سوريا الديمقراطية"].actor == "sdf"


def test_a_name_may_hold_a_word_for_a_time(lexicon: Lexicon) -> None:
    """A surname that is a part of the day too stays in the name; a name inside an expression of time is none."""
    raw = "غادر سالم الصباح مبكرا"
    text = text_of(raw)
    at = raw.index("الصباح")
    morning = Time(
        id="t1", start=at, end=at + 6, text="الصباح", kind="time", interval=None, grain="part", resolved=False, rule="x"
    )
    report = report_of(raw)
    stub = Stub(("سالم الصباح", "person", 0.9, True))
    assert [c.text for c in find_candidates(text, report, (morning,), lexicon, stub)] == ["سالم الصباح"]


def test_a_person_of_the_dictionary_needs_no_encoder(lexicon: Lexicon) -> None:
    """A surname that one person of the dictionary goes by stays where the encoder passes it over; others do not."""
    assert found("بوتين: سنرد على العقوبات", lexicon)["بوتين"].kind == "person"
    assert "زكرينو" not in found("زكرينو: سنرد على العقوبات", lexicon)


def test_a_known_body_in_quotation_marks_is_the_known_one(lexicon: Lexicon) -> None:
    """The noun and the name in marks after it are one mention of the body that the dictionary has."""
    seen = found("أعلنت حركة “حماس” قبولها", lexicon, ("حماس", "organization", 0.95, True))
    assert seen["حركة “حماس”"].actor == "hamas"


def test_a_people_inside_a_body_is_the_body_s(lexicon: Lexicon) -> None:
    """What the encoder sees as a body's name is one, whatever people stands in it."""
    raw = "رحب اتحاد زركاء المسلمين بالقرار"
    seen = found(raw, lexicon, ("اتحاد زركاء المسلمين", "organization", 0.95, True))
    assert seen["اتحاد زركاء المسلمين"].kind == "organization"


def test_a_whole_name_of_grammar_and_book_stays_whole(lexicon: Lexicon) -> None:
    """The encoder cuts nothing from a person or place that the book or gazetteer knows by the whole name only."""
    seen = found("قال الوزير يشار غولر كلمة", lexicon, ("غولر", "person", 0.95, True))
    assert seen["يشار غولر"].actor is not None
    seen = found("انهيار في إقليم كيفو الشمالية", lexicon, ("كيفو", "place", 0.95, True))
    assert "كيفو الشمالية" in seen
    seen = found("تمرد في الكونغو الديمقراطية", lexicon, ("الكونغو", "place", 0.95, True))
    assert seen["الكونغو الديمقراطية"].actor == "cod"


def test_a_group_is_named_after_its_dead(lexicon: Lexicon) -> None:
    """The person in an armed group's known name is no mention apart, as is who leads a government."""
    raw = "أعلنت كتائب الشهيد عز الدين القسام ذلك"
    seen = found(raw, lexicon, ("عز الدين القسام", "person", 0.95, True))
    assert seen["كتائب الشهيد عز الدين القسام"].actor == "qassam"


def test_a_state_that_only_the_encoder_sees(lexicon: Lexicon) -> None:
    """A state whose name is an ordinary word too is the state where the encoder sees a place."""
    seen = found("انسحبت القوة من مالي نهائيا", lexicon, ("مالي", "place", 0.9, True))
    assert seen["مالي"].actor == "mli"


def test_the_second_half_of_a_name_is_the_same_body(lexicon: Lexicon) -> None:
    """What the encoder sees as two names is one body where each is one of its names."""
    seen = found(
        "أعلنت حركة المقاومة الإسلامية حماس موقفها", lexicon,
        ("حركة المقاومة الإسلامية", "organization", 0.95, True), ("حماس", "organization", 0.95, True),
    )  # fmt: skip
    assert {c.actor for c in seen.values()} == {"hamas"}


def test_a_known_person_behind_a_letter_is_the_known_one(lexicon: Lexicon) -> None:
    """The books know where a name begins that ب or ل is written onto, whatever kind the encoder gives it."""
    seen = found("تضررت علاقة بايدن بنتنياهو", lexicon, ("بنتنياهو", "organization", 0.95, True))
    assert (seen["نتنياهو"].kind, seen["نتنياهو"].actor) == ("person", seen["نتنياهو"].actor)
    assert seen["نتنياهو"].actor is not None


def test_a_noun_of_bodies_alone_names_none(lexicon: Lexicon) -> None:
    """ميليشيا by itself is no group, whatever the encoder says."""
    assert "ميليشيا" not in found("هاجمت ميليشيا القرية", lexicon, ("ميليشيا", "organization", 0.95, True))
