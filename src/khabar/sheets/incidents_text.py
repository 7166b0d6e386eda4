"""Incidents as plain text for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from khabar.incidents.types import Incident

_TOLLS = ("killed", "injured", "detained", "abducted", "missing", "displaced")


def write_text(incidents: Iterable[Incident], stream: IO[str]) -> None:
    """Incidents with more than one report, one block each; then how many stand in one report alone."""
    alone = 0
    for incident in incidents:
        if len({r.source_id for r in incident.reports}) == 1:
            alone += 1
        else:
            stream.write("\n".join(_block(incident)) + "\n\n")
    stream.write(f"{alone} more told by one report alone (see --format jsonl)\n" if alone else "")


def kind_of(incident: Incident) -> tuple[str, str]:
    """What an incident is called, as (group of labels, label): its type; without one, what it did to people."""
    if incident.type:
        return "type", incident.type
    told = {figure.what for figure in incident.counts}
    return next((("what", toll) for toll in _TOLLS if toll in told), ("incident", "event"))


def _block(incident: Incident) -> list[str]:
    kind = " ".join(x for x in (kind_of(incident)[1], incident.mode) if x)
    where = incident.place.name if incident.place else "place unknown"
    when = incident.time.begin if incident.time and incident.time.begin else "day unknown"
    reports = len({r.source_id for r in incident.reports})
    lines = [f"{incident.id}  {kind}  {when}  {where}"]
    lines += [f"  by {', '.join(incident.actors)}"] if incident.actors else []
    lines.append(f"  {reports} reports resting on {incident.independent_origins} independent source(s):")
    for origin in incident.origins:
        party = " (a party to it)" if origin.party else ""
        lines.append(f"    {origin.source}{party}: {len(origin.reports)} report(s)")
    for figure in incident.counts:
        top = "or more" if figure.max is None else f"to {figure.max}" if figure.max != figure.min else ""
        lines.append(f"  {figure.what} ({figure.who}): {figure.min} {top}".rstrip() + f", most shared {figure.best}")
    for disagreement in incident.disagreements:
        held = "; ".join(f"{v.value} ({len(v.reports)})" for v in disagreement.values)
        lines.append(f"  they differ on {disagreement.field}: {held}")
    lines += [f"  {p.actor} {p.stand} it" for p in incident.positions]
    return lines
