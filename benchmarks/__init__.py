"""Benchmarks: paired runs on generated workloads; figures are printed, not asserted."""
