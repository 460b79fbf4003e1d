namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Turns an event (or an event with another song) into numbers. What it knows of people and songs is from training events alone.</summary>
internal sealed class SiTunesFeatures
{
    /// <summary>Events of average outcome that a person's or a song's own are mixed with. 5: arbitrary.</summary>
    private const double Average = 5;

    private readonly IReadOnlyDictionary<string, float[]> _songs;
    private readonly bool _withMood;
    private readonly string[] _users;
    private readonly Dictionary<string, float[]> _ofUser;
    private readonly Dictionary<string, float[]> _ofSong;
    private readonly float[] _overall;

    /// <param name="songs">What the songs sound like.</param>
    /// <param name="train">The training events.</param>
    /// <param name="withMood">Whether the mood before the song is among the numbers.</param>
    public SiTunesFeatures(IReadOnlyDictionary<string, float[]> songs, IReadOnlyList<SiTunesEvent> train, bool withMood)
    {
        (_songs, _withMood) = (songs, withMood);
        _users = [.. train.Select(e => e.User).Distinct().Order(StringComparer.Ordinal)];
        _overall = Outcomes([.. train], null);
        _ofUser = train.GroupBy(e => e.User).ToDictionary(g => g.Key, g => Outcomes([.. g], _overall), StringComparer.Ordinal);
        _ofSong = train.GroupBy(e => e.Song).ToDictionary(g => g.Key, g => Outcomes([.. g], _overall), StringComparer.Ordinal);
    }

    /// <summary>How many numbers there are.</summary>
    public int Count => (2 * _overall.Length) + SiTunesData.SoundColumns.Count + _users.Length + (_withMood ? 12 : 0);

    /// <summary>
    /// The event's numbers. A training event's own outcome is left out of what is known of the person and the song: with it the
    /// outcome would predict itself.
    /// </summary>
    /// <param name="listened">The event; its outcome is not read.</param>
    /// <param name="leftOut">The training event that it is, or that it is made of; null for a test event.</param>
    public float[] Of(SiTunesEvent listened, SiTunesEvent? leftOut)
    {
        float[] song = _songs.GetValueOrDefault(listened.Song) ?? new float[SiTunesData.SoundColumns.Count];
        float[] user = Without(_ofUser.GetValueOrDefault(listened.User), leftOut);
        float[] heard = Without(_ofSong.GetValueOrDefault(listened.Song), leftOut?.Song == listened.Song ? leftOut : null);
        float[] who = [.. _users.Select(u => u == listened.User ? 1f : 0)];
        return _withMood ? [.. user, .. heard, .. song, .. who, .. Mood(listened, song, user)] : [.. user, .. heard, .. song, .. who];
    }

    /// <summary>Sums become means here, so that one event can be taken out.</summary>
    private float[] Without(float[]? sums, SiTunesEvent? leftOut)
    {
        if (sums is null)
        {
            return [.. _overall.Select((o, i) => i == 0 ? 0 : o)];
        }

        float[] own = leftOut is null ? new float[_overall.Length] : Outcome(leftOut);
        double count = sums[0] - own[0];
        return [.. sums.Select((sum, i) => i == 0 ? (float)Math.Log(1 + count) : (float)((sum - own[i] + (Average * _overall[i])) / (count + Average)))];
    }

    /// <summary>The mood, its squares and product, how it lies to the person's usual one, and how the song lies to it.</summary>
    private static float[] Mood(SiTunesEvent listened, float[] song, float[] user)
    {
        (float v, float a) = (listened.ValenceBefore, listened.ArousalBefore);
        return [v, a, v * v, a * a, v * a, v - user[2], v - user[3], v * song[0], v * song[1], a * song[1], MathF.Abs(v), v * v * v];
    }

    /// <summary>
    /// The count, then change, valence before and after, rating, drops and lifts: as sums, or as means where there is nothing
    /// to mix them with.
    /// </summary>
    private static float[] Outcomes(SiTunesEvent[] events, float[]? overall)
    {
        float[][] each = [.. events.Select(Outcome)];
        float[] sums = [.. each[0].Select((_, i) => each.Sum(e => e[i]))];
        return overall is not null ? sums : [.. sums.Select(s => s / events.Length)];
    }

    private static float[] Outcome(SiTunesEvent e) =>
        [1, e.ValenceAfter - e.ValenceBefore, e.ValenceBefore, e.ValenceAfter, e.Rating, e.Change == 0 ? 1 : 0, e.Change == 2 ? 1 : 0];
}
