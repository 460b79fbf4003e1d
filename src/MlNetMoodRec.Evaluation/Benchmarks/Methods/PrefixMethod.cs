using System.Collections.Concurrent;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// A method that goes by the songs before alone, as catalogue positions, oldest first. After none that it knows, songs score
/// by their plays.
/// </summary>
internal abstract class PrefixMethod : NextSongMethod
{
    private readonly ConcurrentBag<SongScores> _scores = [];

    public sealed override ScoreRows Score => (rows, _, take) =>
    {
        SongScores scores = _scores.TryTake(out SongScores? pooled) ? pooled : CreateScores();
        for (int row = 0; row < rows.Count; row++)
        {
            if (scores.IsSparse)
            {
                scores.Clear();
            }

            int[] prefix = Prefix(rows[row]);
            if (prefix.Length > 0)
            {
                Predict(prefix, scores);
            }
            else
            {
                PredictByPlays(scores);
            }

            take(row, scores);
        }

        _scores.Add(scores);
    };

    /// <summary>Fills in the scores after a prefix that is not empty: sparse ones are 0 at first, others what they were. Thread-safe.</summary>
    protected abstract void Predict(ReadOnlySpan<int> prefix, SongScores scores);

    protected virtual SongScores CreateScores() => SongScores.Sparse(Songs.Ids.Length);
}
