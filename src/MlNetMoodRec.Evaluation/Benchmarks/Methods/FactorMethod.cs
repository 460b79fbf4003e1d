using System.Collections.Concurrent;
using System.Numerics.Tensors;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// A method in which a song's score is the product of its factors with the row's. Several rows are scored together: the
/// factors of a large catalogue do not fit the processor's caches, and reading them once a row took longer than all else.
/// </summary>
internal abstract class FactorMethod : NextSongMethod
{
    /// <summary>Rows that are scored together: their scores of 60,000 songs are 4 MB.</summary>
    private const int RowsAtOnce = 16;

    /// <summary>Songs whose factors stay in the first cache for all of those rows: 64 of 64 factors are 16 KB.</summary>
    private const int SongsAtOnce = 64;

    private readonly ConcurrentBag<SongScores[]> _scores = [];

    public sealed override ScoreRows Score => (rows, _, take) =>
    {
        SongScores[] scores = _scores.TryTake(out SongScores[]? pooled)
            ? pooled
            : [.. Enumerable.Range(0, RowsAtOnce).Select(_ => SongScores.Dense(Songs.Ids.Length))];
        for (int start = 0; start < rows.Count; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, rows.Count - start);
            Fill([.. Enumerable.Range(start, count).Select(row => rows[row])], scores);
            for (int row = 0; row < count; row++)
            {
                take(start + row, scores[row]);
            }
        }

        _scores.Add(scores);
    };

    /// <summary>How many factors there are.</summary>
    protected abstract int Factors { get; }

    /// <summary>The songs' factors, [songs, factors] in catalogue order.</summary>
    protected abstract ReadOnlySpan<float> FactorsOfSongs { get; }

    /// <summary>Fills in a row's factors, or leaves them and says that nothing is known to go by. Thread-safe.</summary>
    protected abstract bool TryFind(ListenerContext row, Span<float> factors);

    private void Fill(ListenerContext[] rows, SongScores[] scores)
    {
        List<(float[] Factors, SongScores Scores)> known = [];
        for (int row = 0; row < rows.Length; row++)
        {
            var factors = new float[Factors];
            if (TryFind(rows[row], factors))
            {
                known.Add((factors, scores[row]));
            }
            else
            {
                PredictByPlays(scores[row]);
            }
        }

        ReadOnlySpan<float> ofSongs = FactorsOfSongs;
        for (int first = 0; first < Songs.Ids.Length; first += SongsAtOnce)
        {
            int end = Math.Min(first + SongsAtOnce, Songs.Ids.Length);
            foreach ((float[] factors, SongScores ofRow) in known)
            {
                Span<float> values = ofRow.Writable;
                for (int song = first; song < end; song++)
                {
                    values[song] = TensorPrimitives.Dot(ofSongs.Slice(song * factors.Length, factors.Length), factors);
                }
            }
        }
    }
}
