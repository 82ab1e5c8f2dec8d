# The image: small, the same twice, without rights, and answering soon after its start.
needs=(service service_again)
packages=(curl)

LARGEST_MB=170
LONGEST_MS=3000
ARTICLE='{"text": "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet."}'

make_service_again() { build service-again --layers --target service --no-cache; }

layers() { podman image inspect "localhost/$1" --format '{{json .RootFS.Layers}}'; }

size() { podman image inspect "localhost/$1" --format '{{.Size}}'; }

extract() { curl --silent --fail --max-time 120 --json "${1:-$ARTICLE}" http://127.0.0.1:8080/v1/extractions "${@:2}"; }

prove() {
    same_twice
    small_and_bare
    without_a_key
    with_a_key
    start_time
    drains
    several_workers
    sizes
}

same_twice() {
    local first again
    first=$(layers service)
    again=$(layers service-again)
    printf 'layers, first build:  %s\nlayers, second build: %s\n' "$first" "$again"
    [ "$first" = "$again" ] || fail "two builds differ"
}

small_and_bare() {
    local above=$((($(size service) - $(size base)) / 1000000)) outside
    printf 'layers above the base: %d MB (at most %d)\n' $above $LARGEST_MB
    [ $above -le $LARGEST_MB ] || fail "the image is too large"
    outside=$(podman image diff localhost/service localhost/base | grep -vE '^[AC] (/opt|/opt/treaty-records(/.*)?)$' || true)
    [ -z "$outside" ] || fail "there is more than the virtual environment: $outside"
    podman run --rm --health-interval=disable localhost/service sh -euc '
        ! command -v gcc cc make
        test -z "$(find /opt/treaty-records -name pip -o -name .cache -o -name "*.whl")"
        test "$(id -u):$(id -g)" = 10001:10001' 2>> "$PROOF_DIR/log" || fail "compiler, cache or rights in the image"
    podman image inspect localhost/service --format '{{json .Labels}} {{.Config.StopSignal}}'
}

without_a_key() {
    local said code=0
    said=$(podman run --rm --health-interval=disable localhost/service 2>&1) || code=$?
    printf '%s\nexit code without a key: %d\n' "$(tail -2 <<< "$said")" $code
    [ $code = 2 ] && grep -q 'treaty-records keys new' <<< "$said" || fail "it does not say how to make a key"
}

with_a_key() {
    local made key keys
    made=$(podman run --rm --health-interval=disable localhost/service treaty-records keys new proof 2>> "$PROOF_DIR/log")
    key=$(grep -o 'tr_[A-Za-z0-9_-]*' <<< "$made")
    keys=$(sed -n "s/.*API_KEYS='\(.*\)'/\1/p" <<< "$made")
    start keyed service --env "TREATY_RECORDS_API_KEYS=$keys"
    until_ok 20 curl --silent --fail http://127.0.0.1:8080/health/ready || fail "not ready"
    extract "$ARTICLE" --header "Authorization: Bearer $key" | grep '"2019-01-22"' > /dev/null || fail "no extraction"
    ! extract 2> /dev/null || fail "answered without the key"
    podman healthcheck run keyed || fail "unhealthy"
    podman logs keyed 2>&1 | grep 'rules_only' || fail "it does not say how to add a model"
    podman exec keyed sh -c '! touch /opt/treaty-records/x /x' 2> /dev/null || fail "the file system can be written"
    stop_all
}

# From the start of the container to the first answer, with a model configured that nothing need be asked, the best of
# three; by its CPU time where others use this machine.
start_time() {
    local wall='' cpu='' begun took used judged
    for _ in 1 2 3; do
        begun=$(date +%s%N)
        start svc service --env TREATY_RECORDS_BEHIND_GATEWAY=true --env TREATY_RECORDS_LLM__BASE_URL=http://127.0.0.1:9/v1 \
            --env TREATY_RECORDS_LLM__MODEL=none
        until_ok 60 extract '{"text": "Deutschland und Frankreich unterzeichneten einen Vertrag.", "options": {"llm": "off"}}' ||
            fail "no extraction"
        took=$((($(date +%s%N) - begun) / 1000000))
        used=$(cpu_ms "$(podman inspect svc --format '{{.State.Pid}}')")
        [ -n "$wall" ] && [ "$wall" -le "$took" ] || wall=$took
        [ -n "$cpu" ] && [ "$cpu" -le "$used" ] || cpu=$used
        stop_all
    done
    judged=$wall
    [ "$(awk '{print int($1)}' /proc/loadavg)" -lt "$(nproc)" ] || judged=$cpu
    printf 'first extraction %d ms after the start, %d ms of CPU; judged by %d ms (at most %d)\n' \
        "$wall" "$cpu" "$judged" "$LONGEST_MS"
    [ "$judged" -le "$LONGEST_MS" ] || fail "the start takes too long"
}

cpu_ms() { awk -v tick="$(getconf CLK_TCK)" '{print int(($14 + $15) * 1000 / tick)}' "/proc/$1/stat"; }

# A stop while an article of 200 000 characters is read: it is answered, and the process ends by itself.
drains() {
    start svc service --env TREATY_RECORDS_BEHIND_GATEWAY=true
    until_ok 20 extract || fail "no extraction"
    "$python" -c 'import json
sentence = "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet. "
print(json.dumps({"text": (sentence * 2300)[:200_000]}))' > "$PROOF_DIR/long.json"
    extract @"$PROOF_DIR/long.json" --output "$PROOF_DIR/answer.json" &
    local asking=$!
    sleep 0.5
    kill -0 $asking 2> /dev/null || fail "the long article was answered before the stop"
    podman stop --time 120 svc > /dev/null 2>> "$PROOF_DIR/log"
    wait $asking || fail "the article under way was lost"
    local code
    code=$(podman inspect svc --format '{{.State.ExitCode}}')
    printf 'stopped under way: answered %d bytes, exit code %d\n' "$(stat -c %s "$PROOF_DIR/answer.json")" "$code"
    [ "$code" = 0 ] || fail "it had to be killed"
    stop_all
}

# They put their figures together in memory, so that they need no writable file system either.
several_workers() {
    start svc service --env TREATY_RECORDS_BEHIND_GATEWAY=true --env TREATY_RECORDS_WORKERS=2 --env TREATY_RECORDS_METRICS_PORT=9464
    until_ok 60 extract || fail "no extraction"
    for _ in 1 2 3 4 5 6 7; do extract > /dev/null; done
    curl --silent http://127.0.0.1:9464/metrics | grep '^treaty_records_articles_total' | tee "$PROOF_DIR/articles"
    grep -q ' 8.0$' "$PROOF_DIR/articles" || fail "the figures of the workers are not put together"
    podman stop --time 30 svc > /dev/null 2>> "$PROOF_DIR/log"
    [ "$(podman inspect svc --format '{{.State.ExitCode}}')" = 0 ] || fail "the workers had to be killed"
    printf 'two workers: eight articles counted together, stopped by themselves\n'
    stop_all
}

# What one process takes: by CPU time, so that it holds whatever else the machine does.
sizes() {
    start svc service --env TREATY_RECORDS_BEHIND_GATEWAY=true --env TREATY_RECORDS_LOG_LEVEL=warning
    until_ok 60 extract || fail "no extraction"
    local before process
    process=$(podman inspect svc --format '{{.State.Pid}}')
    printf 'memory after the start: %d MB\n' "$(peak_mb "$process")"
    before=$(cpu_ms "$process")
    "$python" "$root/deploy/proofs/corpus.py" http://127.0.0.1:8080/v1/extractions "$root"/tests/corpus/tune/*.jsonl > "$PROOF_DIR/read"
    awk -v ms=$(($(cpu_ms "$process") - before)) '{printf "%d articles of %d characters on average: %.1f ms of CPU each, %d a second and core\n", $1, $2, ms / $1, $1 * 1000 / ms}' "$PROOF_DIR/read"
    printf 'memory after them: %d MB' "$(peak_mb "$process")"
    local asking=()
    for _ in 1 2 3 4; do
        extract @"$PROOF_DIR/long.json" --output /dev/null &
        asking+=($!)
    done
    wait "${asking[@]}" || fail "an article was lost"
    printf ', after four of 200 000 characters at once: %d MB\n' "$(peak_mb "$process")"
    stop_all
}

peak_mb() { awk '/^VmHWM/ {print int($2 / 1024)}' "/proc/$1/status"; }
