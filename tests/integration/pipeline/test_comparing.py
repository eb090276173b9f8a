"""What changed between two moments: every injected change comes out with its type and its delivery."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from naukograd import comparing, pipeline
from naukograd.core.database import connect
from naukograd.core.periods import parse_moment
from naukograd.core.settings import Settings
from naukograd.report.model import RevisedFigure, Revisions
from naukograd.warehouse.states import state

from .conftest import Thread
