"""The outside systems: what they offer, how they are asked, how their replies are read. No database here."""

from naukograd.core.errors import UsageError
from naukograd.sources import bns, concept, filings, kgd, wipo
from naukograd.sources.dataset import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        bns.GrpPerCapita(),
        bns.Population(),
        bns.EmploymentByCity(),
        bns.Kato(),
        concept.Regions2024(),
        filings.Participants(),
        filings.Researchers(),
        kgd.PaymentsByBin(),
        kgd.PaymentsBulk(),
        wipo.Gii(),
        bns.ScienceForm(),
        filings.Investments(),
        bns.InvestmentForm(),
        filings.Output(),
        bns.InnovationForm(),
        bns.ScienceOutputForm(),
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
