-- Says that no thumbnail can be made of a file, so that nobody tries again.
update file set thumbnail = 'impossible' where id = $1 and thumbnail = 'unmade'
