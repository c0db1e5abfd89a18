"""Typed numbers: which can be texted, and why the others cannot."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.vocabulary.phone import MobileNumber, NumberFault, is_demo_number, mobile_number


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("040 123 4567", "+358401234567"),
        ("0401234567", "+358401234567"),
        ("040-123 45 67", "+358401234567"),
        ("(040) 123.4567", "+358401234567"),
        ("+358 40 123 4567", "+358401234567"),
        ("+358 (0)40 123 4567", "+358401234567"),
        ("00358 40 1234567", "+358401234567"),
        ("358401234567", "+358401234567"),
        ("  0457 123 4567\n", "+3584571234567"),
        ("\u202a+358 40 123 4567\u202c", "+358401234567"),
        ("０４０１２３４５６７", "+358401234567"),  # noqa: RUF001 - full-width digits are what is tested
        ("+46 70 123 45 67", "+46701234567"),
        ("+47 901 23 456", "+4790123456"),
        ("+45 20 12 34 56", "+4520123456"),
        ("+372 5123 4567", "+37251234567"),
    ],
)
def test_a_mobile_number_has_one_form_however_it_is_typed(typed: str, e164: str) -> None:
    assert mobile_number(typed) == MobileNumber(e164)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", NumberFault.NOT_A_NUMBER),
        ("soita minulle", NumberFault.NOT_A_NUMBER),
        ("040", NumberFault.NOT_A_NUMBER),
        ("040 123 4567 ext 5", NumberFault.NOT_A_NUMBER),
        ("112", NumberFault.NOT_A_NUMBER),
        ("+358 112", NumberFault.NOT_A_NUMBER),
        ("911", NumberFault.NOT_A_NUMBER),
        ("116117", NumberFault.NOT_A_NUMBER),
        ("116 123", NumberFault.NOT_A_NUMBER),
        ("++358401234567", NumberFault.NOT_A_NUMBER),
        ("040\x001234567", NumberFault.NOT_A_NUMBER),
        ("\u202e0401234567", NumberFault.NOT_A_NUMBER),
        ("040 123 456😀", NumberFault.NOT_A_NUMBER),
        ("٠٤٠١٢٣٤٥٦٧", NumberFault.NOT_A_NUMBER),
        ("²³⁴", NumberFault.NOT_A_NUMBER),
        ("0" * 1_000_000, NumberFault.NOT_A_NUMBER),
        ("\ud800", NumberFault.NOT_A_NUMBER),
        ("09 2525 0111", NumberFault.NOT_MOBILE),
        ("0600 12345", NumberFault.NOT_MOBILE),
        ("+46 8 123 456 78", NumberFault.NOT_MOBILE),
        ("+49 151 23456789", NumberFault.COUNTRY_NOT_ALLOWED),
        ("+44 7911 123456", NumberFault.COUNTRY_NOT_ALLOWED),
        ("+1 212 555 1234", NumberFault.COUNTRY_NOT_ALLOWED),
    ],
)
def test_another_number_says_why_it_is_not_used(typed: str, fault: NumberFault) -> None:
    assert mobile_number(typed) is fault


@pytest.mark.parametrize("typed", ["+358 00 000 001", "+358 00 000 040", "+35800000099"])
def test_numbers_of_invented_people_pass_only_in_a_demo(typed: str) -> None:
    assert mobile_number(typed) is NumberFault.NOT_A_NUMBER
    assert mobile_number(typed, allow_demo=True) == MobileNumber(typed.replace(" ", ""))
    assert is_demo_number(typed)


def test_a_real_number_is_no_demo_number() -> None:
    assert not is_demo_number("+358401234567")
    assert mobile_number("+358 00 000 0012", allow_demo=True) is NumberFault.NOT_A_NUMBER


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="+0123456789 -()x;=e", max_size=45)))
def test_nothing_that_can_be_typed_raises(typed: str) -> None:
    result = mobile_number(typed, allow_demo=True)
    assert isinstance(result, NumberFault) or (result.e164[0] == "+" and result.e164[1:].isdigit())


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.integers(0, 9_999_999))
def test_the_canonical_form_reads_as_itself(tail: int) -> None:
    first = mobile_number(f"040{tail:07}")
    assert isinstance(first, MobileNumber)
    assert mobile_number(first.e164) == first
