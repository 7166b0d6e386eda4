"""Lists of sources → the archive: politely, resumably, nothing twice and nothing lost."""

from khabar.collect.collector import Collector, Summary
from khabar.collect.sources import Source, SourceList, load_sources

__all__ = ["Collector", "Source", "SourceList", "Summary", "load_sources"]
