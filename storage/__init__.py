"""The supervision store: SQLAlchemy and Alembic over SQLite or PostgreSQL."""
