"""The measured process: judge the pending bulk deliveries, as an ingest task does."""

from naukograd import pipeline
from naukograd.core.settings import Settings

print(pipeline.judge(Settings.from_environment(), "kgd.payments_bulk", run_id="gate"))
