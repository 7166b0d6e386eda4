"""Text, Entities → Statements: who says what, through whom."""

from khabar.statements.chains import find_statements

__all__ = ["find_statements"]
