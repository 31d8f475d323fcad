"""Benchmarks: paired runs on generated workloads. Figures are printed, never asserted."""
