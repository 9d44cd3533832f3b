"""How dates and times are written where our habit differs from that of Django for a language."""
