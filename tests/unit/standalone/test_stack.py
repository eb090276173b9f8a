"""Connections to the sample world: what must be pinned is pinned."""

from __future__ import annotations

import json

from naukograd.standalone.stack import SAMPLE_ADDRESSES, SECURE, _connection

ANNOUNCED = {"url": "http://127.0.0.1:1", "secure_url": "https://127.0.0.1:2", "certificate": "/tmp/world.pem"}


def test_sources_over_tls_carry_the_certificate_and_no_other_does() -> None:
    for name, path in SAMPLE_ADDRESSES.items():
        connection = json.loads(_connection(name, path, ANNOUNCED))
        is_secure = name in SECURE
        assert connection["host"] == ANNOUNCED["secure_url" if is_secure else "url"] + path
        assert connection["extra"] == ({"verify": "/tmp/world.pem"} if is_secure else {})
