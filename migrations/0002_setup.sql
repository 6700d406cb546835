-- What an interview is set up with beside its role is one JSON object, so that a field more needs no new table. The program checks
-- each field (contract/setup.ts); the bound is far above the longest texts.
ALTER TABLE interview ADD COLUMN setup TEXT NOT NULL DEFAULT '{}'
  CHECK (json_valid(setup) AND json_type(setup) = 'object' AND length(setup) <= 400000);
UPDATE interview
SET setup = json_patch('{}', json_object('company', company, 'level', level, 'jobDescription', job_description, 'resume', resume));
ALTER TABLE interview DROP COLUMN company;
ALTER TABLE interview DROP COLUMN level;
ALTER TABLE interview DROP COLUMN job_description;
ALTER TABLE interview DROP COLUMN resume;
