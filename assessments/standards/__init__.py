"""The national choices: explained, proposed by one administrator, confirmed by another."""
