"""The measured process: load a gz file with ADBC's bulk ingestion of an Arrow stream, which is a binary COPY."""

import sys

from adbc_driver_postgresql import dbapi
from arrow_batches import reader

file, url, _ = sys.argv[1:]
stream = reader(file)
with dbapi.connect(url) as connection, connection.cursor() as cursor:
    cursor.execute("drop table if exists peer_adbc")
    cursor.adbc_ingest("peer_adbc", stream, mode="create")
    connection.commit()
