#!/bin/bash
# Trains the encoder in models/mood-encoder: pretraining on words alone, four larger teachers, and the encoder that learns
# from them. Uses the graphics card where torch finds one: some ten minutes on an H100, the better part of a day on two processor
# cores. Started again it goes on where it was stopped.
#
#   scripts/train-encoder.sh DATA OUT [SEED]
#
# DATA holds the data sets goemotions, sst2, emotion, tweeteval, emobank, vader-lexicon and the reviews
# amazon-musical-instruments and amazon-digital-music. The encoder is then in OUT/encoder-SEED. MOODREC says where the
# program is.
set -euo pipefail

if [ $# -lt 2 ]; then
  echo "usage: $0 DATA OUT [SEED]" >&2
  exit 2
fi

data=$1 out=$2 seed=${3:-1}
moodrec=${MOODREC:-moodrec}
reviews=(
  --texts "$data/amazon-musical-instruments/Musical_instruments_reviews.csv.gz"
  --texts "$data/amazon-digital-music/reviews_part.jsonl.gz")
large=(--layers 3 --width 192 --heads 6)

# Makes a folder, unless an earlier start has finished it.
make() {
  local name=$1 command=$2
  shift 2
  if [ ! -f "$out/$name/README.md" ]; then
    "$moodrec" encoder "$command" --data "$data" --out "$out/$name" --resume "$@"
  fi
}

make pretrained-large pretrain "${reviews[@]}" "${large[@]}" --learning-rate 0.0012
make pretrained pretrain "${reviews[@]}"

teachers=()
for teacher in 1 2 3 4; do
  make "teacher-$teacher" train --init "$out/pretrained-large" "${large[@]}" --seed "$teacher" \
    --epochs 6 --learning-rate 0.0008 --tokens-per-batch 8000 --check-ins $((teacher % 2 ? 24000 : 60000))
  teachers+=(--teacher "$out/teacher-$teacher")
done

make "encoder-$seed" train --init "$out/pretrained" "${teachers[@]}" "${reviews[@]}" --seed "$seed" \
  --epochs 10 --learning-rate 0.0012 --tokens-per-batch 8000 --check-ins 40000
