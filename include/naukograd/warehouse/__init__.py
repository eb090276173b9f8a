"""dbt as of a moment: which deliveries a build sees, the layers it computes, and their publication."""
