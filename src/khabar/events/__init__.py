"""All of these → Events: what happened, under which status, in whose words."""

from khabar.events.narrative import find_events

__all__ = ["find_events"]
