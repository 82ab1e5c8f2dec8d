"""Stage 2b: states and organisations, each with the preposition that governs it."""

import re

from service.lang.lexicon import Hit
from service.mention import Span, StateMention
from service.text.document import Document, Sentence

_BREAK = re.compile(r"[.;:()!?„“\"«»–—]")
_ARTICLE_BEFORE = re.compile(r"([^\W\d_][\w-]*) ([^\W\d_]+) $")
_RESET = frozenset(("auxiliary", "event", "plan", "negation", "subordinator", "says", "treaty"))
_DETERMINERS = ("article", "indefinite", "demonstrative")


def states(document: Document) -> list[StateMention]:
    """All mentions of states and organisations, in order; coordination hands the preposition on."""
    return [mention for sentence in document.sentences for mention in _in_sentence(document, sentence)]


def _in_sentence(document: Document, sentence: Sentence) -> list[StateMention]:
    found: list[StateMention] = []
    link, reach = "", -1
    for hit in document.hits[sentence.first : sentence.last]:
        if "state" in hit.senses and not (found and _is_time(hit)):
            code, via = _best(document, hit)
            governed = link if reach >= 0 and _continues(document.view, reach, hit.start) else ""
            governed = governed or _genitive(document, hit)
            rule = hit.senses["state"][0].rule
            found.append(StateMention(Span(hit.start, hit.end), rule, code, via, governed))
            link, reach = governed, hit.end
        elif "witness" in hit.senses:
            link, reach = "beside", hit.end
        elif "link" in hit.senses:
            if link == "beside" and hit.start - reach <= 1:
                reach = hit.end
                continue
            link, reach = hit.senses["link"][0].value, hit.end
        elif _RESET & hit.senses.keys():
            reach = -1
        elif (
            reach >= 0 and (_is_determiner(hit) or "and" in hit.senses) and _continues(document.view, reach, hit.start)
        ):
            reach = hit.end
    return found


def _genitive(document: Document, hit: Hit) -> str:
    """'of' for a name in the genitive: 'Ende der Sowjetunion', 'Polens'."""
    view, pack = document.view, document.pack
    match = _ARTICLE_BEFORE.search(view, max(0, hit.start - 40), hit.start)
    if (
        match
        and match.group(2).lower() in pack.genitive_articles
        and match.group(1)[0].isupper()
        and pack.nouns_capital
    ):
        known = document.hits_in(match.start(1), match.start(1) + 1)
        return (
            ""
            if known and ("link" in known[0].senses or "article" in known[0].senses or "event" in known[0].senses)
            else "of"
        )
    word = view[hit.start : hit.end]
    return "of" if word.endswith("s") and len(pack.data.inflection.name) > 1 and pack.lexicon.knows(word[:-1]) else ""


def _best(document: Document, hit: Hit) -> tuple[str, str]:
    """Code and via; a name that a hyphen ties to another word only qualifies it: 'Nato-Staaten'."""
    code, via = hit.senses["state"][0].value
    tied = document.view[hit.end : hit.end + 1] == "-" and document.view[hit.end + 1 : hit.end + 2].isalpha()
    if not tied and code in document.pack.data.organisations:
        following = document.hits_in(hit.end + 1, hit.end + 2)
        tied = bool(following) and "multilateral" in following[0].senses
    return str(code), "prefix" if tied and via == "name" else str(via)


def _is_time(hit: Hit) -> bool:
    return "time" in hit.senses


def _is_determiner(hit: Hit) -> bool:
    return any(kind in hit.senses for kind in _DETERMINERS)


def _continues(view: str, start: int, end: int) -> bool:
    """Whether only a comma, 'and' or up to two lower-case words (adjectives) stand between."""
    gap = view[start:end]
    if len(gap) > 40 or _BREAK.search(gap):
        return False
    words = gap.replace(",", " ").split()
    return len(words) <= 2 and all(word[0].islower() for word in words) and not ("," in gap and words)
