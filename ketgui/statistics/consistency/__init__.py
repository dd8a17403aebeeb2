"""Whether the numbers of a printed summary agree with one another."""
