"""Airflow without an installation: a home of its own that lasts as long as the tests."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# Before anything imports airflow, which makes its home and reads its settings on import.
HOME = tempfile.mkdtemp(prefix="naukograd-airflow-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ |= {
    "AIRFLOW_HOME": HOME,
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME}/airflow.db",
}
