-- Holds that were found to be covered are raised by one statement (queue/hold_covered.sql) instead of a
-- function that called another; SQL cannot fail by itself, and so asks this to. hold_covered stays for
-- api processes of the version before.
create function refuse_holds() returns void language plpgsql as $$
begin
  raise exception using
    errcode = 'ML409', message = 'credit that was there a moment ago is held or spent by now';
end $$;
