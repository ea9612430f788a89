select granted, taken from take_call_slots($1, $2, $3, $4, $5, $6)
