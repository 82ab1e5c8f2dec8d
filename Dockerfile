ARG BASE_IMAGE=python:3.12-slim

FROM ${BASE_IMAGE} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY requirements.lock requirements-build.lock ./
# Both secrets are optional: a pip configuration, and a bundle of certificates for the registry that it names.
RUN --mount=type=secret,id=pip_conf,target=/etc/pip.conf \
    --mount=type=secret,id=ca_bundle,target=/run/secrets/ca_bundle \
    set -eu; \
    if [ -f /run/secrets/ca_bundle ]; then export PIP_CERT=/run/secrets/ca_bundle; fi; \
    python3 -m venv /opt/build; \
    /opt/build/bin/pip install --require-hashes --only-binary :all: -r requirements-build.lock; \
    python3 -m venv /opt/treaty-records; \
    /opt/treaty-records/bin/pip install --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY schemas schemas
COPY service service
RUN set -eu; \
    /opt/build/bin/hatchling build --target wheel --directory /wheels; \
    /opt/treaty-records/bin/pip install --no-deps --no-index /wheels/*.whl; \
    /opt/treaty-records/bin/pip uninstall --yes pip

FROM ${BASE_IMAGE}
LABEL org.opencontainers.image.title="treaty-records" \
      org.opencontainers.image.licenses="MIT"
ENV PATH=/opt/treaty-records/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
COPY --from=build /opt/treaty-records /opt/treaty-records
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD python3 -c "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('TREATY_RECORDS_PORT', '8080') + '/health/live', timeout=2)"
CMD ["treaty-records", "serve", "--host", "0.0.0.0"]
