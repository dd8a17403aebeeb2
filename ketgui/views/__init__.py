"""The window: it shows an ``Analysis`` and passes the user's commands to the session.

It computes nothing. Statistics, pandas and pyqtgraph are imported inside functions, because they
take longer to load than the window takes to appear: it paints first.
"""
