-- What the interviewer means to ask, as JSON (contract/question-plan.ts); null until it is made.
ALTER TABLE interview ADD COLUMN plan TEXT CHECK (json_valid(plan) AND json_type(plan) = 'object' AND length(plan) <= 100000);
