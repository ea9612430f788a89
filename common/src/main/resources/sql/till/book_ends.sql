select book_ends($1)
