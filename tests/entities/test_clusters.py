"""A cluster of mentions as an entity: whose it is, and how sure that is."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from naming import entities_of


def test_a_known_publisher_that_the_text_does_not_name_is_no_guess(lexicon: Lexicon) -> None:
    """Confidence is lowered for bodies that only the country tells, never for the outlet that the caller named."""
    publisher, *_ = entities_of("هطلت أمطار غزيرة", lexicon, publisher="رويترز")
    assert (publisher.kind, publisher.confidence) == ("media", None)


def test_a_body_whose_country_only_the_report_tells_is_a_guess(lexicon: Lexicon) -> None:
    """وزارة الزراعة in a report that is at home in Jordan is Jordan's, with a confidence below one."""
    found = entities_of("قالت وزارة الزراعة في الأردن، وهي في عمان، إن الأردن بخير", lexicon)
    ministry = next(e for e in found if "وزارة" in e.name)
    assert ministry.actor_code == "JOR GOV"
    assert ministry.confidence is not None
    assert ministry.confidence < 1
