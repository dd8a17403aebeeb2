# ---- Sites -----------------------------------------------------------------------------------

# Each site analysed alone, under the same definitions; patients without a site are one more.
site_of <- ifelse(is.na(patients$site), "", as.character(patients$site))
recorded_sites <- setdiff(sort(unique(site_of)), "")

record_mean <- function(name, x) {
  record(paste0(name, ".mean"), mean_or_na(x))
  record(paste0(name, ".sd"), sd_or_na(x))
}
if (length(recorded_sites) >= 2 && length(recorded_sites) <= plan$most_levels) {
  for (site in unique(c(recorded_sites, site_of))) {
    own <- site_of == site
    both <- own & rated
    key <- paste0("sites.", site)
    record(paste0(key, ".enrolled"), sum(own))
    record(paste0(key, ".rated"), sum(both))
    record_mean(paste0(key, ".before"), before[both])
    record_mean(paste0(key, ".after"), after[both])
    record_mean(paste0(key, ".change"), change[both])
    of <- if (any(both) && plan$population == "enrolled") sum(own) else sum(both)
    for (outcome in c("response", "remission"))
      record_rate_of(paste0(key, ".", outcome), reached[[outcome]] & own, of,
                     is_defined(primary)[[outcome]])
    if (plan$events_recorded) {
      asked <- own & patients$counted_for_events
      with_event <- patients$patient_id[asked] %in% events$patient_id
      record_proportion(paste0(key, ".any_event"), sum(with_event), sum(asked))
    }
  }
}
