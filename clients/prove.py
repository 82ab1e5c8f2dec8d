"""Lints and fuzzes the committed OpenAPI document, and runs clients generated from it against the live service.

python -m clients.prove [lint] [fuzz] [python] [typescript] [java] [go] [recipes]: those, or all of them. Needs node,
java and go; says what is missing. The generators come from requirements-clients.lock and package-lock.json.
"""

import asyncio
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.request import Request, urlopen

from clients.recipes import blocks, with_values
from service.web.auth import hash_key
from tests.fake_llm.replies import Reply, say
from tests.fake_llm.server import Asked, FakeModel

HERE = Path(__file__).parent
ROOT = HERE.parent
DOCUMENT = ROOT / "schemas" / "openapi.json"
MADE = HERE / "made"
VENV = Path(os.environ.get("CLIENTS_VENV", ROOT / ".venv-clients"))
JARS = Path("/usr/share/java")
GO_LIBRARIES = Path("/usr/share/gocode")
SEEDS = (1, 2, 3)
LEAST_2XX = 0.2
RECIPE_TEXT = "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen den Freundschaftsvertrag unterzeichnet."

_START_S = 120
_JAVA_LIBRARIES = ("httpclient", "httpmime", "httpcore", "jsr305", "geronimo-annotation-1.3-spec")
_ROUTES = re.compile(r'^treaty_records_requests_total\{.*route="(/v1|/health).*status="(\d+)"\} (\S+)$', re.MULTILINE)


class Service:
    """The running service, and a key for it."""

    def __init__(self, address: str, key: str) -> None:
        self.address = address
        self.key = key

    def answered(self) -> dict[str, float]:
        """How many requests were answered, by the first digit of the status."""
        request = Request(f"{self.address}/metrics", headers={"Authorization": f"Bearer {self.key}"})
        with urlopen(request) as answer:
            found = _ROUTES.findall(answer.read().decode())
        by_class = dict.fromkeys("2345", 0.0)
        for _, status, count in found:
            by_class[status[0]] += float(count)
        return by_class


def lint(_: Service) -> str:
    """Spectral and Redocly, with their recommended rules, without a warning."""
    run("npx", "spectral", "lint", "--fail-severity", "hint", "--ruleset", ".spectral.yaml", str(DOCUMENT))
    told = run("npx", "redocly", "lint", "--config", "redocly.yaml", "--format", "json", str(DOCUMENT))
    totals = json.loads(told[told.index("{") :])["totals"]
    assert totals["errors"] == totals["warnings"] == 0, totals
    return "Spectral 0, Redocly 0"


def fuzz(service: Service) -> str:
    """Schemathesis with all checks on, for each seed; enough of its requests must be answered 2xx."""
    shares = []
    for seed in SEEDS:
        before = service.answered()
        settings = ["--max-examples", "30", "--seed", str(seed), "--workers", "1", "--no-color"]
        run(
            str(VENV / "bin" / "schemathesis"),
            "--config-file",
            "schemathesis.toml",
            "run",
            str(DOCUMENT),
            "--url",
            service.address,
            "-H",
            f"Authorization: Bearer {service.key}",
            *settings,
            SCHEMATHESIS_HOOKS="schemathesis_hooks",
        )
        after = service.answered()
        asked = {kind: after[kind] - before[kind] for kind in after}
        assert not asked["5"], asked
        shares.append((sum(asked.values()), asked["2"] / sum(asked.values())))
        assert shares[-1][1] >= LEAST_2XX, shares
    by_seed = zip(SEEDS, shares, strict=True)
    seen = ", ".join(f"seed {seed}: {count:.0f} requests, {share:.0%} 2xx" for seed, (count, share) in by_seed)
    return f"schemathesis, 0 failures; {seen}"


