"""What analysts do all day, in a real browser: find, read, correct, undo, meet a colleague, finish."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from deskreports import put, strike
from deskserver import PHONE, Live, Open
from khabar.store.people import LOCAL
from khabar.store.review import Draft, load_review, record_change

Picture = Callable[[Page, str], None]
STRIKE = 3  # the report of the first strike


def settled(page: Page) -> None:
    """Wait until htmx has put in what it got."""
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


def test_from_inbox_to_final(visit: Open, live: Live, picture: Picture) -> None:
    """Search, accept, edit, undo, redo and set the status: each is in the history and holds after loading anew."""
    page = visit("/")
    page.get_by_role("searchbox").fill("الصفصافة رقم")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#list-title")).to_contain_text("الأخبار")
    expect(page.locator(".snippet mark").first).to_be_visible()
    assert "q=" in page.url
    page.goto(f"{live.address}/reports/{STRIKE}")

    event = page.locator("#item-v1")
    event.get_by_role("button", name="اقبل").click()
    expect(event.locator(".chip.good")).to_contain_text("مقبول")
    event.get_by_role("link", name="عدّل").click()
    form = page.locator("form.edit")
    form.locator("select[name=status]").select_option("denied")
    picture(page, "journey-edit")
    form.get_by_role("button", name="احفظ").click()
    expect(event.locator(".chip.status.denied")).to_have_text("منفي")
    expect(page.locator("#history")).to_contain_text("الحال")

    page.get_by_role("button", name="تراجع").click()
    expect(event.locator(".chip.status.occurred")).to_be_visible()
    page.get_by_role("button", name="إعادة").click()
    expect(event.locator(".chip.status.denied")).to_be_visible()

    page.get_by_role("button", name="راجعته").click()
    expect(page.locator("#status")).to_have_text("مُراجَع")
    page.reload()
    expect(page.locator("#status")).to_have_text("مُراجَع")
    expect(event.locator(".chip.status.denied")).to_be_visible()
    picture(page, "journey-checked")
    page.goto(f"{live.address}/?status=checked")
    expect(page.locator(".report-row")).to_have_count(1)


def test_second_person_is_told(visit: Open, live: Live, picture: Picture) -> None:
    """Whoever saves second is told what the other changed; their own words stay in the form, nothing is overwritten."""
    page = visit(f"/reports/{STRIKE}?edit=events/v1")
    review = load_review(live.archive, STRIKE)
    record_change(
        live.archive, STRIKE, Draft(action="edit", target="events/v1", field="mode", after="heavy-weapons"),
        who=LOCAL, revision=review.standing.revision, reading=review.reading,
    )  # fmt: skip
    form = page.locator("form.edit")
    form.locator("[name=status]").select_option("denied")
    form.get_by_role("button", name="احفظ").click()
    conflict = page.locator("#conflict")
    expect(conflict).to_be_visible()
    expect(conflict).to_contain_text("قصف بأسلحة ثقيلة")
    picture(page, "journey-conflict")
    event = load_review(live.archive, STRIKE).corrected.record.events[0]
    assert (event.mode, event.status) == ("heavy-weapons", "occurred")
    expect(form.locator("[name=status]")).to_have_value("denied")
    expect(form.locator("[name=mode]")).to_have_value("heavy-weapons")
    form.get_by_role("button", name="احفظ").click()
    expect(conflict).to_have_count(0)
    event = load_review(live.archive, STRIKE).corrected.record.events[0]
    assert (event.mode, event.status) == ("heavy-weapons", "denied")


def test_add_what_was_missed(visit: Open, live: Live, picture: Picture) -> None:
    """Words selected in the text become a name; a particle written onto the first word can be left off."""
    page = visit(f"/reports/{STRIKE}")
    found = page.evaluate(
        """() => {
            const words = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            while (words.nextNode()) {
                const at = words.currentNode.data.indexOf("باسم");
                if (at < 0) continue;
                getSelection().setBaseAndExtent(words.currentNode, at + 1, words.currentNode, at + 3);
                return true;
            }
        }"""
    )
    assert found
    bar = page.locator("#selection")
    expect(bar).to_be_visible()
    picture(page, "journey-selection")
    bar.get_by_role("link", name="اسم").click()
    form = page.locator("form.edit")
    expect(form.locator("textarea[name=mentions]")).to_have_value("اسم")
    picture(page, "journey-add")
    form.locator("[name=name]").fill("اسم يُختبر")
    form.locator("[name=kind]").select_option("organization")
    form.get_by_role("button", name="احفظ").click()
    expect(page.locator("#entities .chip.accent").first).to_contain_text("مُضاف")
    record = load_review(live.archive, STRIKE).corrected.record
    added = next(e for e in record.entities if e.name == "اسم يُختبر")
    assert [m.text for m in added.mentions] == ["اسم"]
    assert record.report.text[added.mentions[0].start - 1] == "ب"


def test_keyboard_alone(visit: Open, live: Live, picture: Picture) -> None:
    """From the inbox to a saved edit without a pointer, under an Arabic layout as well."""
    page = visit("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".report-row").nth(1)
    expect(second).to_be_focused()
    address = second.locator("a").get_attribute("href")
    page.keyboard.press("o")
    page.wait_for_url(f"**{address}")
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#keys")).to_be_visible()
    picture(page, "keys")
    page.keyboard.press("Escape")
    arabic = "{ key: 'ت', code: 'KeyJ', bubbles: true, cancelable: true }"  # J under an Arabic layout
    page.evaluate(f"document.dispatchEvent(new KeyboardEvent('keydown', {arabic}))")
    expect(page.locator("#item-v1")).to_be_focused()
    assert page.locator("#text .lit").count() > 0
    page.keyboard.press("e")
    form = page.locator("form.edit")
    expect(form.locator("select").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(page.locator("#item-v1")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#item-v1 .chip.good")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("#item-v1 .chip.good")).to_have_count(0)
    settled(page)
    expect(page.locator("#item-v1")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("#selection")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#selection a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("form.edit textarea[name=trigger]")).not_to_have_value("")


def test_back_leads_back(visit: Open) -> None:
    """After a search and a filter the browser's way back leads to the list as it was."""
    page = visit("/")
    page.locator("#ask select[name=type]").select_option("PROTEST")
    expect(page.locator(".reports .none")).to_be_visible()
    assert "type=PROTEST" in page.url
    page.go_back()
    expect(page.locator(".report-row")).to_have_count(25)
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#keys")).to_be_visible()


