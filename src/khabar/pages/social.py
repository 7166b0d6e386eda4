"""Posts of Facebook, X and Telegram saved as text: post, author and time, cut out of what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from khabar.lexicon import Lexicon
from khabar.objects import FurnitureKind, Page
from khabar.pages.dates import DateIndex, PageDate, compile_dates
from khabar.pages.draft import GAP, Block, Draft
from khabar.pages.furniture import FurnitureIndex, compile_furniture, line_key
from khabar.pages.outlets import outlet_named
from khabar.pages.previews import lost_breaks

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = rf"(?:{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}}|\d{{1,2}} [\u0621-\u064a]{{2,8}}،? \d{{4}})"
_X_STAMP = re.compile(
    rf"(?:\d{{1,2}}:\d\d(?=\d{{1,2}}:\d\d))?(?P<clock>\d{{1,2}}:\d\d\s?(?:[AP]M|ص|م)) · (?P<day>{_DAY})"
)
_FACEBOOK_HEAD = re.compile(
    rf"(?P<author>[^\n]{{1,120}}?)\s*(?:Verified account)?(?:AI content)?(?: · )?"
    rf"(?P<day>{_DAY}|{_MONTH} \d{{1,2}}|\d{{1,2}}[mhdwy])(?: at \d{{1,2}}:\d\d [AP]M)?(?: · [^·\n]{{1,60}})?$"
)
# A post copied from the screen: its author, then how long ago or when, in a line of its own that ends in a point.
_COPIED = re.compile(
    rf"\s*(?P<author>[^\n]{{2,80}})\n\s*(?:\d{{1,2}}\s?(?:[دسيأ]|min|hrs?|[hmdwy])|(?:أمس|Yesterday)[^\n·]{{0,20}}"
    rf"|(?P<day>{_DAY})[^\n·]{{0,20}})\s*·\W{{0,8}}?\n"
)
_HEAD_CHARS = 220
_HEADS = 5
_POSTS = 100  # shown in one page; more settle no day
_X_AUTHOR = re.compile(r"(?P<name>[^\n@]{0,80}?)\s*@(?P<handle>[A-Za-z0-9_]{1,15})")
_X_URL = re.compile(r"(?:twitter|x)\.com/(?P<handle>[A-Za-z0-9_]{1,15})/status")
_X_COUNT = re.compile(
    r"\d[\d.,KM]* (?:Likes?|Retweets?|Quotes?|Quote Tweets|repl(?:y|ies)|likes?|retweets?|Views?|Bookmarks?)$"
)
_X_AGO = re.compile(r"^\d+[smhd]\d+ (?:seconds?|minutes?|hours?|days?) ago$")
_TELEGRAM_END = re.compile(rf"(?:[\d.]+[KM]? views?)?\s*(?P<day>{_DAY}) at (?P<clock>\d{{1,2}}:\d\d)")
_TELEGRAM_LINK = re.compile(r"^(?:https?://)?t\.me/\S+$")
_EMBEDDED = re.compile(rf"\(@[A-Za-z0-9_]{{1,15}}\)\s{{0,3}}(?P<day>{_DAY})")
_PICTURE = re.compile(r"\s*pic\.twitter\.com/\w+\s*$")
_HASHTAG = re.compile(r"#([^\W\d]\w{1,60})")
_LINE = re.compile(r"[^\r\n]+")
_INVISIBLE = "\u200e\u200f\u202a\u202c\ufeff "


@dataclass(frozen=True, slots=True)
class SocialIndex:
    """The words that the platforms print around a post."""

    audience: re.Pattern[str]
    facebook_end: re.Pattern[str]
    x_start: frozenset[str]
    x_end: frozenset[str]
    telegram_start: tuple[str, ...]


def compile_social(lexicon: Lexicon) -> SocialIndex:
    """The vocabulary of `pages/social`; use as `lexicon.build(compile_social)`."""
    lists: dict[str, list[str]] = {}
    for entry in lexicon.entries("pages/social"):
        for key, value in entry.items():
            if isinstance(value, list):
                lists.setdefault(key, []).extend(value)
    audience = _either(lists["facebook_audience"])
    return SocialIndex(
        audience=re.compile(rf" · (?:{audience})"),
        facebook_end=re.compile(_either(lists["facebook_end"])),
        x_start=frozenset(lists["x_start"]),
        x_end=frozenset(lists["x_end"]),
        telegram_start=tuple(lists["telegram_start"]),
    )


def read_social(raw: str, page: Page, lexicon: Lexicon) -> Draft | None:
    """The post in a saved page of a social network; None where the text shows no sign of one.

    The post's own characters are kept as they are; author goes to `byline`, hashtags to `tags`, and what the platform
    prints (counts, buttons, replies) to `furniture`.
    """
    index = lexicon.build(compile_social)
    dates = lexicon.build(compile_dates)
    draft = Draft()
    post = _facebook_post(raw, index)
    if post is not None:
        _facebook(raw, post, index, dates, draft)
    elif (copied := _COPIED.match(raw)) is not None:
        _copied(raw, copied, lexicon, draft)
    elif _X_STAMP.search(raw) and "@" in raw:
        _x_post(raw, page, dates, draft)
    elif "Embed Tweet" in raw:
        _old_tweet(raw, page, index, draft)
    elif raw.lstrip().startswith(index.telegram_start) and (end := _TELEGRAM_END.search(raw)):
        _telegram(raw, end, index, dates, draft)
    else:
        return None
    if not draft.blocks:
        draft.warnings.append("the post holds no text of its own")
    draft.tag(tag.replace("_", " ") for block in draft.blocks for tag in _HASHTAG.findall(block.text))
    if draft.byline is not None:
        draft.publisher = outlet_named(draft.byline, lexicon)
    return draft


@dataclass(frozen=True, slots=True)
class _Post:
    """Where a post stands: its head from `head` to `start`, its own text from there to `stop`."""

    author: str
    day: str
    head: int
    start: int
    stop: int


def _facebook_post(raw: str, index: SocialIndex) -> _Post | None:
    """The first post whose head (author, day, audience in one line) and foot (reactions) are both there."""
    for audience in islice(index.audience.finditer(raw), _HEADS):
        line = max(raw.rfind("\n", 0, audience.start()) + 1, audience.start() - _HEAD_CHARS)
        head = _FACEBOOK_HEAD.search(raw[line : audience.start()])
        end = index.facebook_end.search(raw, audience.end())
        if head is not None and end is not None:
            return _Post(head["author"], head["day"], line + head.start(), audience.end(), end.start())
    return None


def _facebook(raw: str, post: _Post, index: SocialIndex, dates: DateIndex, draft: Draft) -> None:
    draft.byline = post.author.strip(_INVISIBLE) or None
    draft.dates += _stamped(post.day, dates)
    stop = post.stop
    _drop(raw[: post.head], "other", draft)
    draft.drop("other", raw[post.head : post.start].strip(_INVISIBLE))
    cuts = lost_breaks(raw, post.head, post.start, stop, draft.byline or "")
    for first, last in pairwise((post.start, *cuts, stop)):
        _blocks(raw, first, last, draft, "\n" if first in cuts else GAP)
    comments = raw.find("Most relevant", stop)
    _drop(raw[stop:comments] if comments >= 0 else raw[stop:], "share", draft)
    if comments >= 0:
        _drop(raw[comments:], "comments", draft)


def _copied(raw: str, head: re.Match[str], lexicon: Lexicon, draft: Draft) -> None:
    """A post whose buttons and counts are furniture by the lexicon: what stands below the first of them is no post."""
    draft.byline = head["author"].strip(_INVISIBLE)
    draft.dates += _stamped(head["day"] or "", lexicon.build(compile_dates))
    _drop(head.group(), "other", draft)
    furniture = lexicon.build(compile_furniture)
    foot = (m.start() for m in _LINE.finditer(raw, head.end()) if _foot(m.group(), furniture))
    stop = next(foot, len(raw))
    _blocks(raw, head.end(), stop, draft)
    _drop(raw[stop:], "share", draft)


def _foot(line: str, furniture: FurnitureIndex) -> bool:
    """True for a line of buttons or counts."""
    rule = furniture.classify(line) if line.strip() else None
    return rule is not None and rule.kind in ("share", "comments")


def _x_post(raw: str, page: Page, dates: DateIndex, draft: Draft) -> None:
    """A post with its stamp below it. The handle runs into the post where the page had them on two lines."""
    stamp = _X_STAMP.search(raw)
    at = raw.find("@")
    author = _X_AUTHOR.search(raw, max(0, at - _HEAD_CHARS), at + 20)
    if stamp is None or author is None or author.start() > stamp.start():
        return
    handle = author["handle"]
    known = _X_URL.search(page.url or "")
    if known and handle.lower().startswith(known["handle"].lower()):
        handle = handle[: len(known["handle"])]
    start = author.start("handle") + len(handle)
    draft.byline = author["name"].removeprefix("Conversation").strip(_INVISIBLE) or f"@{handle}"
    draft.dates += _stamped(f"{stamp['day']} {stamp['clock']}", dates)
    _drop(raw[: author.start()], "navigation", draft)
    draft.drop("other", f"{draft.byline} @{handle}")
    stop = stamp.start()
    translate = re.search(
        r"(?:Translate (?:Tweet|post)|Show translation|ترجمة (?:التغريدة|المنشور))\s*$", raw[start:stop]
    )
    _blocks(raw, start, start + translate.start() if translate else stop, draft)
    draft.drop("other", stamp.group())
    replies = raw.find("\n", stamp.end())
    _drop(raw[stamp.end() : replies] if replies >= 0 else raw[stamp.end() :], "share", draft)
    if replies >= 0:
        _drop(raw[replies:], "comments", draft)


def _old_tweet(raw: str, page: Page, index: SocialIndex, draft: Draft) -> None:
    """A page of the old site: posts stand between "Embed Tweet" and their counts; another handle's are replies."""
    known = _X_URL.search(page.url or "")
    handle = known["handle"].lower() if known else None
    own = True
    inside = False
    seen: set[str] = set()
    for match in _LINE.finditer(raw):
        line = match.group().strip(_INVISIBLE)
        author = _X_AUTHOR.fullmatch(line)
        if not line:
            continue
        if author is not None and " " in line and not line.startswith("Replying to"):
            handle = handle or author["handle"].lower()
            own = author["handle"].lower() == handle
            draft.byline = draft.byline or (author["name"].strip(_INVISIBLE) if own else None)
            draft.drop("other", line)
        elif line in index.x_start or _X_AGO.match(line):
            inside = inside or line == "Embed Tweet"
            draft.drop("share", line)
        elif line in index.x_end or _X_COUNT.match(line) or not inside or line.startswith("Replying to"):
            inside = False
            draft.drop("share", line)
        elif not own or line_key(line) in seen:
            draft.drop("comments" if not own else "other", line)
        else:
            seen.add(line_key(line))
            _blocks(raw, match.start(), match.end(), draft)


