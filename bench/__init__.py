"""ベンチ — every workload against a yardstick in the same run."""

# The exit status of a workload whose yardstick could not be had: neither passed nor failed.
NOT_MEASURED = 75
