"""All of these → Events: what happened, under which status, in whose words."""

from khabar.events.narrative import find_events
from khabar.events.undated import date_undated

__all__ = ["date_undated", "find_events"]
