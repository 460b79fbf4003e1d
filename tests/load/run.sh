#!/usr/bin/env bash
# Puts the service under load and says whether it holds:
#   tests/load/run.sh [--seconds 60] [--reloads 100] [--models FOLDER]
# It trains two small models over 5,000 songs (kept in FOLDER, so that a second run need not), starts the service on
# loopback, and measures with wrk: one client, then four for --seconds, then four during --reloads hot reloads.
# Needs wrk (Debian's package) and curl. Ends with 0 when every target was met, 1 otherwise.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=60 reloads=100 models=runs/load port=5099
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=$2 ;;
    --reloads) reloads=$2 ;;
    --models) models=$2 ;;
    *) echo "unknown option $1; expected --seconds, --reloads or --models" >&2; exit 2 ;;
  esac
  shift 2
done
for tool in wrk curl; do
  command -v $tool >/dev/null || { echo "$tool is missing: apt-get install $tool" >&2; exit 2; }
done

work=$(mktemp -d)
service="" client=""
trap 'kill $service $client 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
url=http://127.0.0.1:$port
failed=0

# --- the models
mkdir -p "$models"
if [ ! -f "$models/second.zip" ]; then
  cli=(dotnet run -c Release --project src/MlNetMoodRec.Cli --)
  "${cli[@]}" simulate --listeners 200 --interactions 9000 --songs 5000 --out "$work/simulated"
  for seed in 1 2; do
    "${cli[@]}" train --data "$work/simulated/interactions.csv" --catalogue "$work/simulated/songs.csv" --epochs 1 --seed $seed --out "$work/$seed.zip"
  done
  mv "$work/1.zip" "$models/first.zip"
  mv "$work/2.zip" "$models/second.zip"
fi
cp "$models/first.zip" "$work/served.zip"

# --- the service, with a folder of its own for temporary files
dotnet build -c Release src/MlNetMoodRec.Web -v quiet --nologo
mkdir "$work/tmp"
TMPDIR=$work/tmp DOTNET_EnableDiagnostics=0 dotnet src/MlNetMoodRec.Web/bin/Release/net10.0/*/moodrec-web.dll --model "$work/served.zip" \
  --urls $url --MoodRec:RequestsPerMinute 0 --MoodRec:Pool:ReloadInterval 00:00:00.050 >"$work/log" 2>&1 &
service=$!
for _ in $(seq 120); do
  curl -sf $url/healthz >/dev/null && break
  kill -0 $service 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.5
done
SONGS=$(curl -sf "$url/songs?limit=100" | grep -o '"id":"[^"]*"' | cut -d'"' -f4 | paste -sd,)
export SONGS

memory() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' /proc/$service/status; }
files() { ls /proc/$service/fd | wc -l; }
reloaded() { curl -sf $url/healthz | grep -o '"reloads":[0-9]*' | cut -d: -f2; }
load() { wrk -t "$1" -c "$1" -d "$2s" --timeout 10s -s tests/load/recommend.lua $url | grep FIGURES; }
check() { # name, whether it holds, what was found
  if [ "$2" = 1 ]; then echo "ok      $1: $3"; else echo "MISSED  $1: $3"; failed=1; fi
}

echo "$(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo), $(nproc) cores, $(dotnet --version); 5,000 songs, texts of 5-40 words, histories of 0-50 songs"

# --- one client, after a warm-up
load 4 10 >/dev/null
read -r _ p50 p99 max count rate errors < <(load 1 20)
echo "1 client   p50 $p50 ms, p99 $p99 ms, most $max ms, $rate requests/s, $count requests, $errors errors"

# --- four clients, and the memory meanwhile
load 4 10 >/dev/null
(while sleep 1; do memory; echo; done) >"$work/memory" &
client=$!
read -r _ p50four p99four max4 count4 rate4 errors4 < <(load 4 "$seconds")
kill $client; wait $client 2>/dev/null || true; client=""
echo "4 clients  p50 $p50four ms, p99 $p99four ms, most $max4 ms, $rate4 requests/s, $count4 requests, $errors4 errors"
echo "memory (MB, each 5 s): $(awk 'NR % 5 == 1' "$work/memory" | paste -sd' ')"
check "no errors with 4 clients" $((errors4 == 0)) "$errors4 of $count4"
check "p99 of 4 clients at most 10 x the p50 of one" "$(awk "BEGIN { print $p99four <= 10 * $p50 }")" "$(awk "BEGIN { printf \"%.1f\", $p99four / $p50 }") x"
read -r early late < <(awk '{ v[NR] = $1 } END { n = int(NR / 5) + 1; for (i = 1; i <= n; i++) { a += v[i]; b += v[NR - n + i] } print a / n, b / n }' "$work/memory")
check "memory flat within 5 %" "$(awk "BEGIN { print $late <= 1.05 * $early }")" "$(awk "BEGIN { printf \"%.0f MB in the first fifth, %.0f MB in the last\", $early, $late }")"

# --- hot reloads under load. The first are a warm-up: two models at a time, and the heap grows to what that takes.
warmup=24
swap() { cp "$models/$1.zip" "$work/served.new"; mv "$work/served.new" "$work/served.zip"; }
reload() { # number
  swap "$([ $(($1 % 2)) = 1 ] && echo second || echo first)"
  for _ in $(seq 600); do [ "$(reloaded)" -ge "$1" ] && return; sleep 0.05; done
  echo "reload $1 did not happen within 30 s" >&2
  exit 1
}
(load 4 3600 >"$work/reloading") &
client=$!
for i in $(seq $warmup); do reload $i; done
before=$(memory) open=$(files)
for i in $(seq $((warmup + 1)) $((warmup + reloads))); do
  reload "$i"
  [ $((i % 20)) != 0 ] || echo "reload $i: $(memory) MB, $(files) open files"
done
pkill -INT -P $client wrk
wait $client || true
client=""
read -r _ p50r p99r maxr countr rater errorsr <"$work/reloading"
sleep 2
after=$(memory) openafter=$(files) folders=$(find "$work/tmp" -maxdepth 1 -name 'moodrec-*' | wc -l)
echo "4 clients during $reloads reloads  p50 $p50r ms, p99 $p99r ms, most $maxr ms, $countr requests, $errorsr errors"
check "no failed request during $reloads reloads" $((errorsr == 0)) "$errorsr of $countr"
check "one model's temporary files after them" $((folders == 1)) "$folders folders"
check "no open file left behind" $((openafter <= open + 4)) "$open before, $openafter after"
check "memory within 5 % of that before them" "$(awk "BEGIN { print $after <= 1.05 * $before }")" "$before MB before, $after MB after"

kill $service; wait $service || true; service=""
left=$(find "$work/tmp" -mindepth 1 | wc -l)
check "nothing left after the end" $((left == 0)) "$left files"
errorlines=$(grep -c '^\(fail\|crit\)' "$work/log" || true)
check "no error in the log" $((errorlines == 0)) "$errorlines lines"
exit $failed
