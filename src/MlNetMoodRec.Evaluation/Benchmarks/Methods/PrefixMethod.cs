using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// A method that goes by the songs before alone, as catalogue positions, oldest first. After none that it knows, songs score
/// by their plays.
/// </summary>
internal abstract class PrefixMethod : NextSongMethod
{
    /// <summary>Fills in the scores after a prefix that is not empty: sparse ones are 0 at first, others what they were. Thread-safe.</summary>
    protected abstract void Predict(ReadOnlySpan<int> prefix, SongScores scores);

    protected sealed override bool TryPredict(ListenerContext row, SongScores scores)
    {
        int[] prefix = [.. row.RecentSongIds.Select(id => Songs.Find(id) - 1).Where(song => song >= 0)];
        if (prefix.Length == 0)
        {
            return false;
        }

        Predict(prefix, scores);
        return true;
    }
}
