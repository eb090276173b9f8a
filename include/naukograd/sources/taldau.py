"""Taldau, the Bureau of National Statistics' cube of indices: yearly series of the country, and trees of its regions.

Calls and shapes are confirmed by public client code (makenerzhan-gif/kazakhstan-economic-data, DANK-Z/taldau-project,
Cagey7/integr_taldau, etofiasko/taldau_link). Which indices are asked for, and what of that is inferred, stands in the
seed ``taldau_indices``; docs/national-statistics.md explains it. One index takes several calls, so a delivery is an
envelope around the replies, each of them byte for byte as it came but for its byte order mark.
"""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import Any, BinaryIO

import requests

from naukograd.core.errors import BadReply, UnreadableDelivery
from naukograd.sources.dataset import Answer, Column, Question, Request, Row, RowsDataset
from naukograd.sources.download import answer
from naukograd.sources.http import Http, opening
from naukograd.sources.seeds import seed

OUT_OF_RANGE = "Индекс за пределами диапазона"
"""The page that comes with HTTP 500 for a combination of measure and dictionaries that the index does not have."""

MEASURE = "1"
DEEPEST = 3
"""Levels of a tree that are asked for: the Republic, its regions, their districts and cities."""

_VALUE = re.compile(r"y(\d{2}\d{4})")
_TRUTH = {"true": "true", "false": "false", "True": "true", "False": "false"}


@dataclass(frozen=True)
class Index:
    """An index as the seed configures it."""

    id: str
    period: str
    dictionaries: tuple[str, ...]

    @property
    def slice(self) -> str:
        return f"{self.id}/{self.period}"


class _Refused(Exception):
    """A reply is no answer; what came and why."""

    def __init__(self, body: bytes, why: str) -> None:
        super().__init__(why)
        self.body, self.why = body, why


class Taldau(RowsDataset):
    """Indices of the cube: slice ``<index>/<period>``. Every period comes back every time."""

    cadence = timedelta(days=400)

    @property
    def source(self) -> str:
        """A site of its own, though the Bureau's."""
        return "taldau"

    def questions(self, http: Http, request: Request) -> Iterable[Question]:
        """The configured indices, whatever the years."""
        return [Question(index.slice, f"{self.call}/{index.id}") for index in self._indices()]

    def ask(self, http: Http, question: Question) -> Answer:
        """The conversation about one index."""
        index = next(index for index in self._indices() if index.slice == question.slice)
        conversation = _Conversation(http, index)
        refusal = None
        try:
            body = self._hear(conversation)
        except _Refused as refused:
            body, refusal = refused.body, refused.why
        return answer(conversation.last, [body], question.address, refusal=refusal)

    def slice_of(self, file: PurePath) -> str | None:
        match = re.fullmatch(rf"{self.call}_(\d+)_(\d+)\.json", file.name)
        return f"{match[1]}/{match[2]}" if match else None

    def rows(self, body: BinaryIO) -> Iterator[Row]:
        try:
            # Digits stay as they are written.
            envelope = json.loads(body.read().decode("utf-8-sig"), parse_int=str, parse_float=str)
            yield from self._rows(envelope)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise UnreadableDelivery(
                f"not the JSON of {self.call} ({type(error).__name__}: {error})",
                remedy="If Taldau changed its format, declare the new one in include/naukograd/sources/taldau.py.",
            ) from None

    @property
    @abstractmethod
    def call(self) -> str:
        """The call that gives the values."""

    @abstractmethod
    def _hear(self, conversation: _Conversation) -> bytes: ...

    @abstractmethod
    def _rows(self, envelope: Any) -> Iterator[Row]: ...

    def _indices(self) -> list[Index]:
        return [
            Index(row["index_id"], row["period_id"], tuple(row["dictionary_ids"].split(";")))
            for row in seed("statistics/taldau_indices.csv")
            if row["dataset"] == self.name
        ]


class Data(Taldau):
    """Series of the country: a row per combination of terms and period."""

    name = "bns.taldau_data"
    call = "GetIndexData"
    slice_example = "2979005/7"
    columns = (
        Column("index_id", "index"),
        Column("period_id", "period"),
        Column("terms", "terms"),
        Column("term_names", "termNames"),
        Column("period_name", "name"),
        Column("period_date", "date"),
        Column("value", "value"),
    )

    def _hear(self, conversation: _Conversation) -> bytes:
        periods = conversation.periods()
        index = conversation.index
        parameters = {"period": index.period, "dics": ",".join(index.dictionaries), "dateIds": ",".join(periods)}
        reply, found = conversation.ask(f"{self.call}/{index.id}", parameters)
        if not found:
            raise _Refused(reply, f"an empty list, though there are {len(periods)} periods: are the parameters right?")
        return conversation.envelope(b'"rows":' + reply)

    def _rows(self, envelope: Any) -> Iterator[Row]:
        for at, row in enumerate(envelope["rows"]):
            terms, names = (";".join(row[key]) for key in ("terms", "termNames"))
            for nth, period in enumerate(row["periods"]):
                cells = [_text(period[key]) for key in ("name", "date", "value")]
                yield f"$.rows[{at}].periods[{nth}]", [envelope["index"], envelope["period"], terms, names, *cells]


