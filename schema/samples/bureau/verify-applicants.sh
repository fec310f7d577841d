#!/usr/bin/env bash
# Asks the gateway about every applicant of a CSV file, and goes on where an earlier run stopped. With curl, jq and OpenSSL 3:
#   bash schema/samples/bureau/verify-applicants.sh --purpose P --item I [--case C] INPUT.csv OUTPUT.csv
# The signatures are `openssl pkeyutl`'s, with an Ed25519 key. README.md beside this file says what its messages mean.
set -euo pipefail
# All files of this script hold personal data: for nobody else to read.
umask 077

# A request may ask about 200 people in 64 KB. Of 50 even the longest names fit, and little is asked twice after a fault.
readonly batch_size=50
readonly max_tries=6
# Whoever is told to come back later than this comes back by himself: the day's quota, say.
readonly max_wait_seconds=300
# The token is replaced so long before its end.
readonly token_reserve_seconds=30
readonly timeout_seconds=60

# The operation's facts in its order, each with the coordinates whose values may come masked.
readonly facts='[
  {"name": "birthDate", "maskable": []},
  {"name": "hukouHousehold", "maskable": ["HukouHousehold.address"]},
  {"name": "residencePermits", "maskable": []},
  {"name": "socialInsuranceEnrolments", "maskable": []},
  {"name": "realEstateRights", "maskable": ["RealEstateRight.certificateNumber"]},
  {"name": "tenancies", "maskable": ["Tenancy.filingNumber"]},
  {"name": "marriageRegistrations", "maskable": []}
]'

readonly usage='Usage: bash verify-applicants.sh --purpose P --item I [--case C]
         [--official-id O --official-post P --official-terminal T] INPUT.csv OUTPUT.csv
Environment: BUREAU_CLIENT, BUREAU_KEY (PEM file), BUREAU_KEY_ID; GATEWAY_URL, OIDC_ISSUER, OIDC_AUDIENCE for another city;
         OPERATIONS_MANIFEST, the manifest with the operation, schema/operations/generated/manifest.json when not set.'

# Standard error gets line numbers, never a number or a name.
tell() { printf '%s\n' "$*" >&2; }
# The command line, a setting or a file is wrong: nothing was asked.
misuse() { tell "$*"; exit 2; }
# Issuer or gateway did not answer, or refused: what is written stays, and the same command goes on there.
stop() { tell "$*"; exit 1; }

# ---- Settings ----

purpose='' item='' case_number='' official_id='' official_post='' official_terminal=''
files=()
while [ $# -gt 0 ]; do
  case $1 in
    --purpose | --item | --case | --official-id | --official-post | --official-terminal)
      [ $# -ge 2 ] || misuse "$usage"
      name=${1#--} && name=${name//-/_} && [ "$name" != case ] || name=case_number
      printf -v "$name" '%s' "$2"
      shift 2 ;;
    -*) misuse "$usage" ;;
    *) files+=("$1") && shift ;;
  esac
