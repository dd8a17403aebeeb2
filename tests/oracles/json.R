# Writes R values as JSON with 17 significant digits, so that a double comes back unchanged.
# Functions only; the other scripts source it. What is not finite becomes null.

json_number <- function(x) if (is.na(x) || !is.finite(x)) "null" else sprintf("%.17g", x)

json <- function(x, indent = "") {
  deeper <- paste0(indent, "  ")
  if (is.list(x)) {
    parts <- vapply(x, json, "", indent = deeper)
    if (!is.null(names(x))) parts <- sprintf('"%s": %s', names(x), parts)
    edge <- if (is.null(names(x))) c("[", "]") else c("{", "}")
    return(paste0(edge[1], "\n", paste0(deeper, parts, collapse = ",\n"), "\n", indent, edge[2]))
  }
  values <- if (is.character(x)) sprintf('"%s"', x) else vapply(x, json_number, "")
  if (length(x) == 1) values else paste0("[", paste(values, collapse = ", "), "]")
}

print_json <- function(x) cat(json(x), "\n", sep = "")
