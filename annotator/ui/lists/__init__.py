"""The lists of the window: articles, and the annotations of an article or of a choice on the timeline."""
