-- Whether anything was said of a request.
select exists (select from response_event where request_id = $1) as begun
