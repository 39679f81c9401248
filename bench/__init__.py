"""The benchmark: the register and its peers on the same records, in turn, against the goals."""
