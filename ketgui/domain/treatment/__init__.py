"""The planned treatment: TMS and ketamine protocols, and what follows from their parameters."""
