using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetMoodRec.Recommendation;

/// <summary>
/// Makes the answer of the graph's candidates: puts them in order place by place where the row asks for that, and says
/// what there is to say. Without such wishes they are passed on as they are.
/// </summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class RankingMapping : CustomMappingFactory<RankingMapping.Input, RankingMapping.Output>
{
    public const string ContractName = "MlNetMoodRec.Ranking";

    public override Action<Input, Output> GetMapping() => Map;

    public static void Map(Input input, Output output)
    {
        string[] ids = input.SongIds ?? [];
        float[] scores = input.Scores ?? [];
        int asked = Math.Max(1, input.TopN);
        var candidates = new Candidates(scores, input.CandidateFeatures);
        var request = new PlaceRequest(
            asked,
            new MoodPoint(input.StartValence, input.StartArousal),
            new MoodPoint(input.TargetValence, input.TargetArousal),
            Math.Clamp(float.IsNaN(input.Diversity) ? 0 : input.Diversity, 0, 1),
            input.MaxPerArtist);

        if (request.IsByScore(candidates))
        {
            (output.SongIds, output.Titles, output.Scores, output.LikeProbabilities) =
                (ids, input.Titles ?? [], scores, input.LikeProbabilities ?? []);
        }
        else
        {
            (int[] order, output.Scores) = PlaceByPlace.Order(candidates, request);
            output.SongIds = [.. order.Select(i => ids[i])];
            output.Titles = [.. order.Select(i => input.Titles![i])];
            output.LikeProbabilities = [.. order.Select(i => input.LikeProbabilities![i])];
        }

        output.Basis = input.Basis is [var basis, ..] ? basis : "";
        output.Notes = [.. Notes(input, candidates.KnownRecentSongs, candidates.HaveMoods, output.SongIds.Length, asked)];
    }

    private static IEnumerable<string> Notes(Input input, float knownRecentSongs, bool haveMoods, int songs, int asked)
    {
        if (songs < asked)
        {
            yield return songs == 0 ? RecommendationNote.NothingLeft : RecommendationNote.FewerLeft;
        }

        if (knownRecentSongs == 0 && input.RecentSongIds is { Length: > 0 } recent && recent.Any(id => !string.IsNullOrEmpty(id)))
        {
            yield return RecommendationNote.NoKnownRecentSong;
        }

        if (!string.IsNullOrWhiteSpace(input.GivenEmotion) && !Mood.NamedMoods.TryFind(input.GivenEmotion, out _, out _))
        {
            yield return RecommendationNote.UnknownEmotion;
        }

        if (IsNone(input.MoodDirection, MoodDirection.Match, MoodDirection.Lift, MoodDirection.Calm))
        {
            yield return RecommendationNote.UnknownDirection;
        }

        if (IsNone(input.SeenSongs, SeenSongs.Allow, SeenSongs.Exclude, SeenSongs.Replay))
        {
            yield return RecommendationNote.UnknownSeenSongs;
        }

        if (input.MoodFit is [> 0, ..] && !haveMoods)
        {
            yield return RecommendationNote.NoSongMoods;
        }
    }

    private static bool IsNone(string? word, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (MoodPoint.Is(word, name))
            {
                return false;
            }
        }

        return !string.IsNullOrWhiteSpace(word);
    }

    internal sealed class Input
    {
        public string[]? SongIds { get; set; }

        public string[]? Titles { get; set; }

        public float[]? Scores { get; set; }

        public float[]? LikeProbabilities { get; set; }

        public string[]? Basis { get; set; }

        public float[] CandidateFeatures { get; set; } = [];

        [ColumnName(RecommenderColumns.MoodFit)]
        public float[]? MoodFit { get; set; }

        public float StartValence { get; set; }

        public float StartArousal { get; set; }

        public float TargetValence { get; set; }

        public float TargetArousal { get; set; }

        public string? GivenEmotion { get; set; }

        public string? MoodDirection { get; set; }

        public string? SeenSongs { get; set; }

        public string[]? RecentSongIds { get; set; }

        public float Diversity { get; set; }

        public int MaxPerArtist { get; set; }

        public int TopN { get; set; }
    }

    internal sealed class Output
    {
        public string[] SongIds { get; set; } = [];

        public string[] Titles { get; set; } = [];

        public float[] Scores { get; set; } = [];

        public float[] LikeProbabilities { get; set; } = [];

        public string Basis { get; set; } = "";

        public string[] Notes { get; set; } = [];
    }
}
