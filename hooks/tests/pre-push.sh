#!/usr/bin/env bash
# hooks/git/pre-push on a study made by rir: what it lets through, and one of each thing it must refuse.
set -euo pipefail
hook=$(cd "$(dirname "$0")/.." && pwd)/git/pre-push
fail() { printf 'pre-push: %s\n' "$1" >&2; [ ! -s "${scratch:-}/said" ] || sed 's/^/  | /' "$scratch/said" >&2; exit 1; }
command -v rir >/dev/null || fail "needs rir on PATH; run script/test"

scratch=$(mktemp -d "${TMPDIR:-/tmp}/rir-hook.XXXXXX")
export HOME=$scratch RIR_IDLE_SECONDS=60 GIT_CONFIG_NOSYSTEM=1
unset XDG_RUNTIME_DIR XDG_STATE_HOME XDG_CONFIG_HOME RIR_SOCKET RIR_STUDY
trap 'rir daemon stop >/dev/null 2>&1 || true; rm -rf "$scratch"' EXIT

study=$scratch/study
rir init "$study" --title "Hooks" 2>/dev/null >&2
cd "$study"
rir note "First." --date 2020-04-15 >/dev/null
cp "$hook" .git/hooks/pre-push
git init -q --bare "$scratch/remote.git"
git remote add origin "$scratch/remote.git"
good_main=$(git rev-parse main)
good_audit=$(git rev-parse audit)

lets_through() { "$@" >"$scratch/said" 2>&1 || fail "refused: $*"; }
refuses() {  # words its answer must hold, then the command
    local words=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then fail "let through: $* ($words)"; fi
    grep -q -- "$words" "$scratch/said" || fail "refused for another reason than '$words': $*"
    grep -q 'nothing was sent' "$scratch/said" || fail "did not say that nothing was sent"
}
with_rewrite() { git -c rir.allowRewrite=true push "$@"; }

lets_through git push origin main audit
grep -q 'pre-push: [1-9][0-9]* commits and [1-9][0-9]* files are in order' "$scratch/said" || fail "gave no counts"
rir note "Second." --date 2020-04-16 >/dev/null
lets_through git push origin main audit
pushed=$(git rev-parse main)
[ "$(git -C "$scratch/remote.git" rev-parse main)" = "$pushed" ] || fail "the remote does not have main"

# Commits as somebody else, or a slip, would make them. `signed` uses the study's own key.
index=$scratch/index
tree_with() {  # mode, path, text: the tree of main with one more file
    local blob
    blob=$(printf '%s' "$3" | git hash-object -w --stdin)
    rm -f "$index"
    GIT_INDEX_FILE=$index git read-tree main
    GIT_INDEX_FILE=$index git update-index --add --cacheinfo "$1,$blob,$2"
    GIT_INDEX_FILE=$index git write-tree
}
commit() {  # tree, parent, further options
    local tree=$1 parent=$2
    shift 2
    git -c user.name=r1 -c user.email=r1@rir.invalid commit-tree "$tree" -p "$parent" -m x "$@"
}
ssh-keygen -q -t ed25519 -N '' -C '' -f "$scratch/stranger"
ssh-keygen -q -t ed25519 -N '' -C '' -f "$scratch/member"
printf 'r1@rir.invalid namespaces="git" %s\n' "$(cut -d' ' -f1,2 "$scratch/member.pub")" >>.rir/allowed_signers
signed() { git config user.signingkey "$scratch/member.pub"; commit "$@" -S; }

unsigned=$(commit "$(tree_with 100644 memos/a.md a)" main)
refuses 'not signed by a member' git push origin "$unsigned:refs/heads/main"
git config user.signingkey "$scratch/stranger.pub"
stranger=$(commit "$(tree_with 100644 memos/a.md a)" main -S)
refuses 'not signed by a member' git push origin "$stranger:refs/heads/main"
lets_through git push --dry-run origin "$(signed "$(tree_with 100644 memos/a.md a)" main):refs/heads/main"

hidden=$(tree_with 100644 memos/b.md b)
key_tree=$(printf '040000 tree %s\t.rir\n' \
    "$(printf '100644 blob %s\tdevice\n' "$(echo secret | git hash-object -w --stdin)" | git mktree)" | git mktree)
refuses 'files of .rir/' git push origin "$(signed "$key_tree" main):refs/heads/main"
grep -q secret "$scratch/said" && fail "printed what is in the file"
# Also where a later commit takes it away again: the history would hold it.
leak=$(signed "$key_tree" main)
refuses 'files of .rir/' git push origin "$(signed "$hidden" "$leak"):refs/heads/main"
refuses 'files of .rir/' git push origin \
    "$(signed "$(tree_with 100644 hooks/record.created evil)" main):refs/heads/main"
