using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MlNetMoodRec.Recommendation;

/// <summary>What a recommender's graph gave for a batch of requests, row by row as for a request of its own.</summary>
internal sealed class CandidateBatch
{
    private readonly Memory<string> _songs;
    private readonly Memory<string> _titles;
    private readonly Memory<float> _scores;
    private readonly Memory<float> _likes;
    private readonly Memory<float> _features;
    private readonly Memory<string> _basis;
    private readonly int _width;

    /// <param name="outputs">Songs, titles, scores, chances of liking, candidate features and basis, in that order; not to be disposed before the last row is taken.</param>
    /// <param name="rows">The number of rows.</param>
    public CandidateBatch(IReadOnlyList<DisposableNamedOnnxValue> outputs, int rows)
    {
        _songs = Values<string>(outputs[0]);
        _titles = Values<string>(outputs[1]);
        _scores = Values<float>(outputs[2]);
        _likes = Values<float>(outputs[3]);
        _features = Values<float>(outputs[4]);
        _basis = Values<string>(outputs[5]);
        _width = _songs.Length / rows;
    }

    /// <summary>The candidates of one row, which asked for fewer than the batch has where another row asked for more.</summary>
    public RankingMapping.Input Row(int row, ListenerContextMapping.Output request, ListenerContext context)
    {
        // A row that has fewer songs left than the others ends with empty ids.
        int asked = (int)Math.Min(request.TopN[0], _width);
        int count = _songs.Span.Slice(row * _width, asked).IndexOf("") is var end and >= 0 ? end : asked;
        int first = row * _width;
        ReadOnlySpan<float> features = _features.Span.Slice(row * (_features.Length / _basis.Length), _features.Length / _basis.Length);
        return new RankingMapping.Input
        {
            SongIds = _songs.Slice(first, count).ToArray(),
            Titles = _titles.Slice(first, count).ToArray(),
            Scores = _scores.Slice(first, count).ToArray(),
            LikeProbabilities = _likes.Slice(first, count).ToArray(),
            CandidateFeatures = [.. features[..(count * Candidates.FeatureCount)], .. features[^Candidates.TailCount..]],
            Basis = [_basis.Span[row]],
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

    /// <summary>The values where they lie.</summary>
    private static Memory<T> Values<T>(DisposableNamedOnnxValue output) => ((DenseTensor<T>)output.AsTensor<T>()).Buffer;
}