def python(service: Service) -> str:
    """openapi-python-client."""
    generator = str(VENV / "bin" / "openapi-python-client")
    target = MADE / "python" / "made_python"
    run(generator, "generate", "--path", str(DOCUMENT), "--output-path", str(target), "--meta", "none", "--overwrite")
    environment = {"PYTHONPATH": str(target.parent)}
    run(sys.executable, "programs/python_client.py", service.address, service.key, **environment)
    return "Python (openapi-python-client)"


def typescript(service: Service) -> str:
    """openapi-typescript with openapi-fetch, and @hey-api/openapi-ts."""
    run("npx", "openapi-typescript", str(DOCUMENT), "-o", "made/schema.ts", "--default-non-nullable=false")
    run("npx", "openapi-ts", "-i", str(DOCUMENT), "-o", "made/hey")
    run("npx", "tsc", "-p", "tsconfig.json")
    for name in ("openapi_fetch", "hey_api"):
        bundle = f"made/{name}.mjs"
        run(
            "npx",
            "esbuild",
            f"programs/{name}.ts",
            "--bundle",
            "--platform=node",
            "--format=esm",
            f"--outfile={bundle}",
        )
        run("node", bundle, service.address, service.key)
    return "TypeScript (openapi-typescript with openapi-fetch, @hey-api/openapi-ts)"


def java(service: Service) -> str:
    """openapi-generator, java with the JDK's own HTTP client."""
    packages = "invokerPackage=org.treatyrecords,apiPackage=org.treatyrecords.api,modelPackage=org.treatyrecords.model"
    settings = f"openApiNullable=false,useJakartaEe=false,{packages}"
    generate("java", "--library", "native", f"--additional-properties={settings}")
    (generator,) = VENV.glob("lib/python3*/site-packages/openapi_generator_cli/*.jar")
    path = ":".join(map(str, [MADE / "classes", generator, *(JARS / f"{name}.jar" for name in _JAVA_LIBRARIES)]))
    sources = [*(MADE / "java" / "src" / "main").rglob("*.java"), HERE / "programs" / "Prove.java"]
    run("javac", "-nowarn", "-d", str(MADE / "classes"), "-cp", path, *map(str, sources))
    run("java", "-cp", path, "Prove", service.address, service.key)
    return "Java (openapi-generator)"


def go(service: Service) -> str:
    """openapi-generator, go."""
    generate("go", "--additional-properties=withGoMod=false,enumClassPrefix=true,packageName=treatyrecords")
    source = MADE / "gopath" / "src"
    shutil.rmtree(MADE / "gopath", ignore_errors=True)
    shutil.copytree(MADE / "go", source / "treatyrecords", ignore=shutil.ignore_patterns("test", "docs", "api"))
    (source / "prove").mkdir()
    shutil.copy(HERE / "programs" / "prove.go", source / "prove" / "main.go")
    environment = {"GO111MODULE": "off", "GOPATH": f"{MADE / 'gopath'}:{GO_LIBRARIES}", "GOFLAGS": ""}
    run("go", "build", "-o", str(MADE / "prove-go"), "prove", **environment)
    run(str(MADE / "prove-go"), service.address, service.key)
    return "Go (openapi-generator)"


def recipes(service: Service) -> str:
    """What docs/clients.md tells people to copy, in Python, TypeScript and shell, run as it stands there."""
    code = blocks(ROOT / "docs" / "clients.md")
    kitchen = MADE / "recipes"
    shutil.rmtree(kitchen, ignore_errors=True)
    kitchen.mkdir()
    shutil.copy(DOCUMENT, kitchen / "openapi.json")
    (kitchen / "articles.jsonl").write_text(json.dumps({"text": RECIPE_TEXT}) + "\n" + json.dumps({"text": ""}) + "\n")

    def cook(section: str, language: str, **values: object) -> str:
        given = {"ADDRESS": service.address, "KEY": service.key, **values}
        return "".join(cooked(block, language, kitchen, given) for block in code[section, language])

    cook("Python", "sh")
    assert "['DEU', 'FRA'] ['2019-01-22']" in cook("Python", "python", text=RECIPE_TEXT)
    cook("TypeScript", "sh")
    assert "true" in cook("TypeScript", "ts", text=RECIPE_TEXT)
    cook("Many articles", "sh")
    assert len((kitchen / "results.jsonl").read_text().splitlines()) == 2
    assert len(cook("Many articles", "python").splitlines()) == 2
    assert sorted(cook("Many articles", "ts", articles=[{"text": RECIPE_TEXT}, {"text": ""}]).split()) == ["0", "1"]
    return "recipes of docs/clients.md in Python, TypeScript and shell"


