"""Floors: what a reading must reach, room by room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from khabar.errors import InputError
from khabar.evaluation.score import HEADLINES, ROOMS, Result

# Figures are compared as they are printed: with three decimals.
_DECIMALS = 3


def load_floors(path: Path) -> dict[str, dict[str, float]]:
    """Floors by reading (`grammar`, `model`) and room; raises `InputError` where the file has other rooms or none."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        floors = {str(k): {str(r): float(v) for r, v in rooms.items()} for k, rooms in raw.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise InputError(
            f"{path} holds no floors ({error}); it is an object of readings of rooms of figures"
        ) from error
    if unknown := {room for rooms in floors.values() for room in rooms} - set(ROOMS):
        raise InputError(f"{path}: {', '.join(sorted(unknown))} is no room; the rooms are {', '.join(ROOMS)}")
    return floors


def broken(result: Result, floors: Mapping[str, float]) -> list[str]:
    """The rooms whose figure is below its floor, each as a line."""
    found = []
    for room, floor in floors.items():
        figure = result.headline(room)
        if figure is not None and round(figure, _DECIMALS) < floor:
            found.append(f"{room}: {HEADLINES[room]} is {figure:.3f}, its floor {floor:.3f}")
    return found
