"""A gz file of payments as Arrow tables, all columns text."""

from collections.abc import Iterator

import pyarrow
from pyarrow import csv


def reader(file: str) -> csv.CSVStreamingReader:
    stream = pyarrow.input_stream(file, compression="gzip")
    with pyarrow.input_stream(file, compression="gzip") as first:
        names = first.read(4096).split(b"\n")[0].decode().split(",")
    return csv.open_csv(
        stream,
        read_options=csv.ReadOptions(block_size=16 << 20),
        convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pyarrow.string())),
    )


def batches(file: str) -> Iterator[pyarrow.Table]:
    for batch in reader(file):
        yield pyarrow.Table.from_batches([batch])
