# Two images: `service` (the default) and `local`, which adds llama.cpp for a model file that is mounted.
ARG BASE_IMAGE=python:3.12-slim

FROM ${BASE_IMAGE} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1 SOURCE_DATE_EPOCH=315532800
WORKDIR /src
COPY requirements.lock requirements-build.lock ./
# Both secrets are optional: a pip configuration, and a bundle of certificates for the registry that it names.
RUN --mount=type=secret,id=pip_conf,target=/etc/pip.conf \
    --mount=type=secret,id=ca_bundle,target=/run/secrets/ca_bundle \
    set -eu; \
    if [ -f /run/secrets/ca_bundle ]; then export PIP_CERT=/run/secrets/ca_bundle; fi; \
    python3 -m venv /opt/build; \
    python3 -m venv --without-pip /opt/treaty-records; \
    /opt/build/bin/pip install --no-deps --require-hashes --only-binary :all: -r requirements-build.lock; \
    /opt/build/bin/pip --python /opt/treaty-records/bin/python3 install \
        --no-deps --require-hashes --only-binary :all: --no-compile -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY schemas schemas
COPY service service
# Bytecode is made here, since the image is read-only, and by the source's hash, so that two builds give the same bytes.
RUN set -eu; \
    /opt/build/bin/hatchling build --target wheel --directory /wheels; \
    /opt/build/bin/pip --python /opt/treaty-records/bin/python3 install --no-deps --no-index --no-compile /wheels/*.whl; \
    /opt/treaty-records/bin/python3 -m compileall -q -j 1 --invalidation-mode unchecked-hash /opt/treaty-records/lib

FROM build AS build-local
COPY requirements-local.lock ./
RUN --mount=type=secret,id=pip_conf,target=/etc/pip.conf \
    --mount=type=secret,id=ca_bundle,target=/run/secrets/ca_bundle \
    set -eu; \
    if [ -f /run/secrets/ca_bundle ]; then export PIP_CERT=/run/secrets/ca_bundle; fi; \
    /opt/build/bin/pip --python /opt/treaty-records/bin/python3 install \
        --no-deps --require-hashes --only-binary :all: --no-compile -r requirements-local.lock; \
    /opt/treaty-records/bin/python3 -m compileall -q -j 1 --invalidation-mode unchecked-hash /opt/treaty-records/lib

FROM ${BASE_IMAGE} AS base
ARG VERSION=0.0.0 REVISION=unknown SOURCE=unknown
LABEL org.opencontainers.image.title="treaty-records" \
      org.opencontainers.image.description="Treaty records from news articles, every value proved by the text" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
# A library wants to know of a writable directory, though nothing is written: every container has this one in memory.
ENV PATH=/opt/treaty-records/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TMPDIR=/dev/shm \
    TREATY_RECORDS_HOST=0.0.0.0
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python3", "-IS", "-c", "import os, socket; c = socket.create_connection(('127.0.0.1', int(os.environ.get('TREATY_RECORDS_PORT', 8080))), 4); c.sendall(b'GET /health/live HTTP/1.0\\r\\n\\r\\n'); raise SystemExit(b' 200 ' not in c.recv(64))"]
CMD ["treaty-records", "serve"]

FROM base AS local
USER 0:0
# hadolint ignore=DL3008 # Debian keeps no older version to pin
RUN apt-get update && apt-get install --yes --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
USER 10001:10001
COPY --from=build-local /opt/treaty-records /opt/treaty-records

FROM base AS service
COPY --from=build /opt/treaty-records /opt/treaty-records
