"""JavaScript, TypeScript and TSX: bytes of one file → facts."""