done
[ ${#files[@]} -eq 2 ] && [ -n "$purpose" ] && [ -n "$item" ] || misuse "$usage"
official="${official_id:+1}${official_post:+1}${official_terminal:+1}"
[ -z "$official" ] || [ "$official" = 111 ] || misuse "$usage"
readonly input=${files[0]} output=${files[1]}

for tool in curl jq openssl iconv; do command -v "$tool" > /dev/null || misuse "$tool is not installed."; done
for name in BUREAU_CLIENT BUREAU_KEY BUREAU_KEY_ID; do
  [ -n "${!name:-}" ] || misuse "$name is not set."$'\n'"$usage"
done
readonly gateway=${GATEWAY_URL:-http://127.0.0.1:4000} issuer_url=${OIDC_ISSUER:-http://127.0.0.1:4001}
readonly audience=${OIDC_AUDIENCE:-urn:yihao:gateway}
readonly manifest=${OPERATIONS_MANIFEST:-schema/operations/generated/manifest.json}
key_text=$(openssl pkey -in "$BUREAU_KEY" -passin pass: -noout -text_pub 2> /dev/null) ||
  misuse "BUREAU_KEY: $BUREAU_KEY is no private key in PEM (PKCS#8)."
[[ $key_text == ED25519* ]] || misuse "BUREAU_KEY: $BUREAU_KEY is no Ed25519 key."
# Chinese where the terminal speaks it.
case ${LC_ALL:-${LANG:-}} in zh*) language=zh-CN ;; *) language=en ;; esac

work=$(mktemp -d)
readonly work
trap 'rm -rf "$work"' EXIT

# The text as it is registered: a gateway that runs registered operations alone knows no other.
jq -e '.operations[] | select(.name == "VerifyApplicants") | .body' "$manifest" > "$work/operation.json" 2> /dev/null ||
  misuse "OPERATIONS_MANIFEST: $manifest has no operation VerifyApplicants."

# ---- The applicants: residentId,name[,case], one a line ----

# An array of {line, residentId, name, case}, or {line, problem} for a line that can't be asked.
readonly read_entries='
  def cells:
    "(?:\"(?:[^\"]|\"\")*\"|[^\",]*)," as $cell
    | (. + ",") | if test("^(?:" + $cell + ")+$") then [match($cell; "g").string[:-1]] else [] end
    | map(if startswith("\"") then .[1:-1] | gsub("\"\""; "\"") else . end | gsub("^\\s+|\\s+$"; ""));
  def entry($columns):
    if length != $columns then {problem: "it must have \($columns) columns."}
    else {residentId: .[0], name: .[1], case: (if (.[2] // "") == "" then $case else .[2] end)}
      | if .residentId == "" or .name == "" then {problem: "residentId and name must not be empty."}
        elif (.residentId | length) > 200 or (.name | length) > 200 then {problem: "residentId or name is too long."}
        elif .case | test("^[A-Za-z0-9\\p{Han}（）()〔〕\\-/]{4,64}$") then .
        else {problem: "case must have 4 to 64 letters, digits, Han characters, brackets, hyphens or slashes."} end
    end;
  [inputs | rtrimstr("\r")] | (.[0] | split(",") | length) as $columns
  | [to_entries[1:][] | select(.value != "") | {line: (.key + 1)} + (.value | cells | entry($columns))]'

read_applicants() {
  [ -r "$input" ] || misuse "$input can't be read."
  iconv -f UTF-8 -t UTF-8 "$input" > "$work/input" 2> /dev/null || misuse "$input is not UTF-8: save it as \"CSV UTF-8\"."
  sed -i $'1s/^\xEF\xBB\xBF//' "$work/input"
  local header
  header=$(head -n 1 "$work/input" | tr -d '\r')
  [ "$header" = residentId,name ] || [ "$header" = residentId,name,case ] ||
    misuse "$input: the first line must be residentId,name or residentId,name,case."
  [ "$header" = residentId,name,case ] || [ -n "$case_number" ] || misuse "$input has no column case: say --case."
  jq -nR --arg case "$case_number" "$read_entries" "$work/input" > "$work/entries.json"
}

# ---- The results: a file that only grows, one row for each applicant in their order ----

# RFC 4180; what a spreadsheet would take for a formula gets an apostrophe, for it may have been typed by anybody.
readonly rows='
  def cell: gsub("[\r\n]+"; " ") | if test("^[=+\\-@\t]") then "\u0027" + . else . end
    | if test("[\",]") then "\"" + gsub("\""; "\"\"") + "\"" else . end;
  def malformed_start: "\(.line),,,malformed";
  # By line and number, so that the results of one list never end up beside another one'"'"'s people.
  def row_start: "\(.line),\(.residentId | cell),\(.case | cell),";'

result_header=$(jq -rn --argjson facts "$facts" '["line", "residentId", "case", "result"] + [$facts[].name | "\(.).state", .] | join(",")')
readonly result_header

# Prints how many rows are written already; begins the file when it isn't there.
open_results() {
  if [ -s "$output" ]; then
    # What an interruption left of a row.
    [ "$(tail -c 1 "$output" | od -An -tx1)" = ' 0a' ] || sed -i '$d' "$output"
  fi
  if [ ! -s "$output" ]; then
    printf '%s\n' "$result_header" > "$output"
  fi
  jq -eRn --slurpfile entries "$work/entries.json" --arg header "$result_header" "$rows"'
    [inputs] | .[0] as $first | .[1:] as $written
    | if $first == $header and ($written | length) <= ($entries[0] | length)
        and ([$written, $entries[0][:($written | length)]] | transpose | all(
          .[0] as $row | .[1] | . as $entry | $row
          | startswith($entry | malformed_start) or ($entry.problem == null and startswith($entry | row_start))))
      then $written | length else empty end' "$output" ||
    misuse "$output holds something else than the results of these applicants: name another file."
}

# ---- The session: login by key, a signature over each body, patience where it is asked for ----

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# sign TYP SECONDS < claims: a JWS in compact serialization (RFC 7515).
sign() {
  local now jti
  now=$(date +%s) jti=$(openssl rand -hex 16)
  {
    jq -cjn --arg typ "$1" --arg kid "$BUREAU_KEY_ID" '{alg: "EdDSA", $typ, $kid}' | base64url
    printf .
    jq -cj --arg iss "$BUREAU_CLIENT" --argjson iat "$now" --argjson exp "$((now + $2))" --arg jti "$jti" \
      '. + {$iss, $iat, $exp, $jti}' | base64url
  } > "$work/signed"
  printf '%s.' "$(cat "$work/signed")"
  openssl pkeyutl -sign -rawin -inkey "$BUREAU_KEY" -passin pass: -in "$work/signed" | base64url
}

# send URL [curl's arguments]: puts what came back into status, answer, code, message and the like; status 0 for nothing.
# Tokens and bodies are passed in files, for everybody on a machine can read command lines.
send() {
  local url=$1
  shift
  : > "$work/answer" && : > "$work/headers"
  status=$(curl --silent --max-time "$timeout_seconds" --output "$work/answer" --dump-header "$work/headers" \
    --write-out '%{http_code}' "$@" "$url") || status=0
  jq -e 'type == "object"' "$work/answer" > "$work/is-object" 2> /dev/null || echo '{}' > "$work/answer"
  code=$(jq -r '.errors[0].extensions.code // ""' "$work/answer" 2> /dev/null) || code=''
  message=$(jq -r '.errors[0].message // "no message"' "$work/answer" 2> /dev/null) || message='no message'
  retry_after=$(read_header retry-after)
  [[ $retry_after =~ ^[0-9]{1,9}$ ]] || retry_after=''
  local id
  id=$(read_header x-request-id)
  description="HTTP $status $code: $message${id:+ (x-request-id $id)}"
  [ "$status" != 0 ] || description="No answer from $(printf '%s' "$url" | cut -d / -f 1-3)."
}

read_header() { sed -n "s/^$1: *\([^\r]*\).*/\1/Ip" "$work/headers" | tail -n 1; }

# Who is locked out for guessing doesn't go on by himself: somebody has to look at the list.
is_worth_another_try() {
  case $status in
    429) [ "$code" != LOCKED_OUT ] ;;
    200) jq -e 'has("errors")' "$work/answer" > /dev/null ;;
    0 | 502 | 503 | 504) ;;
    *) return 1 ;;
  esac
}

