"""Engines: what keeps entries and finds them. They know each other as little as the rest of the house knows them."""
