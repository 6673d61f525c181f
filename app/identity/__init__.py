"""API keys and the actors they stand for."""

from app.identity.service import authenticate

__all__ = ["authenticate"]
