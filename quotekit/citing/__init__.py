"""How a text says that somebody passes on what another said: media, and the phrases of citing."""
