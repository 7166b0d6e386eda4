"""Sums of several victims, and figures that are part of others."""

from __future__ import annotations

from itertools import pairwise

from khabar.mentions.counts_figures import Figure
from khabar.mentions.counts_governors import CASUALTY, INHERENT
from khabar.mentions.counts_reader import FigureReader
from khabar.mentions.counts_roles import Roles
from khabar.text.quotes import is_quote

# How many words before a figure a verb of rising may stand.
_REACH = 12
_OWN_CLASS = frozenset({"child", "woman", "journalist", "medic"})
_OLD = "old-person"
_LISTED = 4  # how many sorts of people may follow behind commas


class Sums:
    """Joins and relates the figures of one sentence, after their roles are known."""

    def __init__(self, reader: FigureReader, roles: Roles, figures: list[Figure]) -> None:
        self.reader, self.roles, self.figures = reader, roles, figures
        self.kept: list[Figure] = []

    def run(self) -> list[Figure]:
        """The figures that count, sums among them, in order, with `whole` set."""
        at = 0
        while at < len(self.figures):
            chain = self._chain(at)
            listed = self._breakdown(chain[0])
            if listed is not None:
                chain = self._listed_on(chain, listed, at)
                self._list(chain, listed)
            elif len(chain) > 1 and not self._separate(chain):
                self._sum(chain)
            else:
                self._singly(chain)
            at = self.figures.index(chain[-1], at) + 1
        self._updates()
        return sorted((f for f in self.kept if not f.dropped), key=lambda f: (f.start, -f.end))

    # --------------------------------------------------------------------------------------------------- chains

    def _chain(self, at: int) -> list[Figure]:
        """Figures of people joined by و, at most two describing words between them."""
        chain = [self.figures[at]]
        if chain[0].kind != "person" or chain[0].form in ("zero", "same"):
            return chain
        for figure in self.figures[at + 1 :]:
            last = chain[-1]
            if figure.kind != "person" and figure.form == "singular" and figure.dropped and not figure.joined:
                continue  # سائق دراجة وزوجته
            gap = range(last.last, figure.first)
            if not figure.joined or figure.kind != "person" or figure.form in ("zero", "same"):
                break
            if len(gap) > 2 or not all(self._describes(i) for i in gap):
                break
            if figure.noun is None and not figure.partitive and not figure.others:
                break
            chain.append(figure)
        return chain

    def _describes(self, at: int) -> bool:
        token = self.reader.tokens[at]
        return token.kind == "word" and at not in self.roles.governors and (
            token.fold == "و" or not token.fold.startswith(("و", "ال", "ف")))  # fmt: skip

    def _separate(self, chain: list[Figure]) -> bool:
        """True where numerals without kinship, or victims of two sides, are told apart."""
        kin = any(_is_kin(f) for f in chain)
        if any(f.form in ("number", "vague", "one-of") and not _is_kin(f) for f in chain):
            return True
        if chain[0].form == "dual" and chain[0].numeral:
            return True
        sides = {"combatant" if f.who == "combatant" else "people" for f in chain if not _is_kin(f)}
        return len(sides) > 1 or (not kin and any(f.noun is not None and f.noun.noun.what for f in chain))

    def _singly(self, chain: list[Figure]) -> None:
        """Each for itself; a singular that follows an accepted one is accepted with it."""
        previous: Figure | None = None
        for figure in chain:
            alike = figure.dropped and figure.form == "singular" and not _is_kin(figure)
            if alike and previous is not None and not previous.dropped and not self.roles.made_definite(figure):
                own = figure.noun.noun.what if figure.noun is not None else None  # شهيدان وجريح: he is not dead
                figure.dropped, figure.what = False, own if own in INHERENT and own is not None else previous.what
            if _is_kin(figure) and figure.form == "dual" and figure.dropped is False and figure.what == "other":
                figure.dropped = True
            self._inherit(figure)
            self.kept.append(figure)
            previous = figure

    def _sum(self, chain: list[Figure]) -> None:
        """رجل وطفلاه: one figure over all, with the members that have a class of their own as its parts."""
        head = chain[0]
        members = [f for f in chain if not (f.form == "singular" and not _is_kin(f) and self.roles.made_definite(f))]
        unnamed = head.dropped and head.form == "singular"
        if unnamed or _is_kin(head) or len(members) < 2 or head.what not in CASUALTY:
            self._singly(chain)
            return
        whole = Figure(head.first, members[-1].last, head.start, members[-1].end, 0, 0, True, "number", what=head.what)
        whole.low = sum(f.low for f in members)
        whole.high = None if any(f.high is None for f in members) else sum(f.high or 0 for f in members)
        whole.exact = all(f.exact for f in members)
        whole.who = self._shared_who(members)
        self.kept.append(whole)
        for figure in members:
            numeral = figure.form in ("number", "vague") or figure.partitive is not None
            if numeral or (figure.who in _OWN_CLASS and figure.who != whole.who):
                figure.what, figure.whole, figure.dropped = whole.what, whole, False
                self.kept.append(figure)

    def _shared_who(self, members: list[Figure]) -> str:
        kinds = {f.who for f in members}
        if len(kinds) == 1:
            return members[0].who
        if members[0].who == "civilian" and all(_is_kin(f) for f in members[1:]):
            return "civilian"
        return "unspecified"

    # ---------------------------------------------------------------------------------------------------- parts

    def _breakdown(self, figure: Figure) -> Figure | str | None:
        """The figure that this one is listed under (بينهم, a bracket, وهما), or `open` where that has no number."""
        at = figure.first - 1
        if is_quote(self.reader.fold(at) or " "):
            at -= 1  # هم "أربعة رجال وطفلان"
        if self.reader.fold(at) == "و":
            at -= 1
        if at < self.reader.first:
            return None
        if self.reader.tokens[at].text == "(":
            whole = self._latest(figure) if at - 1 not in self.roles.governors else None
            near = whole is not None and figure.first - whole.last <= 6
            return whole if near and whole is not None and whole.kind == "person" and figure.kind == "person" else None
        among = self.reader.fold(at).removeprefix("و") in self.reader.words.words["among"]
        if among or self.reader.among(at, "identity"):
            whole = self._latest(figure)
            if whole is None or (whole.kind != "person" and figure.kind == "person"):
                return "open" if among else None
            if self._others_between(whole, figure):
                return "open"
            return whole
        return None

    def _listed_on(self, chain: list[Figure], listed: Figure | str, at: int) -> list[Figure]:
        """The chain from figure `at` on, with what follows behind commas: 90 شهيدا بينهم 30 طفلا، و20 سيدة."""
        if not isinstance(listed, Figure) or listed.high is None:
            return chain
        found, room = list(chain), listed.high - sum(f.low for f in chain)
        last = self.figures.index(chain[-1], at)
        for figure in self.figures[last + 1 : last + 1 + _LISTED]:
            between = "".join(t.text for t in self.reader.tokens[found[-1].last : figure.first])
            if between not in ("،", "،و", ",", ",و") or not (figure.joined or between.endswith("و")):
                break
            own = figure.noun is not None and (figure.noun.noun.who in _OWN_CLASS or figure.noun.noun.id == _OLD)
            if not own or figure.form != "number" or figure.low > room:
                break
            found.append(figure)
            room -= figure.low
        return found

    def _others_between(self, whole: Figure, figure: Figure) -> bool:
        """True where a bare آخرين or plural of casualties between them is the real whole (وإصابة آخرين بينهم طفلان)."""
        told = (self.roles.governors.get(at) for at in range(whole.last, figure.first - 1))
        people = figure.kind == "person"
        return any(g is not None and (not people or g.noun_who is not None or g.what in CASUALTY) for g in told)

    def _latest(self, figure: Figure) -> Figure | None:
        """The latest whole before the figure."""
        for earlier in reversed(self.kept):
            stands = earlier is not figure and not earlier.dropped and earlier.whole is None and earlier.form != "zero"
            if stands and earlier.last <= figure.first and figure.kind in (earlier.kind, "thing", "place", "event"):
                return earlier
        return None

    def _list(self, chain: list[Figure], listed: Figure | str) -> None:
        whole = listed if isinstance(listed, Figure) else None
        for figure in chain:
            if (
                figure.form == "singular"
                and not figure.others
                and (figure.kind != "person" or self.roles.made_definite(figure))
            ):
                continue
            figure.dropped = figure.measure
            if whole is not None:
                own = figure.kind != "person" and figure.what in CASUALTY  # 61 حالة احتجاز
                figure.whole, figure.what = whole, figure.what if own else whole.what
            elif not figure.what or figure.what == "other":
                found = self.roles.before(figure)
                figure.what = found[0].what if found is not None and found[0].what in CASUALTY else "other"
            if figure.noun is not None and figure.noun.noun.what in ("killed", "injured") and whole is not None:
                figure.what = figure.noun.noun.what
            self.kept.append(figure)

    def _inherit(self, figure: Figure) -> None:
        """منهم and آخرون take from the figure before; a fraction takes its value from it."""
        if figure.dropped and not figure.of_them:
            return
        earlier = self._latest(figure)
        if figure.of_them and earlier is not None:
            figure.whole = earlier
            figure.who = earlier.who if figure.partitive is None else figure.who
            if figure.form == "fraction" and figure.fraction is not None:
                part, of = figure.fraction
                figure.low = earlier.low * part // of
                figure.high = None if earlier.high is None else earlier.high * part // of
                figure.what = earlier.what
                figure.who = figure.partitive.noun.who if figure.partitive is not None else earlier.who
        elif figure.form == "fraction":
            figure.dropped = True
        elif figure.others and figure.noun is None and earlier is not None and not self._mixed(earlier):
            figure.who = earlier.who if earlier.who in ("civilian", "combatant", "protester") else figure.who

    def _mixed(self, whole: Figure) -> bool:
        return any(f.whole is whole for f in self.kept)

    def _updates(self) -> None:
        """من سبعة إلى أحد عشر, إلى 12 بعد أن كان 9, من أصل 20: the old figure is part of the new one."""
        people = [f for f in self.kept if not f.dropped and f.kind == "person" and f.form != "zero"]
        rises = self.reader.words.words["rise"]
        for before, after in pairwise(people):
            between = [self.reader.fold(i) for i in range(before.last, after.first)]
            if (before.of_next and between == ["من"]) or between[-1:] == ["اصل"]:
                before.whole = after
            elif before.whole is None and after.whole is None and before.what == after.what:
                first = max(self.reader.first, before.first - _REACH)
                rising = any(self.reader.fold(i) in rises for i in range(first, before.first))
                if rising and not {"كان", "كانت"}.isdisjoint(between[-2:]):
                    after.whole = before
                elif any(word in rises for word in between) or (rising and between == ["الي"]):
                    before.whole = after


def _is_kin(figure: Figure) -> bool:
    noun = figure.noun
    return (noun is not None and noun.kin) or (figure.partitive is not None and figure.partitive.kin)
