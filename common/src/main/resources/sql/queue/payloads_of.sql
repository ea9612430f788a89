select kind, body from request_payload where request_id = $1
