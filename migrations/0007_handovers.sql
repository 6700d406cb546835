-- How often the interview went over to another session of Gemini; null where it never did, or the Worker did not say.
ALTER TABLE interview ADD COLUMN handovers INTEGER CHECK (handovers >= 0);
