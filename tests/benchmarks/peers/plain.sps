GET DATA /TYPE=TXT /FILE="TABLE.csv" /ARRANGEMENT=DELIMITED /DELIMITERS="," /FIRSTCASE=2
  /VARIABLES=patient A10 before F8.2 after F8.2.
COMPUTE change = before - after.
COMPUTE responder = change / before >= 0.5.
COMPUTE remitter = after <= 10.
DESCRIPTIVES before after change.
T-TEST PAIRS = before WITH after (PAIRED).
NPAR TESTS /WILCOXON = before WITH after (PAIRED).
CORRELATIONS before WITH after.
FREQUENCIES responder remitter.