def cooked(block: str, language: str, kitchen: Path, given: dict[str, object]) -> str:
    """What a block of code prints when it is run with the given values."""
    if language == "sh":
        path = f"{VENV / 'bin'}:{os.environ['PATH']}"
        return run("bash", "-euc", block, cwd=kitchen, PATH=path, **{name: str(value) for name, value in given.items()})
    form = "{} = {}" if language == "python" else "const {} = {};"
    program = kitchen / f"program.{language}"
    program.write_text(with_values(block, "\n".join(form.format(name, json.dumps(given[name])) for name in given)))
    if language == "python":
        return run(sys.executable, program.name, cwd=kitchen, PYTHONPATH="treaty-records-client")
    bundle = f"--outfile={program}.mjs"
    run("npx", "esbuild", str(program), "--bundle", "--platform=node", "--format=esm", bundle)
    return run("node", f"{program}.mjs")


def generate(language: str, *options: str) -> None:
    """Let openapi-generator write a client."""
    generator = str(VENV / "bin" / "openapi-generator-cli")
    run(generator, "generate", "-i", str(DOCUMENT), "-g", language, "-o", str(MADE / language), *options)


def run(*command: str, cwd: Path = HERE, **environment: str) -> str:
    """What the command prints. Raises SystemExit with all of it if it fails."""
    settings = {**os.environ, "REDOCLY_TELEMETRY": "off", "NO_COLOR": "1", **environment}
    done = subprocess.run(command, cwd=cwd, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)[:300]}\n{done.stdout[-8_000:]}\n{done.stderr[-4_000:]}")
    return done.stdout


@contextmanager
def serving(model: str) -> Iterator[Service]:
    """The service, with one key and a model that proposes nothing."""
    key = f"tr_{secrets.token_urlsafe(32)}"
    environment = {
        "TREATY_RECORDS_API_KEYS": json.dumps({"proof": hash_key(key)}),
        "TREATY_RECORDS_LOG_LEVEL": "warning",
        "TREATY_RECORDS_LLM__BASE_URL": model,
        "TREATY_RECORDS_LLM__MODEL": "scripted",
    }
    port = free_port()
    command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/health/live")
            yield Service(address, key)
        finally:
            process.terminate()


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Return once the address answers."""
    deadline = monotonic() + _START_S
    while monotonic() < deadline:
        try:
            urlopen(address).close()
        except OSError:
            sleep(0.2)
        else:
            return
    raise SystemExit(f"nothing answers at {address}")


PROOFS: tuple[Callable[[Service], str], ...] = (lint, fuzz, python, typescript, java, go, recipes)


def nothing(asked: Asked) -> Reply:
    """The model finds nothing for any field that it is asked for."""
    return say(json.dumps(dict.fromkeys(asked.schema["properties"])))


async def main() -> None:
    """Prove what the command line names, or everything."""
    chosen = [proof for proof in PROOFS if not sys.argv[1:] or proof.__name__ in sys.argv[1:]]
    MADE.mkdir(exist_ok=True)
    async with FakeModel(nothing) as model:
        with serving(model.url) as service:
            for proof in chosen:
                begun = monotonic()
                print(f"{await asyncio.to_thread(proof, service)} ({monotonic() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
