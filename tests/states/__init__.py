"""All transitions by everybody, in any order: what holds after each of them."""
