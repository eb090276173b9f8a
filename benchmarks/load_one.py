"""The measured process: take one bulk file and load it, as an ingest task does."""

import sys
from pathlib import Path, PurePath

from naukograd import pipeline
from naukograd.core import periods
from naukograd.core.settings import Settings
from naukograd.deliveries.receive import Receiver
from naukograd.sources import DATASETS

settings = Settings.from_environment()
dataset = DATASETS["kgd.payments_bulk"]
file = Path(sys.argv[1])
slice_ = dataset.slice_of(PurePath(file.name))
assert slice_ is not None
with pipeline.opened(settings) as (conn, archive):
    Receiver(conn, archive, dataset, "bench", periods.now).take(slice_, file)
print(pipeline.load(settings, dataset.name))