# patiently COMMAND: until the answer is one to go by; signed anew each time, for a request object is good for one request.
patiently() {
  local tries seconds
  for ((tries = 1; ; tries++)); do
    "$@"
    is_worth_another_try || return 0
    seconds=${retry_after:-$((1 << (tries - 1)))}
    if [ "$tries" -eq "$max_tries" ] || [ "$seconds" -gt "$max_wait_seconds" ]; then
      stop "$description Run the same command again later: it goes on where it stopped."
    fi
    tell "$description Next try in $seconds s."
    sleep "$seconds"
  done
}

token_usable_until=0
login() {
  patiently send "$issuer_url/.well-known/openid-configuration"
  issuer=$(jq -r '.issuer // ""' "$work/answer") endpoint=$(jq -r '.token_endpoint // ""' "$work/answer")
  [ -n "$issuer" ] && [ -n "$endpoint" ] || stop "$issuer_url is no OpenID Connect issuer (HTTP $status)."
  patiently ask_for_token
  local seconds
  seconds=$(jq -r 'if .access_token then .expires_in else "" end' "$work/answer")
  [ -n "$seconds" ] || stop "The issuer refused $BUREAU_CLIENT (HTTP $status): is BUREAU_KEY the private half of the key that is registered as BUREAU_KEY_ID?"
  jq -r '"authorization: Bearer " + .access_token' "$work/answer" > "$work/token"
  token_usable_until=$(($(date +%s) + seconds - token_reserve_seconds))
}

