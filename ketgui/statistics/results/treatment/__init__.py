"""Results on the treatment planned and given."""
