enum GitStoreRoom {}
