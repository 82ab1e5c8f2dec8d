"""Pages for people, rendered here: they load nothing, neither scripts nor fonts nor styles."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from service.web.problems import ProblemKind

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }
h1, h2, h3 { line-height: 1.2 } h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top; padding: .3rem .6rem;
border-bottom: 1px solid #e5e5e5 } code { background: #f4f4f4; padding: 0 .25em; overflow-wrap: anywhere }
.method { font-weight: 600; text-transform: uppercase } p, li { white-space: pre-line }
@media (prefers-color-scheme: dark) { body { background: #161616; color: #e6e6e6 } code { background: #2a2a2a }
a { color: #8ab4f8 } td, th, h2 { border-color: #3a3a3a } }
"""
_SCHEMA_PREFIX = "#/components/schemas/"


def problem_page(kind: ProblemKind) -> str:
    """What the people who got a problem of this kind should know."""
    return _page(
        kind.title,
        f"<p>{escape(kind.advice)}</p><p>HTTP status <code>{kind.status.value}</code>, "
        f"<code>type</code> <code>{escape(kind.uri)}</code></p>"
        '<p><a href="/problems">All problems</a> · <a href="/schema">Documentation</a></p>',
    )


def problems_page(kinds: Iterable[ProblemKind]) -> str:
    """All kinds of problems."""
    rows = "".join(
        f'<tr><td>{kind.status.value}</td><td><a href="{escape(kind.uri)}">{escape(kind.title)}</a></td>'
        f"<td>{escape(kind.advice)}</td></tr>"
        for kind in kinds
    )
    return _page("Problems", f"<table><tr><th>Status</th><th>Problem</th><th>What to do</th></tr>{rows}</table>")


def documentation_page(document: Mapping[str, Any]) -> str:
    """An OpenAPI document made by `openapi.document`, for reading."""
    info, components = document["info"], document["components"]
    operations = "".join(
        _operation(path, method, operation, components)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    )
    schemas = "".join(_schema(name, schema) for name, schema in components["schemas"].items())
    return _page(
        f"{info['title']} {info['version']}",
        f'<p>{escape(info["description"])}</p><p><a href="/schema/openapi.json">openapi.json</a> · '
        f'<a href="/problems">Problems</a></p><h2>Operations</h2>{operations}<h2>Schemas</h2>{schemas}',
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}</body></html>"
    )


def _operation(path: str, method: str, operation: Mapping[str, Any], shared: Mapping[str, Any]) -> str:
    asks = ""
    if body := operation.get("requestBody"):
        asks = f"<p>Body: {', '.join(_type(media['schema']) for media in body['content'].values())}</p>"
    asked = "".join(_parameter(_shared(one, shared["parameters"])) for one in operation.get("parameters", ()))
    if asked:
        asks += f"<table><tr><th>Parameter</th><th>Type</th><th>Meaning</th></tr>{asked}</table>"
    responses = operation["responses"].items()
    rows = "".join(_response(status, _shared(one, shared["responses"])) for status, one in responses)
    return (
        f'<h3 id="{escape(operation["operationId"])}"><span class="method">{method}</span> '
        f"<code>{escape(path)}</code></h3>"
        f"<p>{escape(operation['summary'])}. {escape(operation['description'])}</p>{asks}"
        f"<table><tr><th>Status</th><th>Body</th><th>Meaning</th></tr>{rows}</table>"
    )


def _shared(one: Mapping[str, Any], components: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = components[one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one
    return found


def _parameter(told: Mapping[str, Any]) -> str:
    return (
        f"<tr><td><code>{escape(told['name'])}</code> ({escape(told['in'])})</td><td>{_type(told['schema'])}</td>"
        f"<td>{escape(told['description'])}</td></tr>"
    )


def _response(status: str, told: Mapping[str, Any]) -> str:
    bodies = ", ".join(_type(media["schema"]) for media in told.get("content", {}).values())
    return f"<tr><td>{status}</td><td>{bodies}</td><td>{escape(told['description'])}</td></tr>"


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    required = schema.get("required", ())
    rows = "".join(
        f"<tr><td><code>{escape(key)}</code>{'' if key in required else ' (optional)'}</td><td>{_type(field)}</td>"
        f"<td>{escape(field.get('description', ''))}{_examples(field)}</td></tr>"
        for key, field in schema.get("properties", {}).items()
    )
    table = f"<table><tr><th>Key</th><th>Type</th><th>Meaning</th></tr>{rows}</table>" if rows else ""
    return f'<h3 id="{escape(name)}">{escape(name)}</h3><p>{escape(schema.get("description", ""))}</p>{table}'


def _examples(field: Mapping[str, Any]) -> str:
    shown = ", ".join(f"<code>{escape(str(example))}</code>" for example in field.get("examples", ()))
    return f"<br>For example {shown}" if shown else ""


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].removeprefix(_SCHEMA_PREFIX))
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(_type(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return escape(schema.get("format") or schema.get("type", "anything"))
