-- The sign-in that an interview's tokens were minted by (session.id_hash); null where they were minted by several, or nobody knows.
ALTER TABLE interview ADD COLUMN minted_by TEXT;
