FROM python:3.11-slim
RUN useradd --create-home --uid 1000 naukograd && install -d -o naukograd /var/lib/naukograd
WORKDIR /opt/naukograd
COPY requirements.lock ./
# Everything by its hash, and uv itself from the same lock.
RUN awk '/^[^ #]/ { ours = /^uv==/ } ours' requirements.lock > /tmp/uv.txt \
    && pip install --no-cache-dir --no-deps --require-hashes -r /tmp/uv.txt \
    && uv pip install --system --no-cache --require-hashes -r requirements.lock
COPY pyproject.toml ./
COPY include include
COPY dags dags
COPY dbt_project dbt_project
COPY expectations expectations
RUN uv pip install --system --no-cache --no-deps --no-build-isolation --editable .
USER naukograd
