"""Makes of a rendered chart what `podman play kube` can run: pods.py CHART KEYS FOLDER.

Writes FOLDER/pod.yaml with the Deployment's pod and FOLDER/test.yaml with the test's. What podman has not is replaced:
the Secret by the file KEYS, the Service by its pod's own address, names of ports by their numbers.
"""

import sys
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]


def _deployed(template: dict[str, Any], keys: Path) -> dict[str, Any]:
    """The pod of a Deployment, with KEYS where its Secret was."""
    spec = template["spec"]
    (container,) = spec["containers"]
    ports = {port["name"]: port["containerPort"] for port in container.pop("ports")}
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        container[probe]["httpGet"]["port"] = ports[container[probe]["httpGet"]["port"]]
    for mount in container["volumeMounts"]:
        mount["mountPath"] += "/" + keys.name
    for volume in spec["volumes"]:
        del volume["secret"]
        volume["hostPath"] = {"path": str(keys), "type": "File"}
    return _pod("treaty-records", spec)


def _tested(pod: dict[str, Any]) -> dict[str, Any]:
    """The test's pod, asking the other one's address instead of the Service."""
    (container,) = pod["spec"]["containers"]
    container["command"][-2] = "http://127.0.0.1:8080"
    return _pod("treaty-records-test", pod["spec"])


def _pod(name: str, spec: dict[str, Any]) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": {**spec, "hostNetwork": True}}


def main(chart: Path, keys: Path, folder: Path) -> None:
    """Writes both pods."""
    parts = {part["kind"]: part for part in yaml.safe_load_all(chart.read_text(encoding="utf-8"))}
    pods = {"pod": _deployed(parts["Deployment"]["spec"]["template"], keys), "test": _tested(parts["Pod"])}
    for name, pod in pods.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(pod), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
