"""The table of tokens: what is kept of them, that it goes, and that it goes nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from tests.ledger.makers import moment, reading

from airdate.errors import UsageError
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office import tokens
from airdate.ledger.office.tokens import Token

PHONE = Token("00c0ffee", "phone", "$argon2id$secret", date(2026, 2, 1))
DESK = Token("0000beef", "Schreib\x00tisch", "$argon2id$other", date(2026, 2, 2), "read")


@pytest.fixture
def ledger(place: Callable[[], str]) -> Iterator[Ledger]:
    """Yield an empty ledger of each store."""
    with open_ledger(place()) as opened:
        yield opened


def test_what_was_kept_comes_back_in_its_order(ledger: Ledger) -> None:
    """Number, name, hash, day and scope; the first made first; a number that is there, once."""
    assert (1, 1, 0) == tuple(tokens.keep(ledger, given) for given in ([PHONE], [DESK], [PHONE]))
    assert [PHONE, DESK] == tokens.kept(ledger)
    assert (DESK, None) == (tokens.numbered(ledger, DESK.number), tokens.numbered(ledger, "x"))


def test_a_token_taken_back_is_gone_with_its_hash(ledger: Ledger) -> None:
    """Nobody is told of it again; another one may be made after it."""
    tokens.keep(ledger, [PHONE, DESK])
    assert DESK == tokens.remove(ledger, DESK.number)
    assert [PHONE] == tokens.kept(ledger)
    with pytest.raises(UsageError, match="There is no token '0000beef'"):
        tokens.remove(ledger, DESK.number)
    assert 1 == tokens.keep(ledger, [DESK])


def test_another_process_sees_it_at_once(place: Callable[[], str]) -> None:
    """What is open for reading tells of tokens as they are now."""
    where = place()
    with open_ledger(where) as writer, open_ledger(where, write=False) as reader:
        assert [] == tokens.kept(reader)
        tokens.keep(writer, [PHONE])
        assert PHONE == tokens.numbered(reader, PHONE.number)
        tokens.remove(writer, PHONE.number)
        assert tokens.numbered(reader, PHONE.number) is None


def test_tokens_are_no_part_of_an_export_nor_news(ledger: Ledger) -> None:
    """What was reported moves to another ledger; who may ask does not."""
    ledger.record(reading(), recorded_at=moment(0))
    before = (ledger.version(), list(ledger.export()))
    tokens.keep(ledger, [PHONE])
    assert before == (ledger.version(), list(ledger.export()))


def test_a_token_that_is_printed_tells_neither_hash_nor_key() -> None:
    """Logs and failed tests print values."""
    assert PHONE.hash not in repr(PHONE)
    assert PHONE.feed_key not in repr(PHONE)
