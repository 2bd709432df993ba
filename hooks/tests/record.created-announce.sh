#!/bin/sh
# What hooks/record.created-announce shows, and that it shows nothing else.
set -eu
hook=$(cd "$(dirname "$0")/.." && pwd)/record.created-announce
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() { echo "record.created-announce: $1" >&2; exit 1; }

# Desktops that write down what they were told.
mkdir "$scratch/linux" "$scratch/mac" "$scratch/bare"
for program in sh head tr sed id awk cat; do
    for desktop in linux mac bare; do ln -s "$(command -v $program)" "$scratch/$desktop/$program"; done
done
printf '#!/bin/sh\nfor word; do printf "<%%s>" "$word"; done >"%s/told"\n' "$scratch" >"$scratch/linux/notify-send"
cp "$scratch/linux/notify-send" "$scratch/mac/osascript"
chmod +x "$scratch/linux/notify-send" "$scratch/mac/osascript"

event() {  # kind, date, further members of data
    printf '{"data":{"date":"%s","id":"%s-%s-7f3k","kind":"%s","operation":"01kb2s9m4x0e7a2v9c1d3f5g7h","version":1%s},' \
        "$2" "$2" "$1" "$1" "${3:-}"
    printf '"event":"record.created","study":"/home/kim/Alice, {the} \\"study\\"","version":1}'
}

event field-note 2020-04-15 | PATH=$scratch/linux "$hook" >"$scratch/out" || fail "failed with notify-send"
told=$(cat "$scratch/told")
[ "$told" = '<--app-name=rir><--><rir><New field note of 2020-04-15>' ] || fail "said $told"

event minutes 2021-01-31 | PATH=$scratch/mac "$hook" >"$scratch/out" || fail "failed with osascript"
grep -q '<New minutes of 2021-01-31>$' "$scratch/told" || fail "said $(cat "$scratch/told")"

rm "$scratch/told"
event interview 2020-04-15 | PATH=$scratch/bare "$hook" >"$scratch/out" || fail "failed without a desktop"
grep -q '^New interview of 2020-04-15; bells rung: [0-9]*$' "$scratch/out" || fail "printed $(cat "$scratch/out")"

# Words that are no kind and no day are not shown, and nothing is run.
for kind in '$(touch x)' '-i' 'a\u001b[2J' 'minutes of Alice'; do
    : >"$scratch/told"
    event "$kind" 2020-04-15 | PATH=$scratch/linux "$hook" >/dev/null 2>&1 || true
    case $(cat "$scratch/told") in *Alice* | *touch* | *u001b* | *'>-i<'*) fail "showed a kind of '$kind'" ;; esac
done

# Another event, nothing, and noise are refused.
for input in '' 'noise' '{"data":{},"event":"import.finished","study":"/s","version":1}'; do
    : >"$scratch/told"
    if printf '%s' "$input" | PATH=$scratch/linux "$hook" >/dev/null 2>&1; then fail "took '$input'"; fi
    [ ! -s "$scratch/told" ] || fail "told of '$input'"
done
echo "hooks/record.created-announce: good"
