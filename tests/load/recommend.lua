-- Requests to POST /recommend for wrk: texts of 5 to 40 words and histories of 0 to 50 songs (ids from the environment
-- variable SONGS). At the end one line of figures for run.sh.

local words = {}
for word in ([[long day at work and my head is full i just want something warm slow before fall asleep so happy today let us
dance the sun came out rain on windows again cannot sleep everything hurts tired angry nobody listens exam passed finally weekend
train late coffee cold missing you summer road trip windows down proud scared tomorrow quiet evening alone with thoughts]]):gmatch("%S+") do
  words[#words + 1] = word
end

local songs = {}
for id in os.getenv("SONGS"):gmatch("[^,]+") do
  songs[#songs + 1] = '"' .. id .. '"'
end

local function some(list, count)
  local picked = {}
  for i = 1, count do
    picked[i] = list[math.random(#list)]
  end
  return picked
end

-- Each thread has a state of its own; without a number of its own it would send what the others send.
local thread = 0
function setup(t)
  thread = thread + 1
  t:set("number", thread)
end

function init()
  math.randomseed(number)
end

function request()
  local body = '{"text":"' .. table.concat(some(words, math.random(5, 40)), " ") ..
    '","recentSongIds":[' .. table.concat(some(songs, math.random(0, 50)), ",") .. '],"top":10}'
  return wrk.format("POST", "/recommend", { ["Content-Type"] = "application/json" }, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("FIGURES %.2f %.2f %.2f %d %.0f %d\n",
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000, summary.requests,
    summary.requests / (summary.duration / 1e6), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
