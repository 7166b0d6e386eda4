"""Records → Incidents: which reports tell of one thing, and on how many independent sources it rests."""

from khabar.incidents.compare import compare, iter_incidents, make_incidents
from khabar.incidents.edits import Edit, Member, apply_edits
from khabar.incidents.types import Incident

__all__ = ["Edit", "Incident", "Member", "apply_edits", "compare", "iter_incidents", "make_incidents"]
