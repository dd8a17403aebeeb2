"""Results on the patients: description, flow, missing values."""