def _telegram(raw: str, end: re.Match[str], index: SocialIndex, dates: DateIndex, draft: Draft) -> None:
    draft.dates += _stamped(f"{end['day']} {end['clock']}", dates)
    lines = [m for m in _LINE.finditer(raw, 0, end.start()) if m.group().strip(_INVISIBLE)]
    while lines and lines[0].group().strip(_INVISIBLE).startswith(index.telegram_start):
        draft.drop("navigation", lines.pop(0).group())
    if len(lines) > 1:
        draft.byline = lines[0].group().strip(_INVISIBLE)
        draft.drop("other", lines.pop(0).group())
    foot: list[str] = []
    while lines and (_TELEGRAM_LINK.match(lines[-1].group().strip()) or not re.search(r"[^\W\d_]", lines[-1].group())):
        foot.insert(0, lines.pop().group())
    if lines:
        _blocks(raw, lines[0].start(), lines[-1].end(), draft)
    for line in (*foot, end.group()):
        draft.drop("share", line)


def _stamped(words: str, dates: DateIndex) -> list[PageDate]:
    """The date that the platform prints at a post: the day it was published, whatever else it may be called."""
    return [replace(found, role="published") for found in dates.find(words, "page")]


def embedded_dates(text: str, dates: DateIndex) -> list[PageDate]:
    """The days of the posts that a page shows (— Name (@name) April 3, 2022)."""
    days = (found["day"] for found in islice(_EMBEDDED.finditer(text), _POSTS))
    return [replace(d, role="embedded") for day in dict.fromkeys(days) for d in dates.find(day, "post")]


def _blocks(raw: str, start: int, stop: int, draft: Draft, gap: str = GAP) -> None:
    """The lines between two offsets as body, `gap` before the first; a picture's address at a line's end is cut."""
    before = None
    for match in _LINE.finditer(raw, start, stop):
        text = match.group()
        picture = _PICTURE.search(text)
        if picture is not None:
            draft.drop("share", picture.group())
            text = text[: picture.start()]
        text = text.rstrip()
        first = match.start() + len(text) - len(text.lstrip())
        if text.strip():
            draft.blocks.append(Block("body", text.strip(), raw[before:first] if before is not None else gap))
            before = match.start() + len(text) if picture is None else None


def _drop(text: str, kind: FurnitureKind, draft: Draft) -> None:
    text = text.strip(_INVISIBLE + "\n\r\t")
    if text:
        draft.drop(kind, text)


def _either(phrases: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=lambda p: (-len(p), p)))
