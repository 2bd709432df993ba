#!/usr/bin/env bash
# hooks/remote/pre-receive in a bare repository: what it takes over, and one of each thing it must refuse.
set -euo pipefail
hook=$(cd "$(dirname "$0")/.." && pwd)/remote/pre-receive
fail() { printf 'remote/pre-receive: %s\n' "$1" >&2; [ ! -s "${scratch:-}/said" ] || sed 's/^/  | /' "$scratch/said" >&2; exit 1; }

scratch=$(mktemp -d "${TMPDIR:-/tmp}/rir-hook.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$scratch/gitconfig
git config --file "$scratch/gitconfig" user.name r1
git config --file "$scratch/gitconfig" user.email r1@rir.invalid
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

remote=$scratch/remote.git
git init -q --bare --shared=0660 "$remote"
git -C "$remote" config receive.fsckObjects true
# The hook works with the tools of a small server: those of POSIX and git, by a shell that knows no more than sh.
mkdir "$scratch/bin"
for tool in sh git awk sed cut; do ln -s "$(command -v "$tool")" "$scratch/bin/$tool"; done
printf '#!/bin/sh\nPATH=%s exec %s\n' "$scratch/bin" "$hook" >"$remote/hooks/pre-receive"
chmod 755 "$remote/hooks/pre-receive"

git init -q -b main "$scratch/copy"
cd "$scratch/copy"
commit() { git commit -q --allow-empty -m "$1"; }
add() { printf '%s' "$2" >"$1" && git add "$1" && commit "$1"; }
objects() { git -C "$remote" cat-file --batch-all-objects --batch-check | sort; }
heads() { git -C "$remote" for-each-ref; }
lets_through() {
    "$@" >"$scratch/said" 2>&1 || fail "refused: $*"
}
refuses() {  # words of its answer, then the command; nothing may be left of it
    local words=$1 before
    shift
    before=$(heads; objects)
    if "$@" >"$scratch/said" 2>&1; then fail "let through: $* ($words)"; fi
    grep -q -- "$words" "$scratch/said" || fail "refused for another reason than '$words': $*"
    grep -q 'nothing was taken over' "$scratch/said" || fail "did not say that nothing was taken over"
    [ "$before" = "$(heads; objects)" ] || fail "something of a refused push is left: $*"
}
push=(git push "$remote")

add first 1 && git branch audit && add second 2
lets_through "${push[@]}" main audit
old_audit=$(git rev-parse audit)
git checkout -q audit && add log l && git checkout -q main
lets_through "${push[@]}" --atomic main audit

# Course of the branches.
refuses "'main' is not taken away" "${push[@]}" :main
refuses "'audit' is not taken away" "${push[@]}" :audit
refuses "'main' would not continue" "${push[@]}" --force main~1:main
refuses "'audit' would not continue" "${push[@]}" --force "$old_audit:refs/heads/audit"
git checkout -q --orphan other && commit other && git checkout -q main
refuses "'main' would not continue" "${push[@]}" --force other:main
git tag -a -m t annotated
refuses "would not be at a commit" "${push[@]}" --force annotated:refs/heads/main

# Other references.
refuses "no part of a study" "${push[@]}" main:refs/heads/other
refuses "no part of a study" "${push[@]}" main:refs/tags/v1
refuses "no part of a study" "${push[@]}" main:refs/rir/elsewhere
# One that is refused takes the others with it.
add third 3
refuses "no part of a study" "${push[@]}" main main:refs/tags/v1

# Requests to join.
request=$(printf '{"device":"d-aaaaaaaa"}\n' | git hash-object -w --stdin)
lets_through "${push[@]}" "$request:refs/rir/requests/d-aaaaaaaa"
lets_through "${push[@]}" :refs/rir/requests/d-aaaaaaaa
refuses "not one small file" "${push[@]}" main:refs/rir/requests/d-aaaaaaaa
refuses "no device has" "${push[@]}" "$request:refs/rir/requests/D_1"
refuses "no device has" "${push[@]}" "$request:refs/rir/requests/d-1/x"
large=$(head -c 5000 /dev/zero | tr '\0' x | git hash-object -w --stdin)
refuses "not one small file" "${push[@]}" "$large:refs/rir/requests/d-bbbbbbbb"

# Size. What a later commit takes away again is in the push all the same.
git -C "$remote" config rir.maxFileSize 1k
add large "$(head -c 1025 /dev/zero | tr '\0' x)"
refuses "1 files are larger than 1024 bytes" "${push[@]}" main
git rm -q large && commit "without it"
refuses "1 files are larger than 1024 bytes" "${push[@]}" main
git -C "$remote" config rir.maxFileSize 1025
lets_through "${push[@]}" main

# What was erased, in a pack of any size, in the middle of the history, or on the other branch.
add erased "what somebody wants to have forgotten"
denied=$(git rev-parse :erased)
printf '# erased on request\n\n%s  # the file\n' "$denied" >"$remote/denied"
refuses "1 objects were erased" "${push[@]}" main
grep -q "${denied:0:12}" "$scratch/said" || fail "did not say which object"
if grep -q forgotten "$scratch/said"; then fail "printed what is in the file"; fi
git rm -q erased && commit "without it"
refuses "1 objects were erased" "${push[@]}" main
git checkout -q audit && git cherry-pick main~1 >/dev/null && git rm -q erased && commit "without it"
refuses "1 objects were erased" "${push[@]}" audit
git reset -q --hard HEAD~2 && git checkout -q main
# Also where the object has been lying there all along and is not kept a second time.
printf 'what somebody wants to have forgotten' | git -C "$remote" hash-object -w --stdin >/dev/null
refuses "1 objects were erased" "${push[@]}" main
git -C "$remote" prune --expire=now
for n in $(seq 150); do echo "$n" >"n$n"; done && git add . && commit many
refuses "1 objects were erased" "${push[@]}" main
# Also where no branch leads to it: a pack may hold more than the push needs.
hides() {  # sends a commit with nothing in it, and the object beside it
    local old new
    old=$(git -C "$remote" rev-parse main)
    new=$(git commit-tree -m hides -p "$old" "$old^{tree}")
    { printf '0074%s %s refs/heads/main\0report-status\n0000' "$old" "$new"
      printf '%s\n' "$new" "$denied" | git pack-objects -q --stdout; } | git receive-pack "$remote" | tr '\0' ' '
    [ "$(git -C "$remote" rev-parse main)" = "$new" ]
}
refuses "1 objects were erased" hides
# A list that can't be read is no empty list.
chmod 000 "$remote/denied"
if [ "$(id -u)" != 0 ]; then refuses "can't be read" "${push[@]}" main; fi
chmod 644 "$remote/denied"
: >"$remote/denied"
lets_through "${push[@]}" main

# History replaced on purpose: 'main' alone.
git -C "$remote" config rir.allowRewrite true
git -C "$remote" config receive.denyNonFastForwards false  # which --shared sets
lets_through "${push[@]}" --force main~1:main
refuses "'audit' would not continue" "${push[@]}" --force "$old_audit:refs/heads/audit"
refuses "'main' is not taken away" "${push[@]}" :main
git -C "$remote" config --unset rir.allowRewrite
lets_through "${push[@]}" main
refuses "'main' would not continue" "${push[@]}" --force main~1:main
[ -z "$(find "$remote" -perm /007 ! -type l -path '*/objects/*')" ] || fail "what was pushed is open to everybody"
git -C "$remote" fsck --strict --no-dangling >"$scratch/said" 2>&1 || fail "git fsck of the remote"
echo "hooks/remote/pre-receive: good"
