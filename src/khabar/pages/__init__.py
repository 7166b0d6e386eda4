"""Bytes → Report: whatever the web gives, cleaned, with what was left out."""

from khabar.pages.page import read_page

__all__ = ["read_page"]
