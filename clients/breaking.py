"""Whether a change of the OpenAPI document would break clients.

python -m clients.breaking OLD NEW prints what would, and fails if there is any while the version stays the same.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

_UPPER = ("maximum", "maxLength", "maxItems")
_LOWER = ("minimum", "minLength", "minItems")


def breaking(old: Schema, new: Schema) -> list[str]:
    """What a client of the old document could trip over in a service that keeps to the new one."""
    return [f"{place}: {what}" for place, what in _paths(old, new)]


def _paths(old: Schema, new: Schema) -> Iterator[tuple[str, str]]:
    for path, operations in old["paths"].items():
        for method, before in operations.items():
            place = f"{method.upper()} {path}"
            after = new["paths"].get(path, {}).get(method)
            if after is None:
                yield place, "operation removed"
                continue
            if before["operationId"] != after["operationId"]:
                yield place, "operationId changed"
            yield from _parameters(place, before, after, old, new)
            bodies = before.get("requestBody", {}), after.get("requestBody", {})
            yield from _bodies(f"{place} request", *bodies, old, new)
            for status in before["responses"]:
                yield from _answers(f"{place} {status}", before, after, status, (old, new))


def _parameters(place: str, before: Schema, after: Schema, old: Schema, new: Schema) -> Iterator[tuple[str, str]]:
    known = {_resolved(entry, old)["name"]: _resolved(entry, old) for entry in before.get("parameters", ())}
    given = {_resolved(entry, new)["name"]: _resolved(entry, new) for entry in after.get("parameters", ())}
    for name, parameter in given.items():
        if parameter.get("required") and not known.get(name, {}).get("required"):
            yield f"{place} parameter {name}", "now required"
    for name, parameter in known.items():
        if name not in given:
            yield f"{place} parameter {name}", "removed"
        else:
            yield from _Comparison(old, new, asked=True).of(
                f"{place} parameter {name}", parameter["schema"], given[name]["schema"]
            )


def _bodies(place: str, before: Schema, after: Schema, old: Schema, new: Schema) -> Iterator[tuple[str, str]]:
    for media_type, body in before.get("content", {}).items():
        if media_type not in after.get("content", {}):
            yield f"{place} {media_type}", "removed"
        else:
            schema = after["content"][media_type]["schema"]
            yield from _Comparison(old, new, asked=True).of(f"{place} {media_type}", body["schema"], schema)


def _answers(
    place: str, before: Schema, after: Schema, status: str, documents: tuple[Schema, Schema]
) -> Iterator[tuple[str, str]]:
    old, new = documents
    if status not in after["responses"]:
        yield place, "response removed"
        return
    told, now = _resolved(before["responses"][status], old), _resolved(after["responses"][status], new)
    for media_type, body in told.get("content", {}).items():
        if media_type not in now.get("content", {}):
            yield f"{place} {media_type}", "removed"
        else:
            schema = now["content"][media_type]["schema"]
            yield from _Comparison(old, new, asked=False).of(f"{place} {media_type}", body["schema"], schema)


def _resolved(entry: Schema, document: Schema) -> Schema:
    if "$ref" not in entry:
        return entry
    target: Any = document
    for part in entry["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return dict(target)


class _Comparison:
    """Of two schemas: what is `asked` of clients must not become stricter, what is told to them not looser."""

    def __init__(self, old: Schema, new: Schema, *, asked: bool) -> None:
        self._old, self._new, self._asked = old, new, asked
        self._seen: set[str] = set()

    def of(self, place: str, before: Schema, after: Schema) -> Iterator[tuple[str, str]]:
        """Where and how the schema became so."""
        if reference := before.get("$ref"):
            if reference in self._seen:
                return
            self._seen.add(reference)
        before, after = _resolved(before, self._old), _resolved(after, self._new)
        if _options(before) or _options(after):
            yield from self._options(place, _options(before) or [before], _options(after) or [after])
            return
        if before.get("type") != after.get("type"):
            yield place, f"type {before.get('type')} became {after.get('type')}"
        yield from self._values(place, before, after)
        yield from self._properties(place, before, after)
        if "items" in before and "items" in after:
            yield from self.of(f"{place}[]", before["items"], after["items"])

    def _options(self, place: str, before: list[Schema], after: list[Schema]) -> Iterator[tuple[str, str]]:
        kept = [option for option in before if option != {"type": "null"}]
        now = [option for option in after if option != {"type": "null"}]
        nullable, is_nullable = len(kept) < len(before), len(now) < len(after)
        if is_nullable not in (nullable, self._asked):
            yield place, "may be null" if is_nullable else "may no longer be null"
        for one, other in zip(kept, now, strict=False):
            yield from self.of(place, one, other)

    def _values(self, place: str, before: Schema, after: Schema) -> Iterator[tuple[str, str]]:
        if self._asked:
            for member in set(before.get("enum", ())) - set(after.get("enum", before.get("enum", ()))):
                yield place, f"member {member!r} removed"
            for bound in _UPPER:
                if bound in after and after[bound] < before.get(bound, float("inf")):
                    yield place, f"{bound} lowered"
            for bound in _LOWER:
                if bound in after and after[bound] > before.get(bound, float("-inf")):
                    yield place, f"{bound} raised"
            if after.get("pattern") not in (None, before.get("pattern")):
                yield place, "pattern changed"

    def _properties(self, place: str, before: Schema, after: Schema) -> Iterator[tuple[str, str]]:
        known, given = before.get("properties", {}), after.get("properties", {})
        needed, was_needed = set(after.get("required", ())), set(before.get("required", ()))
        for name in sorted((needed - was_needed) if self._asked else ((was_needed - needed) & set(given))):
            yield f"{place}/{name}", "now required" if self._asked else "no longer always there"
        for name, schema in known.items():
            if name not in given:
                yield f"{place}/{name}", "removed"
            else:
                yield from self.of(f"{place}/{name}", schema, given[name])


def _options(schema: Schema) -> list[Schema] | None:
    return schema.get("anyOf") or schema.get("oneOf")


def main() -> int:
    """Compare the two documents named on the command line; returns the exit code."""
    old, new = (json.loads(Path(name).read_bytes()) for name in sys.argv[1:3])
    found = breaking(old, new)
    print(*found, sep="\n")
    return 1 if found and old["info"]["version"] == new["info"]["version"] else 0


if __name__ == "__main__":
    sys.exit(main())
