"""Gold annotations: JSON Lines, one article a line with the treaties that it reports on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from schemas.article import Article

__all__ = ["GoldArticle", "GoldError", "GoldEvent", "GoldTreaty", "is_blind", "load"]

_BLIND = "blind"


class GoldError(ValueError):
    """A gold file that cannot be used; the message says which, and where."""


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True)


class GoldSignatory(_Gold):
    """Someone who signed or is to sign."""

    name: str


class GoldEvent(_Gold):
    """A step in a treaty's life. `date` is EDTF; a list means that any of its members is right, None among them."""

    type: str
    date: str | tuple[str | None, ...] | None = None
    place: str | None = None
    party: str | None = None
    status: str = "occurred"


class GoldTerm(_Gold):
    """How long a treaty is made for."""

    kind: str
    duration: str | None = None
    date: str | None = None


class GoldRelated(_Gold):
    """Another treaty that the article sets beside this one."""

    title: str


class GoldClaim(_Gold):
    """A claim, known by a verbatim stretch of it."""

    key: str


class GoldTreaty(_Gold):
    """A treaty as annotated; `titles` are the acceptable ones."""

    titles: tuple[str, ...] = ()
    kind: str | None = None
    participation: str | None = None
    parties: tuple[str, ...] = ()
    signatories: tuple[GoldSignatory, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    status: str | None = None
    obligations: tuple[str, ...] = ()
    term: GoldTerm | None = None
    related: tuple[GoldRelated, ...] = ()
    claims: tuple[GoldClaim, ...] = ()


class Annotation(_Gold):
    """What the article reports on; no treaties for one about no international agreement."""

    treaties: tuple[GoldTreaty, ...]


class GoldArticle(_Gold):
    """An article as a system under test sees it, and its annotation."""

    id: str
    text: str
    title: str | None = None
    published_at: str | None = None
    language: str
    gold: Annotation

    @property
    def question(self) -> Article:
        """The article as the product is asked to read it. Raises ValidationError if the contract does not admit it."""
        return Article(text=self.text, title=self.title, published_at=self.published_at, language=self.language)


def is_blind(path: Path) -> bool:
    """True for a file kept under a directory named `blind`: its items are not to be looked at."""
    return _BLIND in path.resolve().parent.parts


def load(paths: Sequence[Path]) -> tuple[GoldArticle, ...]:
    """All articles of the files, in order. Raises GoldError for a malformed line or an id that comes twice."""
    articles = tuple(article for path in paths for article in _read(path))
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise GoldError(f"article id comes twice: {article.id}")
        seen.add(article.id)
    return articles


def _read(path: Path) -> Iterator[GoldArticle]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _parse(path, number, line)


def _parse(path: Path, number: int, line: str) -> GoldArticle:
    try:
        return GoldArticle.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = "/".join(map(str, first["loc"]))
        raise GoldError(f"{path}:{number}: {first['msg']} at /{where}") from None
