-- Jobs that were superseded before they had anything to show: nobody makes them any more. New ones go when the next is queued.
DELETE FROM feedback
WHERE state IN ('QUEUED', 'WORKING') AND report IS NULL
  AND EXISTS (SELECT 1 FROM feedback newer WHERE newer.interview_id = feedback.interview_id AND newer.version > feedback.version);