def test_letter_keys_can_be_turned_off(visit: Open) -> None:
    """Whoever dictates, or presses keys by mistake, turns the letters off; everything stays within reach of Tab."""
    page = visit(f"/reports/{STRIKE}")
    page.keyboard.press("Shift+Slash")
    page.locator("#keys button[name=keys]").click()
    page.wait_for_load_state()
    page.locator("#item-v1").focus()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    expect(page.locator("#item-v1 .chip.good")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#item-v1') !== null")


def test_lights_what_belongs_together(visit: Open, picture: Picture) -> None:
    """Pointing at a statement lights its cue, its speaker and what is said, and draws the chain between them."""
    page = visit(f"/reports/{STRIKE}")
    page.locator("#item-s1").hover()
    lit = page.locator("#text .lit")
    assert {"cue", "speaker", "said"} <= set(" ".join(lit.evaluate_all("all => all.map(e => e.className)")).split())
    assert page.locator("#text .links path").count() >= 2
    picture(page, "lit-statement")
    page.locator("#item-s2").hover()
    assert "نقلت" not in "".join(lit.all_inner_texts())


def test_move_a_place(visit: Open, live: Live, picture: Picture) -> None:
    """A click on the map moves the place there; what was before is in the history."""
    page = visit(f"/reports/{STRIKE}?edit=entities/e4")
    page.locator("[data-pick][data-ready]").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    picture(page, "move-place")
    page.locator("[data-pick]").click(position={"x": 60, "y": 60})
    lat = page.locator("form.edit [name=lat]").input_value()
    assert lat not in ("", "35.1")
    page.locator("form.edit").get_by_role("button", name="احفظ").click()
    expect(page.locator("#history")).to_contain_text("نقل على الخريطة")
    place = next(e for e in load_review(live.archive, STRIKE).corrected.record.entities if e.id == "e4").place
    assert place is not None and place.lat == float(lat)


def test_merge_and_restore(visit: Open, live: Live) -> None:
    """Two names become one; what was merged away can be brought back."""
    page = visit(f"/reports/{STRIKE}")
    card = page.locator("#item-e5")
    card.get_by_role("link", name="عدّل").click()
    card.locator("select[name=into]").select_option("e3")
    card.get_by_role("button", name="ادمجهما").click()
    expect(card).to_have_count(0)
    assert "الدفاع المدني" in live_entity(live, "e3").aliases
    page.locator("#rejected").get_by_role("button", name="أعده").click()
    expect(page.locator("#item-e5")).to_be_visible()


def live_entity(live: Live, identity: str):
    """An entity of the strike's report as it is now."""
    record = load_review(live.archive, STRIKE).corrected.record
    return next(e for e in record.entities if e.id == identity)


def test_switch_to_english(visit: Open, picture: Picture) -> None:
    """One switch turns the interface to English, left to right, and the reader stays on the page."""
    page = visit(f"/reports/{STRIKE}")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    assert page.url.endswith(f"/reports/{STRIKE}")
    expect(page.get_by_role("heading", name="Statements")).to_be_visible()
    assert page.locator("#text p").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    picture(page, "report-english")


def test_on_a_phone(visit: Open, picture: Picture) -> None:
    """At the width of a phone a report can be read and judged; nothing is cut off."""
    page = visit(f"/reports/{STRIKE}", size=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#item-v1").get_by_role("button", name="ارفض").click()
    expect(page.locator("#rejected")).to_be_visible()
    picture(page, "phone-rejected")


def test_hostile_report_is_text(visit: Open) -> None:
    """Script, handlers, `javascript:` and bidi overrides of a report act nowhere: they stand there as text."""
    for path in ("/", "/reports/2", "/reports/2?edit=entities/e1", "/reports/2?edit=events/v1"):
        page = visit(path)
        page.wait_for_load_state("networkidle")
        assert page.locator("#text svg:not(.links), #text b, main img, main i").count() == 0
        assert page.evaluate("!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText + document.title)")
        assert page.locator('a[href^="javascript"]').count() == 0


def test_arrivals_are_told(visit: Open, live: Live) -> None:
    """An inbox that stays open tells of reports that came meanwhile, and shows them at a click."""
    page = visit("/")
    put(live.archive, strike(91))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    told = page.locator("#arrived a")
    expect(told).to_contain_text("(1)")
    told.click()
    expect(page.locator("#list-title")).to_contain_text("33")
