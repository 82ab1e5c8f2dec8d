# The Compose stack: every profile is valid, and the service, Redis, model and Prometheus come up in order by one command.
# Their images cannot be pulled everywhere: Debian's Redis and Prometheus, and the llama.cpp of the target `local`, stand
# in under the same names.
needs=(service tools redis prometheus local model llama)
packages=(curl)

make_redis() { stand_in docker.io/library/redis:7.4-alpine redis-server; }

make_prometheus() { stand_in docker.io/prom/prometheus:v3.5.0 "prometheus wget" '["prometheus"]'; }

make_llama() {
    local image=ghcr.io/ggml-org/llama.cpp:server
    podman image exists $image && return
    mkdir -p "$PROOF_DIR/llama"
    cp "$root/deploy/proofs/llama_server.py" "$PROOF_DIR/llama"
    cat > "$PROOF_DIR/llama/Dockerfile" << 'DOCKERFILE'
FROM localhost/local
USER 0
RUN apt-get update && apt-get install --yes --no-install-recommends curl
COPY llama_server.py /
HEALTHCHECK NONE
ENTRYPOINT ["python3", "/llama_server.py"]
DOCKERFILE
    quietly buildah build --network host --format docker --tag $image "$PROOF_DIR/llama"
}

# stand_in NAME PACKAGES [ENTRYPOINT]
stand_in() {
    podman image exists "$1" && return
    make_base
    mkdir -p "$PROOF_DIR/stand-in"
    {
        printf 'FROM localhost/base\nRUN apt-get update && apt-get install --yes --no-install-recommends %s\n' "$2"
        [ -z "${3:-}" ] || printf 'ENTRYPOINT %s\n' "$3"
    } > "$PROOF_DIR/stand-in/Dockerfile"
    quietly buildah build --network host --format docker --tag "$1" "$PROOF_DIR/stand-in"
}

compose() { docker-compose --file "$root/deploy/compose.yaml" --file "$PROOF_DIR/compose.yaml" "$@"; }

prove() {
    export SECRETS=$PROOF_DIR/secrets TREATY_RECORDS_IMAGE=localhost/service COMPOSE_PROFILES=model,monitoring MODEL_FOLDER=$PROOF_DIR/models
    export TREATY_RECORDS_LLM__BASE_URL=http://127.0.0.1:8000/v1 TREATY_RECORDS_LLM__MODEL=model
    secrets
    configured
    engine_serves
    comes_up
    answers
    quietly compose down
}

secrets() {
    local made
    made=$(podman run --rm --health-interval=disable localhost/service treaty-records keys new team 2>> "$PROOF_DIR/log")
    key=$(grep -o 'tr_[A-Za-z0-9_-]*' <<< "$made")
    mkdir -p "$SECRETS"
    sed -n "s/.*API_KEYS='\(.*\)'/\1/p" <<< "$made" > "$SECRETS/api-keys.json"
    echo secret > "$SECRETS/grafana-password"
}

configured() {
    for profile in '' model monitoring model,monitoring; do
        COMPOSE_PROFILES=$profile quietly docker-compose --file "$root/deploy/compose.yaml" config --quiet
    done
    printf 'valid: without a profile, with model, with monitoring, with both\n'
}

# Containers share this network, so that they reach each other by loopback; a loop stands in for systemd's timers, by
# which podman checks health elsewhere. Grafana's image has no stand-in.
engine_serves() {
    cat > "$PROOF_DIR/compose.yaml" << OVERRIDE
services:
  treaty-records: &here
    network_mode: host
    networks: !reset null
    ports: !reset []
    environment: [TREATY_RECORDS_REDIS_URL=redis://127.0.0.1:6379/0, TREATY_RECORDS_LLM__TIMEOUT_S=120]
  redis: {network_mode: host, networks: !reset null}
  model: {network_mode: host, networks: !reset null}
  prometheus: {network_mode: host, networks: !reset null, extra_hosts: ["treaty-records:127.0.0.1"]}
  grafana: !reset null
OVERRIDE
    podman system service --time=0 "unix://$PROOF_DIR/podman.sock" >> "$PROOF_DIR/log" 2>&1 &
    processes+=($!)
    while sleep 1; do
        for container in $(podman ps --quiet); do podman healthcheck run "$container" || true; done
    done >> "$PROOF_DIR/log" 2>&1 &
    processes+=($!)
    export DOCKER_HOST=unix://$PROOF_DIR/podman.sock
    until_ok 20 test -S "$PROOF_DIR/podman.sock" || fail "podman does not serve its API"
}

comes_up() {
    local begun=$SECONDS said=$PROOF_DIR/up
    compose up --wait --wait-timeout 120 --no-build > "$said" 2>&1 || { cat "$said" >&2; fail "docker compose up --wait"; }
    printf 'docker compose up --wait: all healthy in %d s\n' $((SECONDS - begun))
    compose ps --format '{{.Service}}: {{.Health}}'
    in_order redis-1 treaty-records-1
    in_order model-1 treaty-records-1
    in_order treaty-records-1 prometheus-1
}

# The second was started after the first had become healthy.
in_order() {
    local healthy started
    healthy=$(grep -n "$1 *Healthy" "$said" | head -1 | cut -d: -f1)
    started=$(grep -n "$2 *Starting" "$said" | cut -d: -f1)
    [ "$healthy" -lt "$started" ] || fail "$2 did not wait for $1"
    printf '%s was healthy before %s was started\n' "$1" "$2"
}

answers() {
    curl --silent --fail --header "Authorization: Bearer $key" http://127.0.0.1:8080/v1/extractions \
        --json '{"text": "France and Germany signed a treaty on 22 January 2019."}' | grep '"2019-01-22"' > /dev/null || fail "no extraction"
    curl --silent http://127.0.0.1:8080/health/ready | tee "$PROOF_DIR/ready"
    grep -q '"redis":"up"' "$PROOF_DIR/ready" || fail "Redis is not used"
    asks_model http://127.0.0.1:8080 --header "Authorization: Bearer $key"
    scraped() { curl --silent 'http://127.0.0.1:9090/api/v1/query?query=treaty_records_articles_total' | grep '"language":"en"' > /dev/null; }
    until_ok 40 scraped || fail "Prometheus has no figures"
    printf '\nPrometheus has scraped the article\n'
}
