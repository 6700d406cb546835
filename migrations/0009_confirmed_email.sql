-- When whoever holds the account showed that its address is theirs, by a link that was mailed there; null until then.
ALTER TABLE user ADD COLUMN email_confirmed_at TEXT;
