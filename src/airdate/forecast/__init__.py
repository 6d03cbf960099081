"""The room `forecast` makes a distribution of the release day of a Timeline and a day.

`forecast` gives the distribution with its reasons, `months` the chance by the end of each coming
month, `history` how it moved from day to day, `prospects` what news would move it most, `backtest`
replays recorded histories, `fit` fits the parameters again, `told` reads what entries tell of an
installment's service, country, kind and genre.
"""

from airdate.forecast.backtest import backtest
from airdate.forecast.distribution import forecast, months
from airdate.forecast.estimation import fit
from airdate.forecast.fitting import fit_files
from airdate.forecast.history import Move, days_of_news, history
from airdate.forecast.parameters import LEVELS, Parameters
from airdate.forecast.profiles import Told, told
from airdate.forecast.prospects import Prospect, prospects

__all__ = [
    "LEVELS",
    "Move",
    "Parameters",
    "Prospect",
    "Told",
    "backtest",
    "days_of_news",
    "fit",
    "fit_files",
    "forecast",
    "history",
    "months",
    "prospects",
    "told",
]
