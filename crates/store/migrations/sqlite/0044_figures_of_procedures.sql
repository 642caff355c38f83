-- Figures of what procedures score and check are read by the day of each item. The other folder holds the same
-- schema; a test proves the two equal.

CREATE INDEX review_items_published ON review_items (organ_id, published_at, procedure_id, item);
CREATE INDEX inspection_items_checked ON inspection_items (organ_id, checked_at, procedure_id, item)
    WHERE checked_at IS NOT NULL;
