"""The installation's Ed25519 key: it signs the manifests of releases, and is the one that verification trusts."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from naukograd.core.errors import UsageError


def private_key(path: Path) -> Ed25519PrivateKey:
    """The key at ``path``; made on first use, readable by its owner only, its public half ``<name>.pub.pem`` beside it.

    Raises:
        UsageError: the file is no Ed25519 key.
    """
    if not path.exists():
        _make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError("no Ed25519 private key in PEM", where=str(path), remedy="Give one without a password.")
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """The public key that a PEM file holds.

    Raises:
        UsageError: there is no such file, or it holds no Ed25519 public key.
    """
    try:
        return parse_public(path.read_bytes())
    except (OSError, ValueError):
        raise UsageError("no Ed25519 public key in PEM", where=str(path), remedy="Check the path.") from None


def parse_public(pem: bytes) -> Ed25519PublicKey:
    """
    Raises:
        ValueError: it is no Ed25519 public key in PEM.
    """
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("another kind of key")
    return key


def pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def text(key: Ed25519PublicKey) -> str:
    """The raw 32 bytes in base64: how events and tables hold a key, and how people compare two."""
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def from_text(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(key))


def is_signed(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether the signature is this key's over this message."""
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _make(path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all, and never open to others for a moment: whoever comes second finds the first one's key.
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    with open(waiting, "wb", opener=lambda name, flags: os.open(name, flags | os.O_EXCL, 0o600)) as file:
        file.write(secret)
        os.fsync(file.fileno())
    try:
        path.hardlink_to(waiting)
    except FileExistsError:
        return
    finally:
        waiting.unlink()
    path.with_name(f"{path.stem}.pub.pem").write_bytes(pem(key.public_key()))
