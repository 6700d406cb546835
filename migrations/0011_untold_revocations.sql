-- Tokens of the interview that were made before this moment are to open it no more, and the Worker has not confirmed that yet.
ALTER TABLE interview ADD COLUMN untold_revocation_unix_ms INTEGER;
CREATE INDEX interview_by_untold_revocation ON interview (untold_revocation_unix_ms) WHERE untold_revocation_unix_ms IS NOT NULL;
