select raise_holds($1, $2, $3)
