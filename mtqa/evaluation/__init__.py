"""Evaluation: accuracy with confidence intervals, on labelled content and on held-out data."""
