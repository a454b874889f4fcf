"""All facts → wiring tables. Order, feasibility and matching are worked out here, never in SQL."""
