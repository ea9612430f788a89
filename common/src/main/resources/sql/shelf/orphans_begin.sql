-- Where the walk through the store stands, if it is due. Whoever finds it locked leaves it to the other.
select mark, prefix, after from orphan_walk where due_at <= $1 for update skip locked
