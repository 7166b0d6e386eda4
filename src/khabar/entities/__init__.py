"""Mentions → Entities: coreference, actors, places, roles."""

from khabar.entities.coreference import resolve_entities

__all__ = ["resolve_entities"]
