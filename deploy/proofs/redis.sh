# Two replicas share state through Redis; it is killed under load and comes back, and no request notices.
needs=(service)
packages=(nginx redis-server curl)

ARTICLE='{"text": "France and Germany signed a trade agreement in Paris on 3 May 2021. The foreign minister signed for France."}'

. "$(dirname "${BASH_SOURCE[0]}")/replicas.sh"

prove() {
    model_serves
    redis_starts
    make_key
    local shared=(--env TREATY_RECORDS_REDIS_URL=redis://127.0.0.1:6379/0 --env "TREATY_RECORDS_API_KEYS=$keys")
    local model=(--env "TREATY_RECORDS_LLM__BASE_URL=$(cat "$PROOF_DIR/model")" --env TREATY_RECORDS_LLM__MODEL=scripted
        --env TREATY_RECORDS_LLM__MODE=json_schema)
    for port in 8081 8082; do
        replica $port "${shared[@]}" "${model[@]}" --env TREATY_RECORDS_ARTICLES_PER_MINUTE=1000000
    done
    for port in 8083 8084; do replica $port "${shared[@]}" --env TREATY_RECORDS_ARTICLES_PER_MINUTE=12; done
    for port in 8081 8082 8083 8084; do ready $port; done
    serve_by_proxy
    answers_shared
    limit_shared
    outage
}

make_key() {
    local made
    made=$(podman run --rm --health-interval=disable localhost/service treaty-records keys new proof 2>> "$PROOF_DIR/log")
    KEY=$(grep -o 'tr_[A-Za-z0-9_-]*' <<< "$made")
    keys=$(sed -n "s/.*API_KEYS='\(.*\)'/\1/p" <<< "$made")
    export KEY
}

ask() { curl --silent --header "Authorization: Bearer $KEY" --json "$ARTICLE" "http://127.0.0.1:$1/v1/extractions" "${@:2}"; }

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
answers_shared() {
    for port in 8081 8082; do
        ask $port | grep -o '"llm_calls":[0-9]*.*"cached":[a-z]*' | sed "s/^/replica $port: /"
    done
    [ "$(asked)" = 1 ] || fail "the model was asked $(asked) times"
}

# What a key has had at one replica counts at the others. The window slides, so that one more may fit.
limit_shared() {
    local granted=0 refused=0
    for _ in 1 2 3 4 5 6 7 8; do
        for port in 8083 8084; do
            case $(ask $port --output /dev/null --write-out '%{http_code}') in
                200) granted=$((granted + 1)) ;;
                429) refused=$((refused + 1)) ;;
            esac
        done
    done
    printf '12 articles a minute over all replicas, 2 had before: %d of 16 granted, %d refused\n' $granted $refused
    [ $granted -ge 9 ] && [ $granted -le 11 ] && [ $((granted + refused)) = 16 ] || fail "the limit is not shared"
    podman rm --force --time 0 replica-8083 replica-8084 > /dev/null 2>> "$PROOF_DIR/log"
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
    grep -q ' 0 failed, 0 cut off' "$PROOF_DIR/summary" || fail "requests failed"
    for port in 8081 8082; do
        printf 'replica %s: %s\n' $port "$(curl --silent "http://127.0.0.1:$((port + 1000))/metrics" | grep -E '^treaty_records_redis_(lost|losses_total) ' | tr '\n' ' ')"
        podman logs "replica-$port" 2>&1 | grep '"redis_lost"' | tail -1
    done
    redis-cli --raw dbsize | sed 's/^/answers in the new Redis: /'
}

# Whether both replicas say so.
lost() {
    for port in 8081 8082; do
        curl --silent "http://127.0.0.1:$((port + 1000))/metrics" | grep -x "treaty_records_redis_lost $1.0" > /dev/null || return 1
    done
}
