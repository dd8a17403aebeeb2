"""Entry by keyboard: new studies, patients, ratings, infusions and adverse events."""
