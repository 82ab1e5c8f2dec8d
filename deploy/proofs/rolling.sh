# Two replicas behind nginx under load: one restarted after the other, and one killed.
needs=(service)
packages=(nginx curl)

. "$(dirname "${BASH_SOURCE[0]}")/replicas.sh"

prove() {
    replica 8081
    replica 8082
    ready 8081
    ready 8082
    serve_by_proxy
    rolling_restart
    killed_without_retry
    killed_with_retry
}

rolling_restart() {
    load_begins
    for port in 8081 8082; do
        podman stop --time 30 "replica-$port" > /dev/null 2>> "$PROOF_DIR/log"
        podman rm "replica-$port" > /dev/null 2>> "$PROOF_DIR/log"
        replica $port
        ready $port
    done
    load_ends "rolling restart"
    grep -q ' 0 failed, 0 cut off' "$PROOF_DIR/summary" || fail "requests failed"
}

# With the proxy's default, which sends on only what no replica has begun.
killed_without_retry() {
    sed -i 's/ non_idempotent;/;/' "$PROOF_DIR/replicas.conf"
    reload_proxy
    kill_one
    load_ends "killed, no retry"
    ! grep -q ' 0 failed' "$PROOF_DIR/summary" || fail "nothing was in flight"
    in_flight_only
}

# Nothing can be sent on whose answer has begun: that is cut off.
killed_with_retry() {
    cp "$root/deploy/nginx.conf" "$PROOF_DIR/replicas.conf"
    reload_proxy
    podman rm --force replica-8081 > /dev/null 2>> "$PROOF_DIR/log"
    replica 8081
    ready 8081
    sleep 1
    kill_one
    load_ends "killed, retry"
    grep -q ' 0 failed' "$PROOF_DIR/summary" || fail "requests failed"
    ! grep -q ' 0 sent on' "$PROOF_DIR/summary" || fail "nothing was in flight"
    in_flight_only
}

# Until no worker is left that would take a connection and then hang up.
reload_proxy() {
    local proxy old
    proxy=$(cat "$PROOF_DIR/nginx.pid")
    old=$(cat "/proc/$proxy/task/$proxy/children")
    quietly nginx -c "$PROOF_DIR/nginx.conf" -s reload
    for worker in $old; do
        until_ok 10 test ! -e "/proc/$worker" || fail "the proxy goes on as before"
    done
}

kill_one() {
    load_begins
    local process
    process=$(podman inspect replica-8081 --format '{{.State.Pid}}')
    since=$(date +%s.%N)
    kill -KILL "$process"
    while [ -e "/proc/$process" ]; do sleep 0.01; done
    until=$(date +%s.%N)
}

in_flight_only() {
    "$python" "$root/deploy/proofs/load.py" --lost "$PROOF_DIR/requests.jsonl" 127.0.0.1:8081 "$since" "$until" ||
        fail "more was lost than what was in flight"
}
