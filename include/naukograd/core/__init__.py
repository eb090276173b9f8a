"""Settings, errors, periods and the database: what every other package stands on."""
