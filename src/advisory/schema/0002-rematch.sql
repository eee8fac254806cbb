-- How often findings of revisions that were current already were made anew: what is kept of them is good for one such count.
ALTER TABLE match_state ADD COLUMN rebuilt bigint NOT NULL DEFAULT 0;
