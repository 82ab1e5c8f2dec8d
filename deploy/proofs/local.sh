# The image with llama.cpp in it: a mounted model is asked, offline, under the same restrictions.
needs=(local model)
packages=(curl)

prove() {
    start svc local --memory=2g --volume "$PROOF_DIR/models:/models:ro" --env TREATY_RECORDS_LLM__GGUF=/models/model.gguf \
        --env TREATY_RECORDS_LLM__TIMEOUT_S=120 --env TREATY_RECORDS_BEHIND_GATEWAY=true
    until_ok 120 curl --silent --fail http://127.0.0.1:8080/health/ready || { podman logs svc; fail "not ready"; }
    asks_model http://127.0.0.1:8080
    podman stop --time 30 svc > /dev/null 2>> "$PROOF_DIR/log"
    [ "$(podman inspect svc --format '{{.State.ExitCode}}')" = 0 ] || fail "it had to be killed"
    printf 'image with llama.cpp: layers above the base %d MB\n' \
        $((($(podman image inspect localhost/local --format '{{.Size}}') - $(podman image inspect localhost/base --format '{{.Size}}')) / 1000000))
}
