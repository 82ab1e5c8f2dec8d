"""Stage 4: which fields the rules left open though the article gives reason to think that it states them, and where."""

from service.gaps.fields import open_fields

__all__ = ["open_fields"]
