# What can be said of files without running them: Dockerfile, scripts, workflows, alerts; the image's bill of materials.
needs=(service tools)
packages=(prometheus shellcheck)

prove() {
    hadolint "$root/Dockerfile" || fail "hadolint"
    printf 'hadolint: nothing\n'
    # The proofs are sourced, and share variables.
    shellcheck --shell bash --severity warning --exclude SC1090,SC1091,SC2034,SC2154 "$root"/deploy/proofs/{run,*.sh} "$root/.ci/run" ||
        fail "shellcheck"
    printf 'shellcheck: nothing\n'
    checkov --config-file "$root/deploy/checkov.yaml" --file "$root/Dockerfile" --framework dockerfile --output json |
        "$python" -c 'import json, sys; s = json.load(sys.stdin)["summary"]; print("checkov:", s); sys.exit(s["failed"])' ||
        fail "checkov"
    quietly check-jsonschema --builtin-schema vendor.github-workflows "$root"/.github/workflows/*.yml
    quietly check-jsonschema --builtin-schema vendor.dependabot "$root/.github/dependabot.yml"
    zizmor --offline --quiet --pedantic "$root/.github" || fail "zizmor"
    printf 'workflows: valid, and zizmor has nothing to say\n'
    promtool check config --syntax-only "$root/deploy/prometheus/prometheus.yaml" > /dev/null || fail "promtool"
    promtool test rules "$root/deploy/prometheus/alerts.test.yaml" || fail "promtool"
    dashboard
    bill_of_materials
}

# Every question of the dashboard is one that Prometheus understands.
dashboard() {
    "$python" - "$root/deploy/grafana/dashboards/treaty-records.json" > "$PROOF_DIR/dashboard.yaml" << 'RULES'
import json, sys

panels = json.load(open(sys.argv[1]))["panels"]
asked = [target["expr"].replace("$__rate_interval", "5m") for panel in panels for target in panel.get("targets", ())]
rules = [{"record": f"panel:{number}", "expr": expr} for number, expr in enumerate(asked)]
print(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
RULES
    promtool check rules "$PROOF_DIR/dashboard.yaml" | sed "s#$PROOF_DIR/##" || fail "the dashboard asks what Prometheus does not understand"
}

bill_of_materials() {
    rm -rf "$PROOF_DIR/oci"
    quietly podman save --format oci-dir --output "$PROOF_DIR/oci" localhost/service
    mkdir -p "$root/build"
    SYFT_CHECK_FOR_APP_UPDATE=false syft scan "oci-dir:$PROOF_DIR/oci" --quiet --source-name treaty-records \
        --source-version "$(version)" --output "cyclonedx-json@1.6=$root/build/sbom.cdx.json" || fail "syft"
    "$python" - "$root" << 'CHECK' || fail "the bill of materials lacks something"
import json, re, sys
from pathlib import Path

root = Path(sys.argv[1])
bill = json.loads((root / "build/sbom.cdx.json").read_text())
purls = [c["purl"].split("?")[0] for c in bill["components"] if c.get("purl")]
python = {p.removeprefix("pkg:pypi/").split("@")[0] for p in purls if p.startswith("pkg:pypi/")}
lock = (root / "requirements.lock").read_text()
wanted = {m[1] for m in re.finditer(r"^([a-z0-9.-]+)==\S+ (?!; (?:sys_platform|platform|os_name|python))", lock, re.M)}
missing = wanted - {name.lower().replace("_", "-").replace(".", "-") for name in python}
print(f"CycloneDX {bill['specVersion']}: {len(purls)} components, {len(python)} of Python; of the lock file missing: {sorted(missing)}")
sys.exit(bool(missing))
CHECK
}
