"""Emitters: from the compiled API to artifacts, one folder or module per surface."""
