"""Errors that say what went wrong, where, and what to do about it."""

from __future__ import annotations


class NaukogradError(Exception):
    """Base of all errors an operator reads.

    Attributes:
        what: one sentence, what is wrong.
        where: dataset, slice, file, row or table concerned; empty when it is the whole system.
        remedy: what the operator should do next.
        transient: whether trying again later may help; Airflow retries only those.
        runbook: the section of docs/runbook.md that goes further.
    """

    transient = False
    runbook = "anything-else"

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.remedy:
            parts.append(self.remedy)
        return " — ".join(parts)


class UsageError(NaukogradError):
    """A command or a setting that cannot be carried out as given."""

    runbook = "settings"


class SourceUnavailable(NaukogradError):
    """The source did not answer, or asked us to wait: the same call may succeed later."""

    transient = True
    runbook = "a-source-does-not-answer"


class BadReply(NaukogradError):
    """The source answered, and the answer is not what the format promises."""

    runbook = "a-reply-is-not-data"


class UnreadableDelivery(NaukogradError):
    """Archived bytes that cannot be opened or lack a declared column."""

    runbook = "a-delivery-cannot-be-read"


class GateFailed(NaukogradError):
    """A critical check failed: nothing was published."""

    runbook = "the-gate-failed"


class ContractChanged(NaukogradError):
    """A mart's shape differs from the published one in a way that needs a numbered migration."""

    runbook = "a-mart-changed-its-shape"


class BuildFailed(NaukogradError):
    """dbt could not build a layer, or another build has overtaken this one."""

    runbook = "a-build-failed"


class NoRoom(NaukogradError):
    """Too little free disk to load safely."""

    runbook = "the-disk-is-full"
