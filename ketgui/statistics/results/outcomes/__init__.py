"""Results on the change in scores."""
