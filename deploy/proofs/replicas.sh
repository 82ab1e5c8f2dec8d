# Sourced by proofs of two replicas behind nginx under load.

WORKERS=8

# replica PORT [OPTION…], with metrics at PORT + 1000
replica() {
    start "replica-$1" service --env TREATY_RECORDS_BEHIND_GATEWAY=true --env "TREATY_RECORDS_PORT=$1" \
        --env "TREATY_RECORDS_METRICS_PORT=$(($1 + 1000))" --env TREATY_RECORDS_LOG_LEVEL=warning "${@:2}"
}

ready() { until_ok 90 curl --silent --fail "http://127.0.0.1:$1/health/ready" || fail "replica $1 is not ready"; }

serve_by_proxy() {
    local http='add_header X-Replicas $upstream_addr always; access_log off; include '
    printf 'error_log %s; pid %s; events {} http { %s%s; }\n' \
        "$PROOF_DIR/nginx.log" "$PROOF_DIR/nginx.pid" "$http" "$PROOF_DIR/replicas.conf" > "$PROOF_DIR/nginx.conf"
    cp "$root/deploy/nginx.conf" "$PROOF_DIR/replicas.conf"
    quietly nginx -c "$PROOF_DIR/nginx.conf"
    until_ok 10 test -s "$PROOF_DIR/nginx.pid"
    processes+=("$(cat "$PROOF_DIR/nginx.pid")")
}

load_begins() {
    "$python" "$root/deploy/proofs/load.py" http://127.0.0.1:8080/v1/extractions $WORKERS "$PROOF_DIR/requests.jsonl" \
        > "$PROOF_DIR/summary" &
    load=$!
    sleep 2
}

load_ends() {
    sleep 2
    kill $load
    wait $load
    printf '%s: %s\n' "$1" "$(cat "$PROOF_DIR/summary")"
}
