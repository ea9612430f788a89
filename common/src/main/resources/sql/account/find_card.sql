-- find_card.sql: a rate card by its version, whatever the catalogue says by now.
select price::text as price from rate_card where version = $1
