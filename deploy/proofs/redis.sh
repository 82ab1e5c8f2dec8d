# Two replicas share state through Redis; it is killed under load and comes back, and no request notices.
needs=(service)
packages=(nginx redis-server curl)

. "$(dirname "${BASH_SOURCE[0]}")/replicas.sh"

prove() {
    model_serves
    redis_starts
    for port in 8081 8082; do
        replica $port --env TREATY_RECORDS_REDIS_URL=redis://127.0.0.1:6379/0 --env "TREATY_RECORDS_LLM__BASE_URL=$(cat "$PROOF_DIR/model")" \
            --env TREATY_RECORDS_LLM__MODEL=scripted --env TREATY_RECORDS_LLM__MODE=json_schema
    done
    ready 8081
    ready 8082
    serve_by_proxy
    shared
    outage
}

model_serves() {
    rm -f "$PROOF_DIR/model" "$PROOF_DIR/asked"
    (cd "$root" && exec "$python" -m deploy.proofs.model "$PROOF_DIR/model" "$PROOF_DIR/asked") &
    processes+=($!)
    until_ok 20 test -s "$PROOF_DIR/model" || fail "no model"
}

redis_starts() {
    redis-server --port 6379 --save '' --appendonly no --dir "$PROOF_DIR" > /dev/null &
    redis=$!
    processes+=($!)
    until_ok 10 redis-cli ping || fail "no Redis"
}

asked() { wc -l < "$PROOF_DIR/asked"; }

# What one replica asked the model, the other knows.
shared() {
    local article='{"text": "France and Germany signed a trade agreement in Paris on 3 May 2021. The foreign minister signed for France."}'
    for port in 8081 8082; do
        curl --silent --fail --json "$article" "http://127.0.0.1:$port/v1/extractions" | grep -o '"llm_calls":[0-9]*.*"cached":[a-z]*' |
            sed "s/^/replica $port: /"
    done
    [ "$(asked)" = 1 ] || fail "the model was asked $(asked) times"
}

outage() {
    load_begins
    kill -KILL $redis
    { wait $redis || true; } 2> /dev/null
    sleep 4
    lost 1 || fail "a replica does not say that Redis is lost"
    redis_starts
    until_ok 20 lost 0 || fail "a replica does not return to Redis"
    load_ends "Redis killed and back"
    grep -q ' 0 failed' "$PROOF_DIR/summary" || fail "requests failed"
    for port in 8081 8082; do
        printf 'replica %s: %s\n' $port "$(curl --silent "http://127.0.0.1:$((port + 1000))/metrics" | grep -E '^treaty_records_redis_(lost|losses_total) ' | tr '\n' ' ')"
        podman logs "replica-$port" 2>&1 | grep -m1 '"redis_lost"'
    done
    redis-cli --raw dbsize | sed 's/^/answers in the new Redis: /'
}

# Whether both replicas say so.
lost() {
    for port in 8081 8082; do
        curl --silent "http://127.0.0.1:$((port + 1000))/metrics" | grep -qx "treaty_records_redis_lost $1.0" || return 1
    done
}
