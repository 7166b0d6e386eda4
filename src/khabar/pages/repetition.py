"""Furniture by repetition: what stands on page after page of one site is the site's, not the report's."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from khabar.objects import Furniture, Part, Report
from khabar.pages.draft import GAP
from khabar.pages.furniture import line_key

# Five pages tell a template from a story told twice; at a third of them a line is the template's. Copies of one
# report among the pages count once, so that a reprinted report does not become furniture.
_LEAST_PAGES = 5
_SHARE = 1 / 3
_LEAST_REPEATS = 3
_LONGEST = 60  # words: longer paragraphs repeat because reports are copied, not because templates are


def drop_repeated(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports, in order, without the parts that repeat across pages of one site; those become furniture.

    Pages are grouped by the host of their address, else by publisher; pages without either are left alone. A part
    goes when it stands in at least three, and a third, of a site's different reports. Headlines stay, and a report
    never loses all of its body.
    """
    groups: dict[str, list[int]] = {}
    for at, report in enumerate(reports):
        site = site_of(report)
        if site is not None:
            groups.setdefault(site, []).append(at)
    cleaned = list(reports)
    for members in groups.values():
        repeated = _repeated([reports[at] for at in members])
        for at in members if repeated else ():
            cleaned[at] = _without(reports[at], repeated)
    return tuple(cleaned)


def site_of(report: Report) -> str | None:
    """What tells a report's site: the host of its address, else its publisher."""
    try:
        host = urlsplit(report.url).hostname if report.url else None
    except ValueError:
        host = None
    return host.removeprefix("www.") if host else report.publisher


def _repeated(reports: Iterable[Report]) -> frozenset[str]:
    different = {report.id: report for report in reports}
    if len(different) < _LEAST_PAGES:
        return frozenset()
    seen: Counter[str] = Counter()
    for report in different.values():
        seen.update({_key(report, part) for part in report.parts if part.kind != "headline"})
    least = max(_LEAST_REPEATS, len(different) * _SHARE)
    return frozenset(key for key, count in seen.items() if key and count >= least)


def _key(report: Report, part: Part) -> str:
    key = line_key(report.text[part.start : part.end])
    return key if len(key.split()) <= _LONGEST else ""


def _without(report: Report, repeated: frozenset[str]) -> Report:
    kept = [p for p in report.parts if p.kind == "headline" or _key(report, p) not in repeated]
    if len(kept) == len(report.parts) or not any(p.kind in ("body", "lead", "list") for p in kept):
        return report
    text = ""
    parts: list[Part] = []
    before: Part | None = None
    for at, part in enumerate(report.parts):
        if part not in kept:
            continue
        together = before is not None and at and report.parts[at - 1] is before
        gap = report.text[before.end : part.start] if together and before is not None else GAP if parts else ""
        start = len(text) + len(gap)
        text += gap + report.text[part.start : part.end]
        parts.append(Part(kind=part.kind, start=start, end=len(text)))
        before = part
    gone = tuple(Furniture(kind="other", text=report.text[p.start : p.end]) for p in report.parts if p not in kept)
    return report.model_copy(
        update={
            "id": hashlib.sha256(text.encode()).hexdigest(), "text": text, "parts": tuple(parts),
            "furniture": report.furniture + gone,
            "warnings": (*report.warnings, f"{len(gone)} parts that repeat across the site's pages were left out"),
        }
    )  # fmt: skip
