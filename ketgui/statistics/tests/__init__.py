"""Statistical methods on plain numbers, each checked against R."""
