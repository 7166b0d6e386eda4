"""A team at one desk, in real browsers: signing in, two analysts on one report, the list of people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from deskpeople import NAMES, PASSWORD
from deskreports import filled
from deskserver import Live, Open
from khabar.desk.security import Access
from khabar.lexicon import Lexicon
from khabar.store.people import ROLES, add_person
from khabar.store.review import load_review

STRIKE = 3


@pytest.fixture
def live(tmp_path: Path, lexicon: Lexicon) -> Iterator[Live]:
    """A team's desk with someone of each role."""
    archive = filled(tmp_path / "khabar.db", 3)
    for role in ROLES:
        add_person(archive, NAMES[role], role, PASSWORD)
    served = Live(archive, Access(team=True), lexicon)
    yield served
    served.stop()
    archive.close()


def enter(page: Page, name: str) -> None:
    """Sign in with the form."""
    page.locator("#name").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.primary").click()
    expect(page.locator(".person")).to_have_text(name)


def test_two_analysts_on_one_report(visit: Open, live: Live, picture: Callable[[Page, str], None]) -> None:
    """Whoever is asked to sign in comes back to the report; who saves second is told who changed what."""
    first, second = visit(f"/reports/{STRIKE}"), visit(f"/reports/{STRIKE}")
    assert "/sign-in" in first.url
    picture(first, "sign-in")
    enter(first, NAMES["analyst"])
    assert first.url.endswith(f"/reports/{STRIKE}")
    first.get_by_role("button", name="خذه").click()
    expect(first.locator("#status")).to_have_text("مُسنَد")
    first.locator("#item-v1").get_by_role("link", name="عدّل").click()
    form = first.locator("form.edit")
    form.locator("[name=status]").select_option("ongoing")

    enter(second, NAMES["senior"])
    second.locator("#item-v1").get_by_role("button", name="اقبل").click()
    expect(second.locator("#item-v1 .chip.good")).to_contain_text(NAMES["senior"])

    form.get_by_role("button", name="احفظ").click()
    expect(first.locator("#conflict")).to_contain_text(NAMES["senior"])
    expect(form.locator("[name=status]")).to_have_value("ongoing")
    form.get_by_role("button", name="احفظ").click()
    expect(first.locator("#item-v1 .chip.status.ongoing")).to_be_visible()
    assert [c.who for c in load_review(live.archive, STRIKE).changes] == [
        NAMES["analyst"], NAMES["senior"], NAMES["analyst"]
    ]  # fmt: skip
    picture(first, "team-report")


def test_reader_sees_and_changes_nothing(visit: Open) -> None:
    """A reader has the whole page and no button that would change it."""
    page = visit(f"/reports/{STRIKE}")
    enter(page, NAMES["reader"])
    expect(page.locator("#item-v1")).to_be_visible()
    assert page.locator("main form, main [data-open]").count() == 0


def test_pages_of_people_can_be_used_by_everybody(
    visit: Open, live: Live, picture: Callable[[Page, str], None], axe: Callable[[Page], list[str]]
) -> None:
    """Signing in, one's account and the list of people have no serious finding of axe-core."""
    page = visit("/")
    faults = axe(page)
    enter(page, NAMES["admin"])
    for name in ("account", "people"):
        page.goto(f"{live.address}/{name}")
        picture(page, name)
        faults += axe(page)
    page.get_by_role("button", name="تسجيل الخروج").click()
    expect(page.locator("#password")).to_be_visible()
    assert not faults, "\n".join(faults)
