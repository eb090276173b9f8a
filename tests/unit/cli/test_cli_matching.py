"""naukograd match: from file to file, and what it says of files that are no such thing."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from naukograd import cli

REGISTER = "bin,name_ru,name_kk,aliases\n001,РГП «Институт ядерной физики»,,ИЯФ | Institute of Nuclear Physics\n"


def run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, owners: bytes, register: bytes = REGISTER.encode(), *options: str
) -> tuple[int, Path]:
    (tmp_path / "owners.csv").write_bytes(owners)
    (tmp_path / "register.csv").write_bytes(register)
    out = tmp_path / "result.csv"
    files = [str(tmp_path / "owners.csv"), "--register", str(tmp_path / "register.csv"), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["naukograd", "match", *files, *options])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0), out


def test_owners_are_written_part_by_part(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    owners = "owner,note\nИЯФ; Ахметов Е.С.,x\nТОО «Фотон»,y\n".encode("utf-8-sig")
    code, out = run(monkeypatch, tmp_path, owners)
    assert code == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["owner", "part", "decision", "bin", "score", "reasons"]
    assert [(row["owner"], row["part"], row["decision"], row["bin"]) for row in rows] == [
        ("ИЯФ; Ахметов Е.С.", "ИЯФ", "matched", "001"),
        ("ИЯФ; Ахметов Е.С.", "Ахметов Е.С.", "not_a_participant", ""),
        ("ТОО «Фотон»", "ТОО «Фотон»", "not_a_participant", ""),
    ]
    assert rows[1]["reasons"] == "физическое лицо"


def test_the_summary_is_json_for_machines(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, tmp_path, "owner\nИЯФ\n".encode(), REGISTER.encode(), "--json")
    summary = json.loads(capsys.readouterr().out)
    assert (summary["owners"], summary["matched"], summary["person"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("owners", "register", "told"),
    [
        (b"name\nx\n", REGISTER, ("owners.csv, line 1", "no column owner")),
        (b"", REGISTER, ("owners.csv, line 1", "no column owner")),
        (b"owner\nx\n", "bin,name_ru\n1,x\n", ("register.csv, line 1", "no column name_kk, aliases")),
        (b"owner\nx\n", "bin,name_ru,name_kk,aliases\n ,x,,\n", ("register.csv, line 2", "without a BIN")),
        (b"owner\nx\n", REGISTER + "001,ТОО «Фотон»,,\n", ("register.csv, line 3", "BIN 001 stands twice")),
        (b"owner\nx\n", "bin,name_ru,name_kk,aliases\n1,,,\n", ("register.csv, line 2", "no name")),
        ("owner\nИЯФ\n".encode("cp1251"), REGISTER, ("owners.csv", "not UTF-8", "UTF-8")),
        (b'owner\n"x\n', REGISTER, ("owners.csv", "not CSV")),
    ],
)
def test_a_wrong_file_is_named_with_row_and_remedy(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    owners: bytes,
    register: str,
    told: tuple[str, ...],
) -> None:
    code, out = run(monkeypatch, tmp_path, owners, register.encode())
    assert code == 2
    error = capsys.readouterr().err
    assert all(words in error for words in told), error
    assert " — " in error, "no remedy"
    assert not out.exists()
