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

    public override Action<Input, Output> GetMapping() => Map;

    public static void Map(Input input, Output output)
    {
        string[] songs = input.RecentSongIds ?? [];
        int[] positions = [.. Enumerable.Range(0, songs.Length).Where(i => !string.IsNullOrEmpty(songs[i]))];
        float[] hoursAgo = input.RecentHoursAgo ?? [];

        output.HistorySongIds = OrOneEmpty(positions.Select(p => songs[p]));
        output.HistoryFeedback = OrOneZero(positions.Select(p => At(input.RecentFeedback, p, 0, 1, missing: 1)));
        output.HistoryValence = OrOneZero(positions.Select(p => At(input.RecentValence, p, -1, 1, missing: 0)));
        output.HistoryElapsedHours = OrOneZero(positions.Select((p, i) =>
            Elapsed(hoursAgo, p, i + 1 < positions.Length ? positions[i + 1] : -1)));
        output.ExcludedIds = OrOneEmpty((input.ExcludedSongIds ?? []).Where(id => !string.IsNullOrEmpty(id)));
        output.TextHoursAgo = [NotNegative(input.TextHoursAgo)];
        output.LikeWeight = [NotNegative(input.LikeWeight)];
        output.TopN = [Math.Max(1, input.TopN)];
    }

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

    internal sealed class Input
    {
        public float TextHoursAgo { get; set; }

        public float LikeWeight { get; set; }

        public string[]? RecentSongIds { get; set; }

        public float[]? RecentFeedback { get; set; }

        public float[]? RecentValence { get; set; }

        public float[]? RecentHoursAgo { get; set; }

        public string[]? ExcludedSongIds { get; set; }

        public int TopN { get; set; }
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

        [ColumnName(RecommenderColumns.ExcludedIds)]
        public string[] ExcludedIds { get; set; } = [];

        [ColumnName(RecommenderColumns.TextHoursAgo)]
        [VectorType(1)]
        public float[] TextHoursAgo { get; set; } = [];

        [ColumnName(RecommenderColumns.LikeWeight)]
        [VectorType(1)]
        public float[] LikeWeight { get; set; } = [];

        [ColumnName(RecommenderColumns.TopN)]
        [VectorType(1)]
        public long[] TopN { get; set; } = [];
    }
}
