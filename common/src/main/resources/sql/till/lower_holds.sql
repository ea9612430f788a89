select lower_holds($1, $2, $3)
