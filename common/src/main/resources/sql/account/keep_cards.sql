-- keep_cards.sql: rate cards that requests may be priced by from now on. A card that is there already
-- stays as it is: a version says all that its card says.
insert into rate_card (version, price, seen_at)
select card.version, card.price::jsonb, $3
  from unnest($1::text[], $2::text[]) as card (version, price)
 order by card.version
on conflict (version) do nothing
