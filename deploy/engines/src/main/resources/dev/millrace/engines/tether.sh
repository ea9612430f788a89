#!/bin/sh
# Runs a command that must not outlive the process that started this script.
#
#   tether.sh <pid-file> <signal> <grace> <command> [argument...]
#
# Standard input is the tether: a pipe whose other end only the parent holds. The line "stop" asks
# for a graceful end: <signal>, then KILL after <grace> seconds. End of file without that line means
# that the parent is gone, even by kill -9: then the grace is short, for nobody waits any more.
# The script ends when the command ends, with the command's status.

# A session of its own, so that a terminal's Ctrl-C and hang-up reach the parent only. What the
# parent wants of its children, it says through the tether, in the order that it chooses.
if [ "$1" != --in-own-session ]; then
  if command -v setsid >/dev/null 2>&1; then
    exec setsid sh "$0" --in-own-session "$@"
  elif command -v perl >/dev/null 2>&1; then
    exec perl -MPOSIX -e 'POSIX::setsid(); exec @ARGV or die' sh "$0" --in-own-session "$@"
  fi
else
  shift
fi

trap '' HUP INT QUIT

pid_file=$1
signal=$2
grace=$3
orphan_grace=5
shift 3
[ "$grace" -lt "$orphan_grace" ] && orphan_grace=$grace

exec 3<&0 </dev/null

"$@" 3<&- &
child=$!
echo "$child" >"$pid_file.$$" && mv -f "$pid_file.$$" "$pid_file"

(
  patience=$orphan_grace
  if read -r word <&3 && [ "$word" = stop ]; then patience=$grace; fi
  exec 3<&-
  kill -s "$signal" "$child" 2>/dev/null
  while [ "$patience" -gt 0 ] && kill -s 0 "$child" 2>/dev/null; do
    sleep 1
    patience=$((patience - 1))
  done
  kill -s KILL "$child" 2>/dev/null
) &
watch=$!
exec 3<&-

# Whoever ends the script by TERM means the command.
trap 'kill -s "$signal" "$child" 2>/dev/null' TERM

# A trapped signal ends one wait early, so wait until the command is really gone.
wait "$child"
status=$?
while kill -s 0 "$child" 2>/dev/null; do
  wait "$child"
  status=$?
done

kill -s KILL "$watch" 2>/dev/null
rm -f "$pid_file"
exit "$status"