refuses 'plain files of mode 100644' git push origin "$(signed "$(tree_with 120000 memos/c.md /etc/passwd)" main):refs/heads/main"
refuses 'plain files of mode 100644' git push origin "$(signed "$(tree_with 100755 memos/c.md c)" main):refs/heads/main"
long=$(printf 'a%.0s' $(seq 101))
for name in 'memos/Kim Smith.md' 'memos/caf\303\251.md' '-x' "memos/$long" 'memos/a:b'; do
    refuses 'names the format does not allow' git push origin \
        "$(signed "$(tree_with 100644 "$(printf "$name" 2>/dev/null || printf %s "$name")" c)" main):refs/heads/main"
    if grep -q 'Kim' "$scratch/said"; then fail "printed a file's name"; fi
done

refuses "'main' does not continue" git push --force origin "$good_main:refs/heads/main"
refuses "'main' does not continue" git push origin :main
refuses "'audit' does not continue" git push --force origin "$good_audit:refs/heads/audit"
refuses "'audit' does not continue" with_rewrite --force origin "$good_audit:refs/heads/audit"
refuses "'audit' does not continue" with_rewrite origin :audit
refuses 'no part of a study' git push origin main:refs/heads/other
refuses 'no part of a study' git push origin main:refs/tags/v1
[ "$(git -C "$scratch/remote.git" rev-parse main)" = "$pushed" ] || fail "the remote's main moved"
lets_through with_rewrite --force origin "$good_main:refs/heads/main"
lets_through git push origin main

# Names. Whatever is taken in has handles, so a name gets into a commit as a slip does: past rir, or before it was known.
known='Marjorie Blackstock'
printf '%s\n' "$known" | rir pseudonym add SP66 >/dev/null 2>&1 || fail "could not enter a name"
rir note "Third." --date 2020-04-17 >/dev/null
lets_through git push origin main audit
grep -q '1 known names looked for' "$scratch/said" || fail "did not say that names were looked for"
says_no_name() { if grep -qi 'blackstock\|marjorie' "$scratch/said"; then fail "printed a name"; fi; }
named=$(signed "$(tree_with 100644 memos/d.md "Met $known.")" main)
refuses 'known names stand in 1 places' git push origin "$named:refs/heads/main"
grep -q 'blob [0-9a-f]*, line 1' "$scratch/said" || fail "did not say where"
says_no_name
# Also where a later commit takes it away again, in a message, and with rir.allowUnscanned: that is for what can't be looked for.
refuses 'known names stand in' git push origin "$(signed "$(git rev-parse "main^{tree}")" "$named"):refs/heads/main"
says_no_name
refuses 'known names stand in' git push origin \
    "$(signed "$(tree_with 100644 memos/e.md e)" main -m "Call $known"):refs/heads/main"
says_no_name
refuses 'known names stand in' git -c rir.allowUnscanned=true push origin "$named:refs/heads/main"
# A remote that has nothing yet: the whole branch is looked through.
git init -q --bare "$scratch/second.git"
git remote add second "$scratch/second.git"
refuses 'known names stand in' git push second "$named:refs/heads/main"
lets_through git push second main audit

rir note "Fourth." --date 2020-04-18 >/dev/null
printf 'a long enough passphrase\n' >"$scratch/passphrase"
rir vault passphrase --new-passphrase-file "$scratch/passphrase" >/dev/null 2>&1 || fail "could not set a passphrase"
rir vault lock >/dev/null
refuses 'The vault is locked' git push origin main audit
lets_through git -c rir.allowUnscanned=true push --dry-run origin main audit
grep -q 'names were not looked for' "$scratch/said" || fail "did not say that names were not looked for"
rir vault unlock --passphrase-file "$scratch/passphrase" >/dev/null 2>&1 || fail "could not unlock"

# Without rir, and with a rir that fails.
mkdir "$scratch/without"
for tool in bash git sed awk grep tr cat env ssh-keygen; do ln -s "$(command -v "$tool")" "$scratch/without/$tool"; done
refuses "'rir' is not on PATH" env PATH="$scratch/without" git push origin main audit
printf '#!/bin/sh\nexit 12\n' >"$scratch/without/rir" && chmod 700 "$scratch/without/rir"
refuses "could not look through 'main' (no answer)" env PATH="$scratch/without" git push origin main audit
lets_through env PATH="$scratch/without" git -c rir.allowUnscanned=true push --dry-run origin main audit
lets_through git push origin main audit

# A study that leaves names as they are has nothing to look for.
rir init "$scratch/off" --names off >/dev/null 2>&1
cd "$scratch/off"
cp "$hook" .git/hooks/pre-push
git init -q --bare "$scratch/off.git"
git remote add origin "$scratch/off.git"
lets_through env PATH="$scratch/without" git push origin main audit
grep -q 'names are not looked for in this study' "$scratch/said" || fail "did not say that names are not looked for"
echo "hooks/git/pre-push: good"
