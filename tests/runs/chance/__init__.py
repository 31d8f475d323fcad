"""Contracts written by chance: a seed gives valid, rich contracts, and values."""
