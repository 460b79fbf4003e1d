using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation.Listeners;
using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Policies;

/// <summary>Runs a policy on held-out sessions, all listeners in step so that it is asked in batches.</summary>
internal sealed class PolicyRunner
{
    private readonly SimulatedPlatform _platform;
    private readonly PolicyRunOptions _options;
    private readonly PlatformModel _model;
    private readonly ulong _seed;
    private readonly Dictionary<string, int> _songs;

    public PolicyRunner(SimulatedPlatform platform, PolicyRunOptions options)
    {
        options.Validate();
        _platform = platform;
        _options = options;
        // Far from the log's seeds: no run may meet the luck of a log.
        _seed = ((ulong)platform.Options.Seed << 32) ^ (ulong)options.Seed ^ 0x48454C44_4F555400;
        _model = platform.Model.WithSeed(_seed);
        _songs = Enumerable.Range(0, _model.Space.Count).ToDictionary(s => _model.Space.Songs[s].Id, StringComparer.Ordinal);
    }

    public PolicyRun Run(ISongPolicy policy, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var count = Math.Min(_options.Listeners, _platform.Options.Listeners);
        var seats = new Seat[count];
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            seats[i] = NewSeat((int)((long)i * _platform.Options.Listeners / count));
        }

        for (var session = 0; session < _options.SessionsPerListener; session++)
        {
            foreach (var seat in seats)
            {
                Open(seat, session);
            }

            for (var step = 0; step < _options.MostSongsPerSession; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var open = seats.Where(s => s.IsOpen).ToArray();
                if (open.Length == 0)
                {
                    break;
                }

                Step(policy, open, session);
                progress?.Report((session + (step + 1.0) / _options.MostSongsPerSession) / _options.SessionsPerListener);
            }
        }

        progress?.Report(1);
        return new PolicyRun(policy.Name, _options, [.. seats.SelectMany(s => s.Responses)]);
    }

    private Seat NewSeat(int index)
    {
        var log = _platform.NewLog(index);
        var recent = new List<Interaction>();
        while (log.MoveNext())
        {
            recent.Add(log.Current);
            if (recent.Count > 2 * _options.HistoryLength)
            {
                recent.RemoveRange(0, _options.HistoryLength);
            }
        }

        return new Seat(log.Listener, recent, Math.Max(log.Seconds, _platform.Options.Days * 86_400L));
    }

    private void Open(Seat seat, int session)
    {
        _model.Dynamics.BeginSession(seat.Listener);
        var random = new RandomStream(_seed, RandomPurpose.Session, seat.Listener.Index, seat.Listener.Session, 2);
        seat.Seconds = seat.LogEnd + 86_400L * (session + 1) + random.NextInt(43_200);
        seat.IsOpen = true;
    }

    private void Step(ISongPolicy policy, Seat[] open, int session)
    {
        var draws = new StepDraws[open.Length];
        var texts = new PlannedText[open.Length];
        var requests = new PolicyRequest[open.Length];
        for (var i = 0; i < open.Length; i++)
        {
            draws[i] = _model.Dynamics.BeginStep(open[i].Listener);
            texts[i] = _model.CheckIn(open[i].Listener);
            requests[i] = Request(open[i], texts[i]);
        }

        var slates = policy.Recommend(requests, _options.SlateSize);
        if (slates.Count != requests.Length)
        {
            throw new MoodRecException($"The policy '{policy.Name}' gave {slates.Count} answers to {requests.Length} requests; it must give one for each.");
        }

        for (var i = 0; i < open.Length; i++)
        {
            var seat = open[i];
            var (song, rank) = Take(policy, seat.Listener, slates[i]);
            var step = seat.Listener.Step;
            var (interaction, response, _) = _model.Play(seat.Listener, song, draws[i], seat.Seconds, texts[i]);
            seat.Recent.Add(interaction);
            seat.Seconds += SessionClock.SecondsOf(_model.Space, song, response, draws[i]);
            seat.IsOpen = response.Continues;
            seat.Responses.Add(new PolicyResponse(
                interaction.UserId, session, step, interaction.SongId, rank, response.IsPositive, response.PositiveProbability, response.PlayedShare,
                requests[i].Context.Text.Length > 0));
        }
    }

    private PolicyRequest Request(Seat seat, PlannedText planned)
    {
        var time = _platform.Options.Start.AddSeconds(seat.Seconds);
        var recent = seat.Recent.TakeLast(_options.HistoryLength).ToArray();
        var (text, hoursAgo) = planned.Text is { Time: TextTime.Before } written ? (written.Text, 0) : LastText(recent, time);
        var context = new ListenerContext
        {
            UserId = _model.UserId(seat.Listener.Index),
            Text = text,
            TextHoursAgo = hoursAgo,
            RecentSongIds = [.. recent.Select(r => r.SongId)],
            RecentFeedback = [.. recent.Select(r => r.Feedback)],
            RecentHoursAgo = [.. recent.Select(r => (float)(time - r.Time).TotalHours)],
            TopN = _options.SlateSize,
        };
        return new PolicyRequest(seat.Listener, context, recent, time, _seed);
    }

    private (string Text, float HoursAgo) LastText(Interaction[] recent, DateTime time)
    {
        var last = Array.FindLast(recent, r => r.Text.Length > 0);
        var hoursAgo = last is null ? double.MaxValue : (time - last.Time).TotalHours;
        return hoursAgo <= _options.MoodWindowHours ? (last!.Text, (float)hoursAgo) : ("", 0);
    }

    /// <summary>
    /// The listener takes a song of the slate with a chance proportional to exp(appeal): the greatest appeal plus Gumbel
    /// noise, which belongs to the song, so that two policies that show the same song meet the same whim.
    /// </summary>
    private (int Song, int Rank) Take(ISongPolicy policy, Listener listener, IReadOnlyList<string> slate)
    {
        var best = (Song: -1, Rank: 0);
        var greatest = double.NegativeInfinity;
        for (var place = 0; place < Math.Min(slate.Count, _options.SlateSize); place++)
        {
            if (!_songs.TryGetValue(slate[place], out var song))
            {
                throw new MoodRecException($"The policy '{policy.Name}' recommended '{slate[place]}', which is no song of the simulated catalogue; give ids of {nameof(SimulatedPlatform)}.{nameof(SimulatedPlatform.Catalogue)}.");
            }

            var random = new RandomStream(_seed ^ (ulong)(song + 1) * 0xD1B54A32D192ED03, RandomPurpose.Appeal, listener.Index, listener.Session, listener.Step);
            var gumbel = -PortableMath.Log(-PortableMath.Log((random.NextUInt64() >> 12) * (1.0 / (1UL << 52)) + 1.0 / (1UL << 53)));
            var appeal = _model.Utility.Appeal(listener, song) + gumbel;
            if (appeal > greatest)
            {
                (greatest, best) = (appeal, (song, place + 1));
            }
        }

        return best.Song >= 0 ? best
            : throw new MoodRecException($"The policy '{policy.Name}' recommended nothing to a listener; it must recommend at least one song.");
    }

    /// <summary>A listener of the run.</summary>
    private sealed class Seat(Listener listener, List<Interaction> recent, long logEnd)
    {
        public Listener Listener { get; } = listener;

        public List<Interaction> Recent { get; } = recent;

        public long LogEnd { get; } = logEnd;

        public long Seconds { get; set; }

        public bool IsOpen { get; set; }

        public List<PolicyResponse> Responses { get; } = [];
    }
}
