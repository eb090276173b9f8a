from __future__ import annotations

from pathlib import Path

import pytest

from naukograd.report.render import Rendered, render

from . import factory


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """The sample report, every number of it identified, rendered once."""
    return render(factory.identified(factory.report()), Path(tmp_path_factory.mktemp("report")))
