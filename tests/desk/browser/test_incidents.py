"""Incidents and exploring in a real browser: what analysts do there, how it looks, and who can use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from deskserver import LAPTOP, PHONE, Live, Open
from khabar.desk.security import Access
from khabar.lexicon import Lexicon
from khabar.store import open_archive
from khabar.store.incidents import compare_archive, list_incidents
from tellings import tell

Picture = Callable[[Page, str], None]
PLACES = {
    "incidents": "/incidents?least=1", "no-incidents": "/incidents?q=%D8%B2%D9%82%D8%B2%D9%88%D9%82",
    "incident": "/incidents/STRIKE", "incident-changing": "/incidents/STRIKE?base=3", "explore-map": "/explore",
    "explore-time": "/explore?view=time", "explore-table": "/explore?view=table&q=type:assault",
    "explore-network": "/explore?view=network", "explore-nothing": "/explore?q=status:denied",
    "explore-wrong": "/explore?q=near:north",
}  # fmt: skip


@pytest.fixture
def live(tmp_path: Path, lexicon: Lexicon) -> Iterator[Live]:
    """A desk on reports that have been compared."""
    with open_archive(str(tmp_path / "khabar.db"), create=True) as archive:
        tell(archive)
        list(compare_archive(archive, lexicon))
        served = Live(archive, Access(), lexicon)
        yield served
        served.stop()


def the_strike(live: Live) -> str:
    """The incident that three reports tell."""
    return list_incidents(live.archive)[1][0].id


def drawn(page: Page) -> None:
    """Wait until the map, if the page has one, is drawn."""
    page.wait_for_load_state("networkidle")
    if page.locator(".map").count():
        page.wait_for_selector(".map[data-ready]")


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("shape", ["laptop", "laptop-dark", "phone", "english"])
def test_page_can_be_used_by_everybody(
    visit: Open, live: Live, picture: Picture, axe: Callable[[Page], None], name: str, shape: str
) -> None:
    """No page has a serious finding of axe-core, none is wider than its window, in either language, light and dark."""
    size = PHONE if shape == "phone" else LAPTOP
    path = PLACES[name].replace("STRIKE", the_strike(live))
    page = visit(path, size=size, dark=shape == "laptop-dark", english=shape == "english")
    drawn(page)
    if name == "incident-changing":
        page.locator("details.change > summary").click()
    picture(page, f"{name}-{shape}")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    axe(page)


def test_from_the_list_to_a_split_and_back(visit: Open, live: Live, picture: Picture) -> None:
    """Open an incident, compare with another report, split it, merge it again: each is seen at once."""
    page = visit("/incidents")
    page.get_by_role("link", name="السهل").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("السهل")
    expect(page.locator(".passage")).to_have_count(3)
    expect(page.locator(".passage.base")).to_contain_text("صحيفة الوادي")
    page.locator(".passage", has_text="موقع المرفأ").get_by_role("link", name="قارن بهذا").click()
    expect(page.locator(".passage.base")).to_contain_text("موقع المرفأ")

    page.get_by_text("افصل أو ادمج").click()
    page.get_by_role("checkbox", name="موقع المرفأ").check()
    page.get_by_role("button", name="افصل المختار").click()
    expect(page.locator(".passage")).to_have_count(2)
    expect(page.get_by_text("فصل أخبارًا")).to_be_visible()
    picture(page, "journey-split")

    page.get_by_text("افصل أو ادمج").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="ادمج").click()
    expect(page.locator(".passage")).to_have_count(3)


def test_two_people_on_one_incident(visit: Open, live: Live) -> None:
    """The second to send a change is told that another was faster, and nothing is written over."""
    address = f"/incidents/{the_strike(live)}"
    slow, quick = visit(address), visit(address)
    for page, name in ((quick, "موقع المرفأ"), (slow, "راديو السهل")):
        page.get_by_text("افصل أو ادمج").click()
        page.get_by_role("checkbox", name=name).check()
        page.get_by_role("button", name="افصل المختار").click()
    expect(slow.get_by_role("alert")).to_contain_text("في الأثناء")
    expect(slow.locator(".passage")).to_have_count(2)


def test_views_are_linked(visit: Open, picture: Picture) -> None:
    """What narrows one view narrows the others; the address holds it all, and going back takes it away."""
    page = visit("/explore")
    drawn(page)
    page.locator(".facets").get_by_role("link", name="الدفاع المدني").click()
    expect(page.locator(".conditions .chip")).to_contain_text("speaker:")
    drawn(page)
    expect(page.locator(".spot")).to_have_count(1)
    page.get_by_role("link", name="جدول").click()
    expect(page.locator("[data-item]")).to_have_count(2)
    page.get_by_role("link", name="زمن").click()
    expect(page.locator(".bars .bar")).to_have_count(1)
    assert "speaker" in page.url
    page.get_by_role("link", name="شبكة النقل").click()
    expect(page.locator(".network rect")).to_have_count(3)
    picture(page, "journey-network")
    page.locator(".conditions .chip").click()
    expect(page.locator(".conditions .chip")).to_have_count(0)
    expect(page.locator(".network rect")).not_to_have_count(3)


def test_map_by_keyboard(visit: Open, picture: Picture) -> None:
    """A point is reached by Tab, opened by Enter, and leads to the table of its events."""
    page = visit("/explore?q=place:النبع")
    drawn(page)
    spot = page.locator(".spot")
    expect(spot).to_have_count(1)
    spot.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("النبع")
    picture(page, "journey-map")
    popup.get_by_role("link").click()
    expect(page.locator("table.events [data-item]")).to_have_count(1)
    assert "near" in page.url


@pytest.mark.parametrize("dark", [False, True])
def test_base_map_names_places(visit: Open, picture: Picture, dark: bool) -> None:
    """The map names lands and towns without tiles: none on another or on a point, all of them to be read."""
    page = visit("/explore", dark=dark)
    drawn(page)
    page.wait_for_selector(".map[data-named]")
    names = page.locator(".place-name")
    assert names.count() > 3
    boxes = page.evaluate(
        "() => [...document.querySelectorAll('.place-name, .spot')].map(e => { const r = e.getBoundingClientRect();"
        " return [r.left, r.top, r.right, r.bottom, e.className.includes('place-name') ? 1 : 0]; })"
    )
    labels = [b for b in boxes if b[4]]
    touching = [
        (a, b) for a in labels for b in boxes
        if a is not b and a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]  # fmt: skip
    assert touching == []
    colours = page.evaluate(
        "() => ['--map-name', '--map-name-soft', '--map-land', '--map-sea']"
        ".map(n => getComputedStyle(document.documentElement).getPropertyValue(n).trim())"
    )
    for ink in colours[:2]:
        assert min(contrast(ink, ground) for ground in colours[2:]) >= 4.5
    picture(page, f"map-names{'-dark' if dark else ''}")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, `#rrggbb`, by WCAG 2."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_points_close_together_open_up(visit: Open) -> None:
    """Two places that would touch are one point with the number of both; it leads closer until they part."""
    page = visit("/explore?q=from:2024")
    drawn(page)
    page.locator(".spot.many").first.click()
    expect(page.locator(".spot")).to_have_count(2)


def test_export_is_a_download(visit: Open, tmp_path: Path) -> None:
    """The button gives a file of what the view shows."""
    page = visit("/explore?q=place:السهل")
    page.locator(".export > summary").click()
    page.get_by_label("الصيغة").select_option("acled")
    with page.expect_download() as download:
        page.get_by_role("button", name="نزّل").click()
    download.value.save_as(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").count("السهل") >= 3


def test_keys(visit: Open, live: Live) -> None:
    """J and Enter go through the list of incidents, slash leads to the search, X to exploring."""
    page = visit("/incidents?least=1")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-item]").nth(1)).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator("article.incident")).to_be_visible()
    page.goto(f"{live.address}/incidents")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
