"""Finding a quote again in another version of its text, or saying that it cannot be found for certain."""

from annotator.text.span import Span

CONTEXT = 32
"""How many code points of context are kept on each side of a quote."""

NEAR = 8
"""How many code points beside a quote must still stand when the rest of that context has changed."""


def context(text: str, span: Span) -> tuple[str, str]:
    """The up to 32 code points before a span and the up to 32 after it."""
    return around(text, span.start, span.end)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The same of a span that nobody has made yet, for whoever looks at thousands of them."""
    return text[start - CONTEXT if start > CONTEXT else 0 : start], text[end : end + CONTEXT]


def re_anchor(quote: str, prefix: str, suffix: str, text: str) -> Span | None:
    """Where `quote` stands in another version of its text, or None unless that place is certain.

    A place is certain if quote and both contexts stand there unchanged and nowhere else; or if the quote
    stands nowhere else in the text, one full context is unchanged, and so are the nearest 8 code points of
    the other.
    """
    if not quote:
        return None
    whole = prefix + quote + suffix
    places = _first_two(text, whole)
    if not places:
        return _only_place_with_one_side_changed(quote, prefix, suffix, text)
    start = places[0] + len(prefix)
    span = Span(start, start + len(quote))
    return span if len(places) == 1 and _is_telling(prefix, suffix, text, span) else None


def _only_place_with_one_side_changed(quote: str, prefix: str, suffix: str, text: str) -> Span | None:
    places = _first_two(text, quote)
    if len(places) != 1:
        return None
    span = Span(places[0], places[0] + len(quote))
    before, after = text[: span.start], text[span.end :]
    suffix_holds = len(suffix) == CONTEXT and after.startswith(suffix)
    if suffix_holds and len(prefix) >= NEAR and before.endswith(prefix[-NEAR:]):
        return span
    prefix_holds = len(prefix) == CONTEXT and before.endswith(prefix)
    return span if prefix_holds and len(suffix) >= NEAR and after.startswith(suffix[:NEAR]) else None


def _is_telling(prefix: str, suffix: str, text: str, span: Span) -> bool:
    """Whether unchanged context says enough, since one cut short by an edge of the old text says little."""
    if len(prefix) + len(suffix) >= CONTEXT:
        return True
    return span.start == len(prefix) and span.end + len(suffix) == len(text)


def _first_two(text: str, wanted: str) -> list[int]:
    first = text.find(wanted)
    if first < 0:
        return []
    second = text.find(wanted, first + 1)
    return [first] if second < 0 else [first, second]
