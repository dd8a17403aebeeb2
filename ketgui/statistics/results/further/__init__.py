"""Results beside the primary outcome: other outcomes, TMS, other populations, published rates."""
