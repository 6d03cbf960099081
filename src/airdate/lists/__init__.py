"""Lists of titles, made of the files that trackers and servers export.

`read_list` takes the bytes of a file and tells by their look what they are: Trakt, Sonarr, Radarr,
custom lists, IMDb, Letterboxd, TVmaze, plain text, or a zip of these. Nothing is written to disk,
nothing is fetched; what was not understood is told with its line and the remedy.
"""

from airdate.lists.forms import Left, Listed, Listing
from airdate.lists.reader import KINDS, read_list

__all__ = ["KINDS", "Left", "Listed", "Listing", "read_list"]