ask_for_token() {
  jq -n --arg sub "$BUREAU_CLIENT" --arg aud "$issuer" '{$sub, $aud}' | sign JWT 60 > "$work/assertion"
  send "$endpoint" --data grant_type=client_credentials \
    --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
    --data-urlencode "client_assertion@$work/assertion"
}

# Sends $work/body.json to /graphql, for the case in $work/batch.json.
ask_once() {
  [ "$(date +%s)" -lt "$token_usable_until" ] || login
  local hash
  hash=$(openssl dgst -sha256 -binary "$work/body.json" | base64url)
  # The request object: for what this body asks, good for five minutes.
  jq --arg aud "$audience" --arg body "$hash" --arg purpose "$purpose" --arg item "$item" \
    --arg id "$official_id" --arg post "$official_post" --arg terminal "$official_terminal" \
    '(map(select(.problem == null))[0].case) as $case | {$aud, $body, $purpose, $item, $case}
      + if $id == "" then {} else {official: {$id, $post, $terminal}} end' "$work/batch.json" |
    sign yihao-request+jwt 300 > "$work/request-object"
  {
    cat "$work/token"
    printf 'yihao-request: %s\n' "$(cat "$work/request-object")"
    # Refusals are read from `absences`: whatever is in `errors` is a fault.
    printf '%s\n' 'content-type: application/json' "accept-language: $language" 'x-refusals: extensions' \
      'x-client-name: verify-applicants'
  } > "$work/request-headers"
  send "$gateway/graphql" --header "@$work/request-headers" --data-binary "@$work/body.json"
}

ask() {
  patiently ask_once
  [ "$status" = 401 ] || return 0
  token_usable_until=0
  patiently ask_once
}

# ---- The verification ----

# From $start on: one case, for a request states one, and no more people than go into a request.
readonly next_batch='
  .[$start:$start + 400] | (map(select(.problem == null))[0].case) as $case
  | reduce .[] as $entry ({batch: [], people: 0, open: true};
      if .open | not then .
      elif $entry.problem then .batch += [$entry]
      elif $entry.case == $case and .people < $size then .batch += [$entry] | .people += 1
      else .open = false end)
  | .batch'

