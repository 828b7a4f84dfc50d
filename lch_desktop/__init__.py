"""Lead Conversion Hour: one undisturbed hour of follow-up calls, early every workday."""

__version__ = "0.1.0"
