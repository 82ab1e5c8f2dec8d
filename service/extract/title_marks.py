"""Marks that end a title, and such as stand inside a name."""

import re

from service.text.document import Document

_STOP = re.compile(r"[.;:!?()„“”\"«»]|\s[–—-]\s|\n|[–—]\s")
_LONGEST_INITIALS = 5


def before_mark(document: Document, start: int, limit: int) -> int:
    """Where the first mark stands that ends what is called so."""
    marks = _STOP.finditer(document.view, start, limit)
    return next((m.start() for m in marks if not (_tells_members(document, m) or _is_of_name(document, m))), limit)


def _tells_members(document: Document, mark: re.Match[str]) -> bool:
    """'государств — участников СНГ'."""
    following = document.hit_at(mark.end()) if mark.group()[-1:].isspace() else None
    return following is not None and "circle" in following.senses


def _is_of_name(document: Document, mark: re.Match[str]) -> bool:
    """'agreement with the U.S. on fisheries'."""
    if mark.group() != "." or document.view[mark.end() + 1 : mark.end() + 2].isupper():
        return False
    near = document.hits_in(mark.start() - _LONGEST_INITIALS, mark.start())
    return any("state" in hit.senses and "." in document.view[hit.start : hit.end] for hit in near[-1:])
