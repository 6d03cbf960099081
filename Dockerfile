# airdate in a container: small, without build tools, not as root, on a read-only root.
# How to run it: docs/self-hosting.md. A test carries these steps out: tests/deploy/test_container.py.
ARG PYTHON=3.13.9-slim-bookworm

# ── what is built goes into /opt/airdate, and nothing else leaves this stage ──
FROM python:${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN python -m venv --without-pip /opt/airdate
COPY deploy/requirements.txt requirements/build.txt ./locked/
RUN python -m pip --python /opt/airdate/bin/python install --require-hashes --only-binary :all: -r locked/requirements.txt
RUN python -m pip install --require-hashes --only-binary :all: -r locked/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
RUN python -m pip wheel --no-deps --no-index --no-build-isolation --wheel-dir /dist . && \
    python -m pip --python /opt/airdate/bin/python install --no-deps --no-index /dist/*.whl && \
    /opt/airdate/bin/python -m compileall -q /opt/airdate/lib

# ── what is run ──
FROM python:${PYTHON}
RUN python -m pip uninstall --yes --quiet --root-user-action ignore pip && \
    mkdir -p /data && chown 10001:10001 /data && chmod 0700 /data
COPY --from=build /opt/airdate /opt/airdate
ENV PATH=/opt/airdate/bin:/usr/local/bin:/usr/bin:/bin \
    HOME=/data \
    XDG_DATA_HOME=/data \
    AIRDATE_DB=/data/ledger.db \
    AIRDATE_LOG_FORMAT=json \
    AIRDATE_LOG_LEVEL=info \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
EXPOSE 8710
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["airdate", "health", "--url", "http://127.0.0.1:8710"]
ENTRYPOINT ["airdate"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8710"]
