"""The codebook beside the article: the tag panel, the definition, the card of the selected annotation."""
