"""What was given: infusions, courses, and deviations from the plan."""
