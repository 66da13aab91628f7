-- Schema 2: how a source was given. Workspaces of schema 1 get the columns with the next import into them.
ALTER TABLE source ADD COLUMN path TEXT NOT NULL DEFAULT '';      -- as typed or as the project says, not resolved
ALTER TABLE source ADD COLUMN modified TEXT NOT NULL DEFAULT '';  -- UTC, ISO 8601
ALTER TABLE source ADD COLUMN mapping TEXT NOT NULL DEFAULT '';   -- name of the mapping file
ALTER TABLE source ADD COLUMN internal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN pipeline_accuracy_m DOUBLE;