class Tree(Taldau):
    """An index over the tree of regions, parents and leaves mixed: a row per term and period."""

    name = "bns.taldau_tree"
    call = "GetIndexTreeData"
    slice_example = "2709379/7"
    columns = (
        Column("index_id", "index"),
        Column("period_id", "period"),
        Column("term_id", "id"),
        Column("text", "text"),
        Column("parent_id", "parent"),
        Column("level", "level"),
        Column("leaf", "leaf"),
        Column("measure_name", "measureName"),
        Column("period_code", "yMMYYYY"),
        Column("value", "value"),
    )

    def _hear(self, conversation: _Conversation) -> bytes:
        common = conversation.combination()
        replies, seen = [], set[str]()
        wanted: list[tuple[str, int]] = [("", 1)]
        while wanted:
            parent, level = wanted.pop(0)
            reply, found = conversation.ask(self.call, {**common, "idx": "0", "p_parent_id": parent})
            if not parent and not found:
                raise _Refused(reply, "the tree has no root: has the session expired, are the parameters right?")
            if parent and not found:
                raise _Refused(reply, f"an empty list below the term {parent}, though it is no leaf")
            replies.append(b'{"parent":%s,"rows":%s}' % (json.dumps(parent or None).encode(), reply))
            for term, depth, row in _terms(found, level):
                opened = _truth(row["leaf"]) == "true" or _truth(row.get("expanded")) == "true"
                if term not in seen and not opened and depth < DEEPEST:
                    wanted.append((term, depth + 1))
                seen.add(term)
        return conversation.envelope(b'"replies":[' + b",".join(replies) + b"]")

    def _rows(self, envelope: Any) -> Iterator[Row]:
        levels, parents, seen = dict[str, int](), dict[str, str | None](), set[str]()
        for at, reply in enumerate(envelope["replies"]):
            parent = reply["parent"]
            above = None
            for nth, (term, depth, row) in enumerate(_terms(reply["rows"], levels.get(parent, 0) + 1)):
                # The first row of a reply that is expanded has the others below it.
                if depth == levels.get(parent, 0) + 1:
                    above = term
                if term in seen:
                    continue
                seen.add(term)
                levels[term], parents[term] = depth, parent if above == term else above
                common = [envelope["index"], envelope["period"], term, _text(row["text"]), parents[term], str(depth)]
                measure = [_truth(row["leaf"]), _text(row["measureName"])]
                for key in sorted(key for key in row if _VALUE.fullmatch(key)):
                    yield f"$.replies[{at}].rows[{nth}].{key}", [*common, *measure, key[1:], _text(row[key])]


class _Conversation:
    """Questions about one index. ``last``: the latest response, whose headers speak for all."""

    last: requests.Response

    def __init__(self, http: Http, index: Index) -> None:
        self.index = index
        self._http = http

    def ask(self, path: str, parameters: dict[str, str]) -> tuple[bytes, Any]:
        """A reply without its byte order mark, and what it says.

        Raises:
            _Refused: it is no JSON list.
            BadReply: the combination does not exist.
        """
        body, self.last = self._http.read("GET", f"Api/{path}", hopeless=OUT_OF_RANGE, params=parameters)
        reply = body.removeprefix(BOM_UTF8)
        try:
            return reply, json.loads(reply)
        except ValueError:
            raise _Refused(reply, f"not JSON: {opening(reply)}") from None

    def combination(self) -> dict[str, str]:
        """The parameters that name our combination of dictionaries, with the total term of each.

        Raises:
            BadReply: the index has no such combination.
        """
        _, segments = self.ask("GetSegmentList", {"indexId": self.index.id, "periodId": self.index.period})
        offered = {tuple(str(each["dicId"]).split(" + ")): str(each["termIds"]) for each in segments}
        terms = offered.get(self.index.dictionaries)
        if terms is None:
            raise BadReply(
                f"no combination of dictionaries {', '.join(self.index.dictionaries)}; "
                f"there are {'; '.join(' + '.join(one) for one in offered) or 'none'}",
                where=f"Taldau index {self.index.slice}",
                remedy="Set its dictionaries in dbt_project/seeds/statistics/taldau_indices.csv.",
            )
        return {
            "p_measure_id": MEASURE,
            "p_index_id": self.index.id,
            "p_period_id": self.index.period,
            "p_terms": terms,
            "p_term_id": terms.partition(",")[0],
            "p_dicIds": ",".join(self.index.dictionaries),
        }

    def periods(self) -> list[str]:
        """The ids of all periods the index has.

        Raises:
            _Refused: it has none.
        """
        reply, found = self.ask("GetIndexPeriods", self.combination())
        ids = [str(each) for each in found.get("datesIds", [])] if isinstance(found, dict) else []
        if not ids:
            raise _Refused(reply, "no periods: are the parameters right?")
        return ids

    def envelope(self, content: bytes) -> bytes:
        """The delivery: which index it is of, then ``content``."""
        return b'{"index":"%s","period":"%s",%s}' % (self.index.id.encode(), self.index.period.encode(), content)


def _terms(rows: Any, level: int) -> Iterator[tuple[str, int, Any]]:
    """The terms of a reply with their levels: below a term that is expanded, the rest of the reply is its children."""
    expanded = False
    for row in rows:
        yield str(row["id"]), level + expanded, row
        expanded = expanded or _truth(row.get("expanded")) == "true"


def _truth(value: Any) -> str | None:
    """A truth value, which Taldau writes as text, as ``true`` or ``false``; any other text as it is."""
    return _TRUTH.get(str(value), _text(value))


def _text(value: Any) -> str | None:
    return None if value is None else str(value).strip() or None
