"""The shield as the rep sees it: pre-flight, work list, and taking it down early."""
