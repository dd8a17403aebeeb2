"""An ``Analysis`` becomes tables, sentences and documents: the only place that writes numbers."""
