"""A ``FigureSpec`` becomes pixels or vectors: the only room that knows pyqtgraph."""
