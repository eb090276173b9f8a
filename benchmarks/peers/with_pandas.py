"""The measured process: load a gz file with pandas, in chunks, with the insertion method by COPY of its user guide
(IO tools, SQL queries, "Insertion method")."""

import csv
import io
import sys

import pandas
import sqlalchemy

file, url, _ = sys.argv[1:]


def copy(table, connection, keys, rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    columns = ", ".join(f'"{key}"' for key in keys)
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN WITH CSV") as copying,
    ):
        copying.write(text.getvalue())


engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
mode = "replace"
for chunk in pandas.read_csv(file, dtype=str, keep_default_na=False, chunksize=100_000):
    chunk.to_sql("peer_pandas", engine, if_exists=mode, index=False, method=copy)
    mode = "append"
