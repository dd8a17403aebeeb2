"""Figures as plain data: an ``Analysis`` becomes a ``FigureSpec``; nothing here draws."""
