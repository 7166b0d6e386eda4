"""Text, publication day → Times."""

from khabar.times.resolve import find_times, imply_published

__all__ = ["find_times", "imply_published"]
