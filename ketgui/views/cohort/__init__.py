"""The Cohort tab and the patient's page."""
