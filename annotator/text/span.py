"""A span: one half-open stretch of a text, in code points."""

from dataclasses import dataclass

from annotator.text import quotation


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points `[start, end)` of a text; ValueError unless `0 <= start < end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span starts at {self.start} and ends at {self.end}")

    @property
    def length(self) -> int:
        """How many code points the span holds."""
        return self.end - self.start

    def quote(self, text: str) -> str:
        """The words of the span; ValueError if it reaches beyond the text."""
        self.check_within(text)
        return text[self.start : self.end]

    def check_within(self, text: str) -> None:
        """Raise ValueError if the span reaches beyond the text."""
        if self.end > len(text):
            raise ValueError(f"span {self.start} to {self.end} reaches beyond a text of {len(text)} code points")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether every code point of `other` is in this span, as it is when they are equal."""
        return self.start <= other.start and other.end <= self.end

    def trimmed(self, text: str) -> "Span | None":
        """The span without outer white space (NBSP too) and stray quotation marks; None if nothing is left.

        A quotation mark at the edge goes if its partner is not in the span; a balanced pair stays.
        """
        self.check_within(text)
        start, end = quotation.trim(text, self.start, self.end)
        return Span(start, end) if start < end else None
