"""The measured process: load a gz file with dlt, Arrow tables written as CSV (its documentation of Postgres: "Fast
loading with Arrow tables and CSV")."""

import sys

import dlt
from arrow_batches import batches

file, url, folder = sys.argv[1:]
# dlt wants a host and a password; the socket, which asks for none, stands behind them in the query.
url = url.replace("postgres@/", "postgres:none@localhost/")
pipeline = dlt.pipeline(
    "bench",
    pipelines_dir=folder,
    destination=dlt.destinations.postgres(url),
    dataset_name="peer_dlt",
)
loaded = pipeline.run(batches(file), table_name="payments", write_disposition="replace", loader_file_format="csv")
loaded.raise_on_failed_jobs()
