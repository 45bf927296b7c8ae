"""Turn a case file into tailored open letters and appeals, as PDF and HTML."""
