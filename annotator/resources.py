"""Finds the plain files that the program ships: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

from annotator.errors import AnnotatorError

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the existing path of a file or folder under resources/, as in `resource("fonts", "OFL.txt")`."""
    return _shipped("resources", *parts)


def sample_corpus() -> Path:
    """Return the existing folder with the articles, codebook and annotations of the sample project."""
    return _shipped("sample_corpus")


def _shipped(*parts: str) -> Path:
    """Return the place that exists; AnnotatorError if none does, since the installation is then broken."""
    places = [root.joinpath(*parts) for root in (_PACKAGE / "_data", _PACKAGE.parent)]
    for place in places:
        if place.exists():
            return place
    looked = " and ".join(str(place) for place in places)
    raise AnnotatorError(f"The installation lacks {'/'.join(parts)}: looked for {looked}.")
