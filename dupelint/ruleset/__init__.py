"""Rules as documents: each is loaded strictly, asked in a sandbox, answered with findings."""
