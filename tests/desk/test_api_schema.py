"""The OpenAPI document tells the truth: whatever is sent, the answer is as described, and never a 5xx."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from archives import keep, record_of
from deskpeople import PASSWORD
from khabar.desk.api import make_api
from khabar.desk.app import create_app
from khabar.desk.security import Access
from khabar.lexicon import load_lexicon
from khabar.store import Archive, open_archive
from khabar.store.people import add_person, add_token
from records import made

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]  # fmt: skip
HERE = {"Host": "127.0.0.1"}
# As many as fit into a minute of CI.
usual = settings(
    max_examples=8, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
OPERATIONS = [
    (method.upper(), path)
    for path, methods in make_api(load_lexicon()).openapi()["paths"].items()
    for method in methods
]


@pytest.fixture(scope="module")
def desks() -> Iterator[dict[str, Any]]:
    """A desk of one's own and a team's, with a report each, and an admin's token."""
    lexicon = load_lexicon()
    with tempfile.TemporaryDirectory() as folder:
        made_: dict[str, Any] = {}
        archives: list[Archive] = []
        for name, access in (("local", Access(writes=10**6)), ("team", Access(team=True, writes=10**6))):
            archive = open_archive(str(Path(folder) / f"{name}.db"), create=True)
            archives.append(archive)
            keep(archive, made())
            keep(archive, record_of("نص", "b.txt"))
            made_[name] = create_app(archive, access, lexicon=lexicon)
        add_person(archives[1], "admin", "admin", PASSWORD)
        made_["token"] = add_token(archives[1], "admin", "tests", "admin")[1]
        yield made_
        for archive in archives:
            archive.close()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda m: m.value)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_answers_as_described(
    desks: dict[str, Any], method: str, path: str, mode: GenerationMode
) -> None:
    """What fits the document and what does not, on a desk of one's own and by a team's admin."""
    for name, headers in (("local", HERE), ("team", {"Authorization": f"Bearer {desks['token']}"})):
        if name == "team" and not any(word in path for word in ("people", "searches", "me", "assigned")):
            continue  # as on a desk of one's own
        document = schemathesis.openapi.from_asgi("/api/v1/openapi.json", desks[name], headers=headers)
        try:
            cases = document[path][method].as_strategy(generation_mode=mode)
            _ask(cases, headers)
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # nothing can be wrong where nothing is asked for


def _ask(cases: SearchStrategy[Any], headers: dict[str, str]) -> None:
    @usual
    @given(case=cases)
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers=headers)

    ask()
