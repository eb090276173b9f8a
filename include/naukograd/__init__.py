"""The data pipeline and warehouse behind the annual report on science-intensive territories."""
