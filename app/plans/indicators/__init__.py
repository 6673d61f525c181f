"""Indicators of a plan and what was measured."""
