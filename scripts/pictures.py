"""Make the pictures of the documentation: screenshots of the example page and of what is made of it.

usage: python scripts/pictures.py        needs playwright and Debian's chromium; writes docs/pictures/*.jpg
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 900
# What is shown: file, element (None: the top of the page), greatest height.
SHOTS = {
    "page": ("page", None, 900),
    "text": ("sheet", ".text, article p.body", 900),
    "events": ("sheet", "table", 800),
}


def main() -> None:
    """Take every picture."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tools:
        sheet = Path(folder, "sheet.html")
        command = [sys.executable, "-m", "khabar", "read", str(ROOT / "examples" / "hudna.html"), "--no-model"]
        subprocess.run([*command, "-o", str(sheet)], check=True)  # noqa: S603
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (kind, element, height) in SHOTS.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": height})
            page.goto((ROOT / "examples" / "hudna.html" if kind == "page" else sheet).as_uri())
            top = 0.0
            if element is not None:
                box = page.locator(element).first.bounding_box()
                top = max(0.0, (box["y"] if box else 0.0) - 60)
            page.evaluate("y => window.scrollTo(0, y)", top)
            page.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=60)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
