# ---- KetGUI's numbers beside these -----------------------------------------------------------

ketgui <- read.csv(file.path(here, "ketgui.csv"), encoding = "UTF-8",
                   colClasses = c(name = "character", value = "numeric"))
ketgui$r <- vapply(ketgui$name, function(name)
  if (exists(name, envir = computed, inherits = FALSE)) get(name, envir = computed) else NA_real_, 0)
ketgui$difference <- ketgui$value - ketgui$r

# Numbers agree within a relative 1e-9. Royston's approximation behind the Shapiro-Wilk test is
# computed with other roundings in every program: 1e-6. Bootstrap limits are random: they agree
# where they are no further from R's median than R's own limits of 40 runs are from one another.
tolerance <- rep(1e-9, nrow(ketgui))
tolerance[grepl("shapiro", ketgui$name)] <- 1e-6
# gls comes no nearer to the peak of the likelihood than its optimiser does.
tolerance[grepl("^visit_means", ketgui$name)] <- 1e-4
scale <- pmax(1e-3, abs(ketgui$r))
bootstrap <- which(grepl("bootstrap_ci", ketgui$name))
if (length(bootstrap) == 2) {
  scale[bootstrap] <- 1
  tolerance[bootstrap] <- bootstrap_error + 1e-9
}
ketgui$allowed <- tolerance * scale
ketgui$agrees <- !is.na(ketgui$r) & abs(ketgui$difference) <= ketgui$allowed

options(width = 200)
shown <- data.frame(name = ketgui$name, KetGUI = sprintf("%.10g", ketgui$value),
                    R = sprintf("%.10g", ketgui$r), difference = sprintf("%.1e", ketgui$difference),
                    agrees = ifelse(ketgui$agrees, "yes", "NO"))
print(shown, row.names = FALSE, right = FALSE, max = 1e6)
write.csv(ketgui, file.path(here, "comparison.csv"), row.names = FALSE)
cat(sprintf("\n%d of %d numbers agree.\n", sum(ketgui$agrees), nrow(ketgui)))
if (!all(ketgui$agrees)) quit(status = 1)
