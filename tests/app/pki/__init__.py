"""The development certification and time-stamp authority."""
