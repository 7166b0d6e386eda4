"""The desk as one application: its errors are pages in the reader's language, its base install stays light."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskpages import Pages, opened
from khabar.lexicon import Lexicon


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Pages]:
    """A desk that nobody changes."""
    with opened(tmp_path_factory.mktemp("app"), lexicon) as made:
        yield made


@pytest.mark.parametrize("path", ["/reports/999", "/reports/none", "/reports/99999999999999999999", "/nowhere"])
def test_what_is_not_there_is_told_on_a_page(pages: Pages, path: str) -> None:
    """A wrong address gives a page that says so and leads back."""
    answer = pages.get(path)
    assert answer.status_code == 404
    assert "لا شيء في هذا العنوان" in answer.text
    assert '<html lang="ar" dir="rtl"' in answer.text


def test_every_page_bears_the_guards_headers(pages: Pages) -> None:
    """No page may run inline script, be framed, or be taken for something else."""
    for path in ("/", "/reports/1", "/nowhere", "/static/desk.css"):
        headers = pages.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe-inline" not in policy
        assert "default-src 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_has_inline_script_or_style(pages: Pages) -> None:
    """Scripts come from files, styles from sheets: the policy holds without exceptions."""
    for path in ("/", "/?q=غارة", "/reports/1", "/reports/2", "/reports/3?edit=events/v1", "/reports/3?add=events"):
        html = pages.text(path)
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick" not in html
        scripts = html.split("<script")[1:]
        assert all(' src="/static/' in s or 'type="application/json"' in s for s in scripts)


def test_nothing_but_the_desk_is_asked_for(pages: Pages) -> None:
    """No page names another host, but for the links to the reports' own pages."""
    html = pages.text("/reports/3")
    assert 'src="http' not in html
    assert html.count('href="http') == html.count('href="https://example.org/0" rel="noreferrer noopener nofollow"')


def test_reading_needs_no_web_framework() -> None:
    """`import khabar` and the command line's own start load nothing of the desk's extra."""
    code = (
        "import sys, khabar, khabar.cli.commands; "
        "sys.exit(','.join(m for m in ('fastapi', 'jinja2', 'uvicorn', 'starlette') if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_styles_lie_beside_the_pages() -> None:
    """What pages link to is there, the bundled assets apart, which the build brings."""
    from khabar.desk.page import STATIC, TEMPLATES

    linked = {
        part.partition("?")[0].partition('"')[0]
        for path in Path(TEMPLATES).rglob("*.html")
        for part in path.read_text(encoding="utf-8").split('"/static/')[1:]
    }
    names = {name for name in linked if not name.startswith("vendor/")}
    assert {"desk.css", "desk.js", "report.js"} <= names
    assert [name for name in sorted(names) if not (STATIC / name).is_file()] == []
