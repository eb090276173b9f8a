"""The outside systems: what they offer, how they are asked, how their replies are read. No database here."""

from naukograd.core.errors import UsageError
from naukograd.sources import bns, concept, filings, kgd, taldau, wipo, worldbank
from naukograd.sources.dataset import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        concept.InternationalBenchmarks(),
        concept.NationalFacts(),
        concept.TechnologyLevel(),
        filings.Decisions(),
        filings.Participants(),
        filings.Researchers(),
        kgd.PaymentsByBin(),
        kgd.PaymentsBulk(),
        taldau.Data(),
        taldau.Tree(),
        wipo.Gii(),
        worldbank.Series(),
        bns.ScienceForm(),
    )
}


def dataset(name: str) -> Dataset:
    """The dataset called ``name``.

    Raises:
        UsageError: there is none; the remedy lists all.
    """
    try:
        return DATASETS[name]
    except KeyError:
        raise UsageError(f"no dataset {name!r}", remedy=f"Choose one of {', '.join(DATASETS)}.") from None
