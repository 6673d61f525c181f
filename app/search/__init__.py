"""Search: what others hold, kept in an index by passage and language, and found again by engines that speak our words."""
