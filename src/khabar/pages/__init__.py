"""Bytes → Report: whatever the web gives, cleaned, with what was left out."""

from khabar.pages.page import read_page
from khabar.pages.repetition import drop_repeated
from khabar.pages.sources import open_input

__all__ = ["drop_repeated", "open_input", "read_page"]
