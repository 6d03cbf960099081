"""Makes a second reading of a document by a language model, and other words for a text of ours.

`read` asks any OpenAI-compatible endpoint for claims and lets through only those whose words stand
in the sentence that it names, and whose days follow from those words by our own dates; `join` sets
both readers side by side; `rephrase` asks for other words, which the pipeline takes only if a
check still finds every sentence borne out. A model has no tools, and no address that it names is
followed.
"""

from airdate.llm.comparison import Compared, join
from airdate.llm.endpoint import Endpoint
from airdate.llm.reader import Second, read
from airdate.llm.rephrasing import rephrase

__all__ = ["Compared", "Endpoint", "Second", "join", "read", "rephrase"]
