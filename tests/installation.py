"""Installations made for tests, each with a database and an archive of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg

from naukograd.core.settings import Settings


def installation(server: str, name: str, template: str, state: Path, archive: str | None = None) -> Settings:
    """Settings of one in ``state`` whose database is a copy of ``template``.

    Args:
        archive: copied as well; by default the archive is empty.
    """
    if archive:
        shutil.copytree(archive, state / "archive")
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"create database {name} template {template}")
    url = psycopg.conninfo.make_conninfo(server, dbname=name)
    return Settings(state, str(state / "archive"), state / "pages", 0, url)
