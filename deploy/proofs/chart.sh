# The chart: linted, rendered, validated, refusing what is wrong, and its pods run from what it renders.
needs=(service tools)
packages=(curl)

KUBERNETES=(1.27 1.31 1.34)
chart=$root/deploy/helm/treaty-records
rendered=$PROOF_DIR/rendered

render() { helm template treaty-records "$chart" --namespace newsroom "$@"; }

prove() {
    rm -rf "$rendered"
    mkdir -p "$rendered"
    export HELM_CACHE_HOME=$PROOF_DIR/helm HELM_CONFIG_HOME=$PROOF_DIR/helm HELM_DATA_HOME=$PROOF_DIR/helm
    valid
    refuses
    checked
    packaged
    runs
}

valid() {
    for values in "$chart"/ci/*-values.yaml; do
        local name
        name=$(basename "$values" -values.yaml)
        helm lint --strict "$chart" --values "$values" | tail -1
        render --values "$values" > "$rendered/$name.yaml"
        for version in "${KUBERNETES[@]}"; do
            kubernetes-validate --strict --kubernetes-version "$version" "$rendered/$name.yaml" > "$PROOF_DIR/log" 2>&1 ||
                { cat "$PROOF_DIR/log"; fail "$name is not valid for Kubernetes $version"; }
        done
        kubectl kustomize "$(kustomization "$name")" > /dev/null || fail "$name is not well-formed"
    done
    printf 'valid for Kubernetes %s: %s\n' "${KUBERNETES[*]}" "$(cd "$rendered" && echo ./*.yaml)"
}

# kubectl reads strictly, doubled keys included.
kustomization() {
    mkdir -p "$PROOF_DIR/kustomize"
    cp "$rendered/$1.yaml" "$PROOF_DIR/kustomize/chart.yaml"
    printf 'resources: [chart.yaml]\n' > "$PROOF_DIR/kustomize/kustomization.yaml"
    echo "$PROOF_DIR/kustomize"
}

refuses() {
    local refused=0
    for wrong in auth.existingSecret= autoscaling.enabld=true settings.LOGLEVEL=info settings.API_KEYS=x image.digest=sha256:1 \
        llm.baseUrl=model:8000 service.port=0 podDisruptionBudget.minAvailable=half gguf.existingClaim=models; do
        ! render --values "$chart/ci/rules-values.yaml" --set "$wrong" > /dev/null 2>&1 || fail "it accepts $wrong"
        refused=$((refused + 1))
    done
    printf 'refused: %d wrong values of %d\n' $refused $refused
}

checked() {
    checkov --config-file "$root/deploy/checkov.yaml" --directory "$rendered" --framework kubernetes > "$PROOF_DIR/checkov" ||
        { cat "$PROOF_DIR/checkov"; fail "checkov"; }
    checkov --config-file "$root/deploy/checkov.yaml" --directory "$rendered" --framework kubernetes --output json |
        "$python" -c 'import json, sys; print("checkov:", json.load(sys.stdin)["summary"])'
}

# Also what is told after an installation, which no other command renders.
packaged() {
    for values in "$chart"/ci/*-values.yaml; do
        helm install treaty-records "$chart" --namespace newsroom --dry-run=client --values "$values" 2>&1 |
            grep '^Treaty Records .* is at http' > /dev/null || fail "the notes of $values"
    done
    helm package "$chart" --destination "$PROOF_DIR" | sed "s#$PROOF_DIR/##"
}

# The pod that the Deployment makes, and then the test's: with the Secret as a file, without ports and Service, which
# podman has not.
runs() {
    local made key
    made=$(podman run --rm --health-interval=disable localhost/service treaty-records keys new newsroom 2>> "$PROOF_DIR/log")
    key=$(grep -o 'tr_[A-Za-z0-9_-]*' <<< "$made")
    sed -n "s/.*API_KEYS='\(.*\)'/\1/p" <<< "$made" > "$PROOF_DIR/api-keys.json"
    render --values "$chart/ci/rules-values.yaml" --set image.repository=localhost/service --set image.tag=latest \
        > "$PROOF_DIR/chart.yaml"
    "$python" "$root/deploy/proofs/pods.py" "$PROOF_DIR/chart.yaml" "$PROOF_DIR/api-keys.json" "$PROOF_DIR"
    quietly podman play kube "$PROOF_DIR/pod.yaml"
    until_ok 30 curl --silent --fail http://127.0.0.1:8080/health/ready || { podman pod logs treaty-records; fail "the pod is not ready"; }
    curl --silent --fail --header "Authorization: Bearer $key" http://127.0.0.1:8080/v1/extractions \
        --json '{"text": "France and Germany signed a treaty on 22 January 2019."}' | grep '"2019-01-22"' > /dev/null ||
        fail "the pod reads no article"
    curl --silent --fail http://127.0.0.1:9464/metrics | grep ^treaty_records_articles_total > /dev/null || fail "the pod has no metrics"
    curl --silent --fail http://127.0.0.1:8080/health/live > /dev/null || fail "the pod is not alive"
    quietly podman play kube "$PROOF_DIR/test.yaml"
    [ "$(podman wait treaty-records-test-test)" = 0 ] || { podman logs treaty-records-test-test; fail "the chart's test fails"; }
    printf 'pod run: an article read, metrics on their port, helm test passed\n'
    stop_all
}
