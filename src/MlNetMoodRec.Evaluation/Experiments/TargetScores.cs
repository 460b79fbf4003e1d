using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What a method says of each row's own song, and how diverse its lists are; gathered while the rows are ranked.</summary>
internal sealed class TargetScores
{
    private static readonly HashSet<int> NoSongs = [];

    private readonly Dictionary<string, int> _places;
    private readonly string[] _genres;
    private readonly int[] _best;
    private readonly Dictionary<ListenerEvent, (float Score, float LikeLogit)> _rows = new(ReferenceEqualityComparer.Instance);
    private double _diversity;

    /// <param name="songIds">The songs in the order of the scores.</param>
    /// <param name="catalogue">What is known of them.</param>
    /// <param name="k">The length of the lists whose diversity is measured.</param>
    public TargetScores(IReadOnlyList<string> songIds, IReadOnlyList<Song> catalogue, int k)
    {
        _places = songIds.Select((id, i) => (id, i)).ToDictionary(s => s.id, s => s.i, StringComparer.Ordinal);
        Dictionary<string, string> genres = catalogue.ToDictionary(s => s.Id, s => s.Genre, StringComparer.Ordinal);
        _genres = [.. songIds.Select(id => genres.GetValueOrDefault(id, ""))];
        _best = new int[Math.Min(k, songIds.Count)];
    }

    /// <summary>The mean share of pairs of different genre in a list.</summary>
    public double Diversity => _rows.Count == 0 ? 0 : _diversity / _rows.Count;

    /// <summary>The log of the softmax of the scores at the row's song, and the log odds of a good response to it.</summary>
    public (float Score, float LikeLogit) Of(ListenerEvent row) => _rows[row];

    /// <summary>Takes the scores and the log odds of all songs for a row.</summary>
    public void Add(ListenerEvent row, ReadOnlySpan<float> scores, ReadOnlySpan<float> likeLogits)
    {
        int target = _places[row.SongId];
        float greatest = float.MinValue;
        foreach (float score in scores)
        {
            greatest = Math.Max(greatest, score);
        }

        double sum = 0;
        foreach (float score in scores)
        {
            sum += MathF.Exp(score - greatest);
        }

        _rows[row] = (scores[target] - greatest - (float)Math.Log(sum), likeLogits[target]);
        int found = TopSongs.Find(scores, NoSongs, _best);
        int pairs = 0;
        int different = 0;
        for (int i = 0; i < found; i++)
        {
            for (int j = 0; j < i; j++)
            {
                pairs++;
                different += _genres[_best[i]] == _genres[_best[j]] ? 0 : 1;
            }
        }

        _diversity += pairs == 0 ? 0 : (double)different / pairs;
    }
}
