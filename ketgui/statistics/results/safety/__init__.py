"""Results on adverse events and dissociation."""