# Line → what is wrong with it. The gateway names up to ten places of a request at once, `$by[3].residentId`.
readonly malformed_places='
  ($batch[0] | map(select(.problem == null))) as $asked
  | [.errors[0].message
     | match("\\$by\\[(\\d+)\\]\\S* ?[(（]\\w+[)）][:：] ?(.*?)(?= ?(?:Variable|变量) \\$|$)"; "g").captures
     | {line: ($asked[.[0].string | tonumber].line // empty), problem: .[1].string}]'

readonly result_rows='
  def leaves: [.. | select(type != "object" and type != "array" and . != null) | tostring] | join(" ");
  # Items of a list are parted by semicolons, what an item says by blanks.
  def text: if type == "array" then map(leaves) | join("; ") else leaves end;
  (.extensions.yihao.masked // []) as $masked
  | ([.extensions.yihao.absences[]? | {key: .coordinate, value: .reason}] | from_entries) as $reasons
  | def fact($citizen): "Citizen.\(.name)" as $coordinate | $citizen[.name] as $value
      | if $value == null or $value == [] then "absent:\($reasons[$coordinate] // "UNKNOWN"),"
        elif [$coordinate, .maskable[]] | any(. as $one | $masked | index([$one])) then "masked,\($value | text | cell)"
        else "present,\($value | text | cell)" end;
  (.data.citizens // []) as $citizens
  | ($facts | map(",,") | join("")) as $nothing
  | foreach $batch[0][] as $entry ({asked: -1}; if $entry.problem then . else .asked += 1 end;
      $citizens[.asked] as $citizen
      | if $entry.problem then ($entry | malformed_start) + $nothing
        elif $citizen == null then ($entry | row_start) + "not-found" + $nothing
        else ($entry | row_start) + "found" + ($facts | map("," + fact($citizen)) | join("")) end)'

# Makes $work/rows of $work/batch.json. What the gateway calls malformed is told, left out and asked no more.
ask_batch() {
  local asked
  while :; do
    echo '{}' > "$work/answer"
    asked=$(jq 'map(select(.problem == null)) | length' "$work/batch.json")
    [ "$asked" -gt 0 ] || break
    jq -c --slurpfile query "$work/operation.json" '{
      operationName: "VerifyApplicants", query: $query[0],
      variables: {by: map(select(.problem == null) | {residentId, name})}
    }' "$work/batch.json" > "$work/body.json"
    ask
    if [ "$status" = 200 ]; then
      jq -e --argjson asked "$asked" '.data.citizens | length == $asked' "$work/answer" > "$work/is-whole" ||
        stop 'The answer has not one entry for each applicant; nothing of it is written.'
      break
    fi
    echo '[]' > "$work/malformed.json"
    if [ "$status" = 400 ] && [ "$code" = BAD_USER_INPUT ]; then
      jq --slurpfile batch "$work/batch.json" "$malformed_places" "$work/answer" > "$work/malformed.json"
    fi
    jq -e 'length > 0' "$work/malformed.json" > "$work/is-malformed" || stop "$description$(advice)"
    jq -r '.[] | "Line \(.line) is malformed: \(.problem)"' "$work/malformed.json" >&2
    jq --slurpfile malformed "$work/malformed.json" \
      'map(. as $entry | ($malformed[0] | map(select(.line == $entry.line))[0]) // $entry)' "$work/batch.json" > "$work/rest.json"
    mv "$work/rest.json" "$work/batch.json"
  done
  jq -r --slurpfile batch "$work/batch.json" --argjson facts "$facts" "$rows$result_rows" "$work/answer" > "$work/rows"
}

advice() {
  [ "$code" != LOCKED_OUT ] || printf ' Not before %s s from now.' "${retry_after:-0}"
  printf ' What is written stays: the same command goes on after it.'
}

# Once for each: refusals are for all applicants alike.
tell_refusals() {
  jq -r '.extensions.yihao.absences[]? | select(.reason == "NOT_AUTHORISED" or .reason == "NOT_SHARED")
    | "\(.coordinate) is not answered: \(.message)"' "$work/answer" > "$work/refusals"
  touch "$work/told"
  grep -vxFf "$work/told" "$work/refusals" >&2 || :
  cat "$work/refusals" >> "$work/told"
}

read_applicants
entries=$(jq length "$work/entries.json")
start=$(open_results)
[ "$start" -eq 0 ] || tell "$start of $entries are written already."
jq -r --argjson start "$start" '.[$start:][] | select(.problem) | "Line \(.line) is malformed: \(.problem)"' \
  "$work/entries.json" >&2
: > "$work/all-rows"
while [ "$start" -lt "$entries" ]; do
  jq --argjson start "$start" --argjson size "$batch_size" "$next_batch" "$work/entries.json" > "$work/batch.json"
  ask_batch
  tell_refusals
  cat "$work/rows" >> "$output"
  cat "$work/rows" >> "$work/all-rows"
  start=$((start + $(wc -l < "$work/rows")))
  tell "$start of $entries"
done

# The result stands in the fourth column; those before it hold no comma that isn't quoted.
count() { grep -cE "^[0-9]+,(\"([^\"]|\"\")*\"|[^\",]*),(\"([^\"]|\"\")*\"|[^\",]*),$1," "$work/all-rows" || :; }
malformed=$(count malformed)
tell "$(count found) found, $(count not-found) not found, $malformed malformed"
[ "$malformed" -eq 0 ] || exit 3
