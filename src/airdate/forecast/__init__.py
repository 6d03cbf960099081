"""The room `forecast` makes a distribution of the release day of a Timeline and a day.

`forecast` gives the distribution with its reasons, `months` the chance by the end of each coming
month, `backtest` replays recorded histories, `fit` fits the parameters again.
"""

from airdate.forecast.backtest import backtest
from airdate.forecast.distribution import forecast, months
from airdate.forecast.estimation import fit
from airdate.forecast.fitting import fit_files
from airdate.forecast.parameters import LEVELS

__all__ = ["LEVELS", "backtest", "fit", "fit_files", "forecast", "months"]
