"""Furniture by repetition across the pages of one site."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from khabar.objects import Page, Report
from khabar.pages import drop_repeated, read_page

SLOGAN = "صوت من لا صوت له منذ عشر سنوات"


def site(lexicon: Lexicon, host: str = "a.test", count: int = 6) -> list[Report]:
    """Reports of one site, each with the same slogan after its first paragraph."""
    pages = []
    for n in range(count):
        first, second = f"قال المجلس إن الطريق رقم {n} مغلق منذ أمس.", f"وأضاف أن الإصلاح رقم {n} يبدأ غدا."
        text = "\n\n".join([f"خبر رقم {n} من البلدة", first, SLOGAN, second])
        pages.append(Page(text, f"{host}{n}", "text", url=f"https://{host}/{n}"))
    return [read_page(page, lexicon) for page in pages]


def test_what_stands_on_every_page_of_a_site_goes(lexicon: Lexicon) -> None:
    """The slogan becomes furniture, the paragraphs stay, spans stay exact, and it is said."""
    for before, after in zip(site(lexicon), drop_repeated(site(lexicon)), strict=True):
        assert SLOGAN in before.text and SLOGAN not in after.text
        assert any(f.text == SLOGAN for f in after.furniture) and after.warnings and after.id != before.id
        texts = [after.text[p.start : p.end] for p in after.parts]
        assert len(texts) == 3 and texts[1].startswith("قال المجلس") and texts[2].startswith("وأضاف")


def test_few_pages_and_other_sites_prove_nothing(lexicon: Lexicon) -> None:
    """Four pages of a site, or six of six sites, are left as they are."""
    few = site(lexicon, count=4)
    assert drop_repeated(few) == tuple(few)
    scattered = [r.model_copy(update={"url": f"https://s{n}.test/"}) for n, r in enumerate(site(lexicon))]
    assert drop_repeated(scattered) == tuple(scattered)


def test_a_report_printed_many_times_stays(lexicon: Lexicon) -> None:
    """Copies of one report are one report: its paragraphs are no furniture."""
    copies = [site(lexicon)[0]] * 8
    assert drop_repeated(copies) == tuple(copies)
