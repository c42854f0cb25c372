"""What a place in a text is: canonical text, spans, offsets, boundaries, anchors and lanes."""
