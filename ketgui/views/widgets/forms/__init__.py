"""Forms for a row of a table: an editor a field, checked as it is left."""
