"""What the report asks of a mart is what dbt's contract of the mart promises."""

from __future__ import annotations

import pytest
import yaml

from naukograd.core.settings import PROJECT

from .conftest import MARTS

MODELS = PROJECT / "dbt_project" / "models" / "marts"


@pytest.mark.parametrize("mart", MARTS)
def test_the_columns_read_are_those_promised(mart: str) -> None:
    [model] = yaml.safe_load((MODELS / f"{mart}.yml").read_text("utf-8"))["models"]
    promised = {column["name"]: column["data_type"] for column in model["columns"]}
    for column in MARTS[mart].split(", "):
        name, data_type = column.split(" ", 1)
        assert promised.get(name) == data_type, f"{mart}.{name}"
