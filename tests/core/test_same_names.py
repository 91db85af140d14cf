"""Names compared in bulk are compared as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roiapp.core.worksheet import is_among, same_name, same_names

_LETTERS = st.sampled_from("aAßİı K \t\n\r\x1c\x85\xa0\u2003ſ")


@given(st.lists(st.text(_LETTERS, max_size=5), max_size=6))
def test_each_is_as_it_would_be_alone(names: list[str]) -> None:
    alone = [same_name(name) for name in names]
    assert same_names(names) == alone
    for clean in ("a", "ss", "a a", "", "k"):
        assert is_among(names, clean) == (clean in alone)


def test_plain_names_are_folded_in_one_go() -> None:
    class Plain(str):
        __slots__ = ()

        def split(self, *_: object) -> list[str]:  # type: ignore[override]  # it never answers
            raise AssertionError("looked at alone")

    assert same_names([Plain("Radio Spot"), Plain("SEO")]) == ["radio spot", "seo"]
