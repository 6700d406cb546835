-- When the Worker last asked whether the interview may begin: until it says that it runs, the interview holds a place among the live ones.
ALTER TABLE interview ADD COLUMN begun_at TEXT;
