"""A second person looks, returns, signs off and decides; never one who worked on the case."""
