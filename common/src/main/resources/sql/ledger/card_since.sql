-- ledger/card_since.sql: when the catalogue first had a rate card.
select seen_at from rate_card where version = $1
