"""The outside systems: what they offer, how they are asked, how their replies are read. No database here."""

from naukograd.core.errors import UsageError
from naukograd.sources import bns, concept, filings, kazpatent, kgd, taldau, wipo, worldbank
from naukograd.sources.dataset import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        filings.Participants(),
        filings.Researchers(),
        filings.Investments(),
        filings.Output(),
        filings.Decisions(),
        kazpatent.Bulletins(),
        kazpatent.Inventions(),
        kazpatent.UtilityModels(),
        kgd.PaymentsByBin(),
        kgd.PaymentsBulk(),
        wipo.Gii(),
        bns.ScienceForm(),
        bns.InvestmentForm(),
        bns.ScienceOutputForm(),
        bns.InnovationForm(),
        bns.GrpPerCapita(),
        bns.Population(),
        bns.EmploymentByCity(),
        bns.Kato(),
        taldau.Data(),
        taldau.Tree(),
        worldbank.Series(),
        concept.Regions2024(),
        concept.TechnologyLevel(),
        concept.NationalFacts(),
        concept.InternationalBenchmarks(),
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
