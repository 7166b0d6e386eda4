"""Text, publication day → Times."""

from khabar.times.published import imply_published
from khabar.times.resolve import find_dates, find_times

__all__ = ["find_dates", "find_times", "imply_published"]
