"""Where a text talks: posts, comments and fans who are quoted, rather than prose of a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from airdate.claims.voices import voices
from airdate.model import Document, Sentence

_PLACE = re.compile(
    r"\b(?:threads?|forums?|message\sboards?|subreddit|reddit|megathread|comments?|replies|4chan|"
    r"discussion)\b|\br/\w",
    re.IGNORECASE,
)
# What desks do not write: chat words, a lone small "i", laughter, a string of marks.
_CHAT = re.compile(
    r"\b(?:lol|lmao+|rofl|lmfao|bro|bruh|tbh|imo|imho|idk|ngl|smh|omg|wtf|tf|pls|plz|gonna|wanna|"
    r"gotta|dunno|ppl|ur|u|im|ive|dont|cant|wont|didnt|yall|y['’]all|jk|fr|istg|yeah|nah|ugh|meh|"
    r"please|sauce|copium|hopium)\b|\b(?-i:i)\b|\b(?:ha){2,}|[!?]{2,}|ㅋㅋ|ㅎㅎ|ㅠㅠ|\s/s\b"
    r"|[\U0001F300-\U0001FAFF\u2620\u2764]",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ll|d|ve)|[Mm]y|[Ww]e|[Oo]ur|us|me)\b")
_QUOTED = re.compile(r"[\"“][^\"”]{1,400}[\"”]")
_FANS = re.compile(
    r"\b(?:fans?|viewers?|users?|redditors?|commenters?|netizens?|posters?|followers?|jok(?:e[sd]?|ing)|"
    r"quipped|tweet(?:s|ed)?|one\s(?:comment|reply|post|wrote))\b",
    re.IGNORECASE,
)


def talking(document: Document) -> frozenset[int]:
    """Return the numbers of the sentences in which a text talks."""
    head = f"{document.heading}\n{document.outlet or ''}\n{document.url or ''}"
    if _PLACE.search(head):
        return frozenset(s.number for s in document.sentences)
    spoken = {number for voice in voices(document) for number in voice.sentences}
    return frozenset(spoken | set(_by_manner(document)))


def _by_manner(document: Document) -> Iterator[int]:
    """Yield the sentences of paragraphs in the manner of a post, and those that quote fans."""
    for lines in _paragraphs(document):
        words = document.text[lines[0].start : lines[-1].end]
        own = _QUOTED.sub(" ", words)
        post = _CHAT.search(own) or _FIRST_PERSON.search(own) or words[0].islower()
        for sentence in lines:
            if post or _FANS.search(document.words_of(sentence.number)):
                yield sentence.number


def _paragraphs(document: Document) -> Iterator[list[Sentence]]:
    """Yield the sentences of each paragraph, the heading as one of its own."""
    held: list[Sentence] = []
    for sentence in document.sentences:
        if held and held[-1].paragraph != sentence.paragraph:
            yield held
            held = []
        held.append(sentence)
    if held:
        yield held
