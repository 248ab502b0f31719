"""The numbers: tables, versions, metrics. Knows no screen and draws nothing."""
