"""The outside systems: what they offer, how they are asked, how their replies are read. No database here."""

from naukograd.core.errors import UsageError
from naukograd.sources import filings, kazpatent, kgd, wipo
from naukograd.sources.dataset import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        filings.Participants(),
        kazpatent.Bulletins(),
        kazpatent.Inventions(),
        kazpatent.UtilityModels(),
        kgd.PaymentsByBin(),
        kgd.PaymentsBulk(),
        wipo.Gii(),
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
