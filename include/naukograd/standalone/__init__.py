"""The one command: an embedded PostgreSQL, Airflow's own processes, and what drives them over REST."""
