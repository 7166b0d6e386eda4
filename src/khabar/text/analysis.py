"""Report → Text, once a report."""

from __future__ import annotations

from khabar.objects import Report, Text
from khabar.text.quotes import find_quotations
from khabar.text.sentences import find_sentences
from khabar.text.tokens import tokenize


def analyse(report: Report) -> Text:
    """Tokens, sentences and quotations of the report's text, with its parts."""
    tokens = tokenize(report.text)
    return Text(
        raw=report.text,
        tokens=tokens,
        sentences=find_sentences(report.text, tokens, report.parts),
        quotations=find_quotations(report.text, report.parts),
        parts=report.parts,
    )
