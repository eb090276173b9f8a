"""DAG files against empty ones with the same imports of Airflow, each read by Python in a process of its own: how
Airflow's documentation has one measure them ("Best practices", "Dag Loader Test")."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from benchmarks.processes import timed
from benchmarks.table import Row
from naukograd.core.settings import PROJECT

EMPTY = '{imports}\n\nwith DAG("empty", schedule=None):\n    pass\n'


def rows(pairs: int, folder: Path) -> list[Row]:
    """One row per DAG file."""
    home = folder / "airflow"
    environment = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
    }
    found = []
    for file in sorted((PROJECT / "dags").glob("*.py")):
        imports = re.findall(r"^from airflow\..*", file.read_text("utf-8"), re.MULTILINE)
        empty = folder / "empty" / file.name
        empty.parent.mkdir(exist_ok=True)
        empty.write_text(EMPTY.format(imports="\n".join(imports)), "utf-8")
        ours, theirs = [], []
        for _ in range(pairs):
            ours.append(timed([sys.executable, str(file)], **environment).seconds)
            theirs.append(timed([sys.executable, str(empty)], **environment).seconds)
        what = f"parse dags/{file.name}"
        found.append(Row(what, "an empty DAG file, same Airflow imports", "s", tuple(ours), tuple(theirs), 1.5))
    return found
