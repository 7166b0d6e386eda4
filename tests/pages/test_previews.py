"""Line breaks that a saved post lost."""

from __future__ import annotations

from khabar import Page, Reader
from khabar.lexicon import load_lexicon
from khabar.pages.previews import lost_breaks
from khabar.pages.social import read_social
from spent import grows_with_length

POST = "Facebook‎{author}‎'s Post\n\n{author}March 3, 2022 · Shared with Public{body}All reactions:12LikeComment"


def text_of(top: str, body: str, author: str = "صفحة البلدة") -> str:
    """The reading text of a saved post below a preview."""
    raw = f"{top}\n" + POST.format(author=author, body=body)
    return Reader().read(Page(raw, "r", "text")).report.text


def test_the_previews_lines_part_the_posts_words() -> None:
    """A hashtag that ran into the deed's own word stands on its line again, pictures of the preview notwithstanding."""
    body = "#عاجل#سرمينقصف مدفعي على أطراف البلدة أوقع جرحى"
    want = "#عاجل\n#سرمين\nقصف مدفعي على أطراف البلدة أوقع جرحى"
    assert text_of("صفحة البلدة - #عاجل\n#سرمين\n🔴 قصف مدفعي على...", body) == want
    assert text_of("#عاجل\n#سرمين\nقصف مدفعي على... - صفحة البلدة", body) == want


def test_a_post_that_kept_its_breaks_or_is_another_stays() -> None:
    """Where a space parts the words already, and where the preview tells something else, nothing is cut."""
    body = "#عاجل قصف مدفعي على أطراف البلدة أوقع جرحى"
    assert text_of("صفحة البلدة - #عاجل\nقصف مدفعي على...", body) == body
    assert text_of("صفحة البلدة - تشييع\nالضحايا اليوم...", body) == body
    assert text_of("", body) == body


def test_a_cut_adds_a_break_and_no_sign() -> None:
    """All characters of the post stay, in order."""
    post = POST.format(author="صفحة البلدة", body="خبر:قصف على السوق أوقع جرحى")
    raw = f"صفحة البلدة - خبر:\nقصف على السوق...\n{post}"
    draft = read_social(raw, Page(raw, "r", "text"), load_lexicon())
    assert draft is not None and [b.text for b in draft.blocks] == ["خبر:", "قصف على السوق أوقع جرحى"]


def test_long_previews_are_read_in_linear_time() -> None:
    """A preview as long as the post costs no more than its length."""

    def work(length: int) -> None:
        raw = "ا\n" * length
        lost_breaks(raw + raw.replace("\n", ""), len(raw), len(raw), len(raw) + length, "")

    assert grows_with_length(work, 20_000, 8)
