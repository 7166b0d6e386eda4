"""Records → Incidents: which reports tell of one thing, and on how many independent sources it rests."""

from khabar.incidents.compare import compare, iter_incidents
from khabar.incidents.types import Incident

__all__ = ["Incident", "compare", "iter_incidents"]
