"""The planned treatment: TMS and ketamine protocols, and the values derived from them."""
