"""What closes a title: marks, but for those inside a name, and the office of whom it was signed with."""

import re

from service.lang.lexicon import Hit
from service.text.document import Document

_STOP = re.compile(r"[.;:!?()„“”\"«»]|\s[–—-]\s|\n|[–—]\s")
_LONGEST_INITIALS = 5
_OWNING = frozenset(("state", "article", "indefinite", "and", "pronoun", "role"))
_LONGEST_OWNER = 40
_SIDES = frozenset(("between", "with", "of"))


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


def before_owner(document: Document, start: int, hit: Hit) -> int:
    """'treaty on extradition with French [president]': before the preposition, where an office closes its phrase."""
    if "role" not in hit.senses:
        return hit.start
    for before in reversed(document.hits_in(max(start, hit.start - _LONGEST_OWNER), hit.start)):
        if "link" in before.senses:
            return before.start if before.senses["link"][0].value in _SIDES else hit.start
        if _OWNING.isdisjoint(before.senses):
            return hit.start
    return hit.start
