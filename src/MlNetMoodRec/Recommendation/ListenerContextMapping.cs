using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetMoodRec.Recommendation;

/// <summary>
/// Turns the columns of a <see cref="ListenerContext"/> into the inputs of a recommender's graph: empty ids are left
/// out, columns that are too short or hold no number are completed, and no column is ever of length zero.
/// </summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class ListenerContextMapping : CustomMappingFactory<ListenerContextMapping.Input, ListenerContextMapping.Output>
{
    public const string ContractName = "MlNetMoodRec.ListenerContext";

    /// <summary>A list that is put in order place by place is made of this many times as many songs, and at least of the second number. Arbitrary.</summary>
    private const int CandidatesPerPlace = 20;
    private const int LeastCandidates = 200;

    /// <summary>At this weight nothing else counts; far above it scores are no numbers.</summary>
    private const float MostWeight = 1000;

    public override Action<Input, Output> GetMapping() => Map;

    public static void Map(Input input, Output output) => Map(input, output, text: null);

    /// <param name="input">The row.</param>
    /// <param name="output">The graph's inputs.</param>
    /// <param name="text">The mood of the text, or null where there is none or nothing reads it.</param>
    public static void Map(Input input, Output output, MoodPoint? text)
    {
        string[] songs = input.RecentSongIds ?? [];
        int[] positions = [.. Enumerable.Range(0, songs.Length).Where(i => !string.IsNullOrEmpty(songs[i]))];
        float[] hoursAgo = input.RecentHoursAgo ?? [];
        IEnumerable<string> excluded = input.ExcludedSongIds ?? [];

        output.HistorySongIds = OrOneEmpty(positions.Select(p => songs[p]));
        output.HistoryFeedback = OrOneZero(positions.Select(p => At(input.RecentFeedback, p, 0, 1, missing: 1)));
        output.HistoryValence = OrOneZero(positions.Select(p => At(input.RecentValence, p, -1, 1, missing: 0)));
        output.HistoryElapsedHours = OrOneZero(positions.Select((p, i) =>
            Elapsed(hoursAgo, p, i + 1 < positions.Length ? positions[i + 1] : -1)));
        output.ReplayPenalty = MoodPoint.Is(input.SeenSongs, SeenSongs.Replay)
            ? OrOneZero(ReplayDecay.Penalties(output.HistorySongIds, [.. positions.Select(p => At(hoursAgo, p, 0, float.MaxValue, missing: -1))], input.ReplayHalfLifeHours))
            : new float[output.HistorySongIds.Length];
        output.ExcludedIds = OrOneEmpty((MoodPoint.Is(input.SeenSongs, SeenSongs.Exclude) ? excluded.Concat(songs) : excluded).Where(id => !string.IsNullOrEmpty(id)));
        output.AllowedIds = OrOneEmpty((input.AllowedSongIds ?? []).Where(id => !string.IsNullOrEmpty(id)));
        output.TextHoursAgo = [NotNegative(input.TextHoursAgo)];
        output.LikeWeight = [Math.Min(MostWeight, NotNegative(input.LikeWeight))];
        MapMood(input, output, text);

        bool placeByPlace = input.MaxPerArtist > 0 || input.Diversity > 0 || (output.MoodFit[0] > 0 && !IsOnePoint(output.MoodPath));
        long asked = Math.Max(1, input.TopN);
        output.TopN = [placeByPlace ? Math.Max(LeastCandidates, asked * CandidatesPerPlace) : asked];
    }

    private static void MapMood(Input input, Output output, MoodPoint? text)
    {
        float weight = float.IsNaN(input.MoodWeight) ? 1 : Math.Clamp(input.MoodWeight, 0, MostWeight);
        bool emotionKnown = Mood.NamedMoods.TryFind(input.GivenEmotion, out _, out _);
        bool isGiven = emotionKnown || float.IsFinite(input.GivenValence) || float.IsFinite(input.GivenArousal);
        MoodPoint start = MoodPoint.Of(input.GivenValence, input.GivenArousal, input.GivenEmotion, text ?? default);
        MoodPoint end = start.Towards(input.MoodDirection);
        bool matches = !MoodPoint.Is(input.MoodDirection, MoodDirection.Lift) && !MoodPoint.Is(input.MoodDirection, MoodDirection.Calm);

        output.TextWeight = [Math.Min(1, weight)];
        output.MoodFit = [isGiven || !matches ? weight : text is null ? 0 : Math.Max(0, weight - 1)];
        output.MoodPath = [start.Valence, start.Arousal, end.Valence, end.Arousal];
        (output.StartValence, output.StartArousal) = (start.Valence, start.Arousal);
        (output.TargetValence, output.TargetArousal) = (end.Valence, end.Arousal);
    }

    private static bool IsOnePoint(float[] path) => path[0] == path[2] && path[1] == path[3];

    private static float At(float[]? values, int position, float min, float max, float missing) =>
        values is null || position >= values.Length || float.IsNaN(values[position])
            ? missing
            : Math.Clamp(values[position], min, max);

    /// <summary>Hours from one song to the next (to now where <paramref name="next"/> is negative), or -1 when unknown.</summary>
    private static float Elapsed(float[] hoursAgo, int song, int next)
    {
        if (song >= hoursAgo.Length || next >= hoursAgo.Length)
        {
            return -1;
        }

        float elapsed = hoursAgo[song] - (next < 0 ? 0 : hoursAgo[next]);
        return float.IsFinite(elapsed) && elapsed >= 0 ? elapsed : -1;
    }

    private static float NotNegative(float value) => float.IsFinite(value) ? Math.Max(0, value) : 0;

    private static string[] OrOneEmpty(IEnumerable<string> ids) => ids.ToArray() is { Length: > 0 } some ? some : [""];

    private static float[] OrOneZero(IEnumerable<float> values) => values.ToArray() is { Length: > 0 } some ? some : [0];

    /// <summary>The columns of a <see cref="ListenerContext"/> that the mapping reads.</summary>
    internal class Input
    {
        public float TextHoursAgo { get; set; }

        public float GivenValence { get; set; } = float.NaN;

        public float GivenArousal { get; set; } = float.NaN;

        public string? GivenEmotion { get; set; }

        public string? MoodDirection { get; set; }

        public float MoodWeight { get; set; } = 1;

        public float LikeWeight { get; set; }

        public string[]? RecentSongIds { get; set; }

        public float[]? RecentFeedback { get; set; }

        public float[]? RecentValence { get; set; }

        public float[]? RecentHoursAgo { get; set; }

        public string? SeenSongs { get; set; }

        public float ReplayHalfLifeHours { get; set; }

        public string[]? ExcludedSongIds { get; set; }

        public string[]? AllowedSongIds { get; set; }

        public float Diversity { get; set; }

        public int MaxPerArtist { get; set; }

        public int TopN { get; set; }

        public static Input Of(ListenerContext context) => new()
        {
            TextHoursAgo = context.TextHoursAgo,
            GivenValence = context.GivenValence,
            GivenArousal = context.GivenArousal,
            GivenEmotion = context.GivenEmotion,
            MoodDirection = context.MoodDirection,
            MoodWeight = context.MoodWeight,
            LikeWeight = context.LikeWeight,
            RecentSongIds = context.RecentSongIds,
            RecentFeedback = context.RecentFeedback,
            RecentValence = context.RecentValence,
            RecentHoursAgo = context.RecentHoursAgo,
            SeenSongs = context.SeenSongs,
            ReplayHalfLifeHours = context.ReplayHalfLifeHours,
            ExcludedSongIds = context.ExcludedSongIds,
            AllowedSongIds = context.AllowedSongIds,
            Diversity = context.Diversity,
            MaxPerArtist = context.MaxPerArtist,
            TopN = context.TopN,
        };
    }

    internal sealed class Output
    {
        [ColumnName(RecommenderColumns.HistorySongIds)]
        public string[] HistorySongIds { get; set; } = [];

        [ColumnName(RecommenderColumns.HistoryFeedback)]
        public float[] HistoryFeedback { get; set; } = [];

        [ColumnName(RecommenderColumns.HistoryValence)]
        public float[] HistoryValence { get; set; } = [];

        [ColumnName(RecommenderColumns.HistoryElapsedHours)]
        public float[] HistoryElapsedHours { get; set; } = [];

        [ColumnName(RecommenderColumns.ReplayPenalty)]
        public float[] ReplayPenalty { get; set; } = [];

        [ColumnName(RecommenderColumns.ExcludedIds)]
        public string[] ExcludedIds { get; set; } = [];

        [ColumnName(RecommenderColumns.AllowedIds)]
        public string[] AllowedIds { get; set; } = [];

        [ColumnName(RecommenderColumns.TextHoursAgo)]
        [VectorType(1)]
        public float[] TextHoursAgo { get; set; } = [];

        [ColumnName(RecommenderColumns.TextWeight)]
        [VectorType(1)]
        public float[] TextWeight { get; set; } = [];

        [ColumnName(RecommenderColumns.MoodFit)]
        [VectorType(1)]
        public float[] MoodFit { get; set; } = [];

        [ColumnName(RecommenderColumns.MoodPath)]
        [VectorType(4)]
        public float[] MoodPath { get; set; } = [];

        [ColumnName(RecommenderColumns.LikeWeight)]
        [VectorType(1)]
        public float[] LikeWeight { get; set; } = [];

        [ColumnName(RecommenderColumns.TopN)]
        [VectorType(1)]
        public long[] TopN { get; set; } = [];

        public float StartValence { get; set; }

        public float StartArousal { get; set; }

        public float TargetValence { get; set; }

        public float TargetArousal { get; set; }
    }
}
