-- The gate of acceptance: arrivals of a day or month, late entries, emergencies under way. What an organ
-- owes by one rule is read by clocks_by_rule. The PostgreSQL folder holds the same schema; a test proves the two equal.

CREATE INDEX matters_by_arrival ON matters (receiver, received_at, matter_id);
CREATE INDEX matters_by_entry ON matters (receiver, entered_at, matter_id) WHERE run_id IS NULL;
CREATE INDEX matters_urgent ON matters (receiver, received_at, matter_id)
    WHERE urgency = 'emergency' AND NOT over;
