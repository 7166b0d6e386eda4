"""Text → Mentions: names by lexicon, gazetteer and encoder; counts."""

from khabar.encoder import Tagger
from khabar.mentions.counts import find_counts
from khabar.mentions.tagger import find_candidates

__all__ = ["Tagger", "find_candidates", "find_counts"]
