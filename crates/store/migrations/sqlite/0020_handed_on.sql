-- What an organ received and others hold and owe (等待他人) is read in the order in which it falls due: by this
-- index alone, however much the organ holds itself. The other folder holds the same schema; a test proves the
-- two equal.

CREATE INDEX matters_handed_on ON matters (receiver, due_at, matter_id)
    WHERE holder <> receiver AND due_at < 9223372036854775807;
