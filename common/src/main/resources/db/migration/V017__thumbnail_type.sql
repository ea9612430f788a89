-- What a thumbnail is: a JPEG, or a PNG where something shines through.
alter table file
  add column thumbnail_type text,
  add constraint file_thumbnail_type_known check (thumbnail_type in ('image/jpeg', 'image/png')),
  add constraint file_thumbnail_has_type check ((thumbnail = 'made') = (thumbnail_type is not null));
