namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Turns an event (or an event with another song) into numbers. What it knows of people and songs is from training events alone.</summary>
internal sealed class SiTunesFeatures
{
    /// <summary>Events of average outcome that a person's or a song's own are mixed with. 5: arbitrary.</summary>
    private const double Average = 5;

    private readonly IReadOnlyDictionary<string, float[]> _songs;
    private readonly SiTunesInputs _inputs;
    private readonly string[] _users;
    private readonly Dictionary<string, float[]> _ofUser;
    private readonly Dictionary<string, float[]> _ofSong;
    private readonly float[] _total;

    /// <param name="songs">What the songs sound like.</param>
    /// <param name="train">The training events.</param>
    /// <param name="inputs">What the numbers tell of.</param>
    public SiTunesFeatures(IReadOnlyDictionary<string, float[]> songs, IReadOnlyList<SiTunesEvent> train, SiTunesInputs inputs)
    {
        (_songs, _inputs) = (songs, inputs);
        _users = [.. train.Select(e => e.User).Distinct().Order(StringComparer.Ordinal)];
        _total = Sum(train);
        _ofUser = train.GroupBy(e => e.User).ToDictionary(g => g.Key, Sum, StringComparer.Ordinal);
        _ofSong = train.GroupBy(e => e.Song).ToDictionary(g => g.Key, Sum, StringComparer.Ordinal);
    }

    /// <summary>
    /// The event's numbers. A training event's own outcome is left out of what is known of the person and the song: with it the
    /// outcome would predict itself.
    /// </summary>
    /// <param name="listened">The event; its outcome is not read.</param>
    /// <param name="leftOut">The training event that it is, or that it is made of; null for a test event.</param>
    public float[] Of(SiTunesEvent listened, SiTunesEvent? leftOut)
    {
        float[] song = _songs.GetValueOrDefault(listened.Song) ?? new float[SiTunesData.SoundColumns.Count];
        float[] user = Known(_ofUser.GetValueOrDefault(listened.User), leftOut, holdsIt: leftOut is not null);
        float[] heard = Known(_ofSong.GetValueOrDefault(listened.Song), leftOut, holdsIt: leftOut?.Song == listened.Song);
        float[] who = [.. user, .. _users.Select(u => u == listened.User ? 1f : 0)];
        return
        [
            .. Has(SiTunesInputs.Song) ? [.. heard, .. song] : Array.Empty<float>(),
            .. Has(SiTunesInputs.Person) ? who : [],
            .. Has(SiTunesInputs.Mood) ? Mood(listened) : [],
            .. Has(SiTunesInputs.Mood | SiTunesInputs.Song) ? ToSong(listened, song) : [],
            .. Has(SiTunesInputs.Mood | SiTunesInputs.Person) ? ToUsual(listened, user) : [],
        ];
    }

    private bool Has(SiTunesInputs inputs) => _inputs.HasFlag(inputs);

    /// <summary>The log of the count and the means, drawn towards everybody's; without the event that is left out, if the sums hold it.</summary>
    private float[] Known(float[]? sums, SiTunesEvent? leftOut, bool holdsIt)
    {
        float[] own = leftOut is null ? new float[_total.Length] : Outcome(leftOut);
        float[] average = [.. _total.Select((total, i) => (total - own[i]) / Math.Max(1, _total[0] - own[0]))];
        if (sums is null)
        {
            return [0, .. average[1..]];
        }

        float[] known = holdsIt ? [.. sums.Select((sum, i) => sum - own[i])] : sums;
        return [.. known.Select((sum, i) => i == 0 ? (float)Math.Log(1 + sum) : (float)((sum + (Average * average[i])) / (known[0] + Average)))];
    }

    /// <summary>The mood and its powers.</summary>
    private static float[] Mood(SiTunesEvent listened)
    {
        (float v, float a) = (listened.ValenceBefore, listened.ArousalBefore);
        return [v, a, v * v, a * a, v * a, MathF.Abs(v), v * v * v];
    }

    /// <summary>How the mood lies to the song.</summary>
    private static float[] ToSong(SiTunesEvent listened, float[] song) =>
        [listened.ValenceBefore * song[0], listened.ValenceBefore * song[1], listened.ArousalBefore * song[1]];

    /// <summary>How the mood lies to the person's usual ones, before and after songs.</summary>
    private static float[] ToUsual(SiTunesEvent listened, float[] user) => [listened.ValenceBefore - user[2], listened.ValenceBefore - user[3]];

    private static float[] Sum(IEnumerable<SiTunesEvent> events)
    {
        float[][] each = [.. events.Select(Outcome)];
        return [.. each[0].Select((_, i) => each.Sum(e => e[i]))];
    }

    /// <summary>The count, then change, valence before and after, rating, drop and lift.</summary>
    private static float[] Outcome(SiTunesEvent e) =>
        [1, e.ValenceAfter - e.ValenceBefore, e.ValenceBefore, e.ValenceAfter, e.Rating, e.Change == 0 ? 1 : 0, e.Change == 2 ? 1 : 0];
}
