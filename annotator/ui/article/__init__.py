"""The article view: its text set in type, annotations painted under it, and every way to make a span."""
