"""What emitters look at: models by direction and surface, computed once."""
