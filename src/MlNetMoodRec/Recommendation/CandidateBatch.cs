using Microsoft.ML.OnnxRuntime;

namespace MlNetMoodRec.Recommendation;

/// <summary>What a recommender's graph gave for a batch of requests, row by row as for a request of its own.</summary>
internal sealed class CandidateBatch
{
    private readonly string[] _songs;
    private readonly string[] _titles;
    private readonly float[] _scores;
    private readonly float[] _likes;
    private readonly float[] _features;
    private readonly string[] _basis;
    private readonly int _width;

    /// <param name="outputs">Songs, titles, scores, chances of liking, candidate features and basis, in that order.</param>
    /// <param name="rows">The number of rows.</param>
    public CandidateBatch(IReadOnlyList<DisposableNamedOnnxValue> outputs, int rows)
    {
        _songs = [.. outputs[0].AsEnumerable<string>()];
        _titles = [.. outputs[1].AsEnumerable<string>()];
        _scores = [.. outputs[2].AsEnumerable<float>()];
        _likes = [.. outputs[3].AsEnumerable<float>()];
        _features = [.. outputs[4].AsEnumerable<float>()];
        _basis = [.. outputs[5].AsEnumerable<string>()];
        _width = _songs.Length / rows;
    }

    /// <summary>The candidates of one row, which asked for fewer than the batch has where another row asked for more.</summary>
    public RankingMapping.Input Row(int row, ListenerContextMapping.Output request, ListenerContext context)
    {
        // A row that has fewer songs left than the others ends with empty ids.
        int asked = (int)Math.Min(request.TopN[0], _width);
        int count = _songs.AsSpan(row * _width, asked).IndexOf("") is var end and >= 0 ? end : asked;
        Range found = (row * _width)..((row * _width) + count);
        ReadOnlySpan<float> features = _features.AsSpan(row * (_features.Length / _basis.Length), _features.Length / _basis.Length);
        return new RankingMapping.Input
        {
            SongIds = _songs[found],
            Titles = _titles[found],
            Scores = _scores[found],
            LikeProbabilities = _likes[found],
            CandidateFeatures = [.. features[..(count * Candidates.FeatureCount)], .. features[^Candidates.TailCount..]],
            Basis = [_basis[row]],
            MoodFit = request.MoodFit,
            StartValence = request.StartValence,
            StartArousal = request.StartArousal,
            TargetValence = request.TargetValence,
            TargetArousal = request.TargetArousal,
            GivenEmotion = context.GivenEmotion,
            MoodDirection = context.MoodDirection,
            SeenSongs = context.SeenSongs,
            RecentSongIds = context.RecentSongIds,
            Diversity = context.Diversity,
            MaxPerArtist = context.MaxPerArtist,
            TopN = context.TopN,
        };
    }
}
