using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// A method that fits on sessions of catalogue positions. Of rows that it knows nothing about songs score by their plays.
/// </summary>
internal abstract class NextSongMethod : INextSongMethod
{
    private readonly ConcurrentBag<SongScores> _scores = [];
    private SongIndex? _songs;
    private float[] _plays = [];

    public abstract JsonObject Options { get; }

    public IReadOnlyList<string> SongIds => Songs.Ids;

    public ScoreRows Score => (rows, _, take) =>
    {
        SongScores scores = _scores.TryTake(out SongScores? pooled) ? pooled : CreateScores();
        for (int row = 0; row < rows.Count; row++)
        {
            if (scores.IsSparse)
            {
                scores.Clear();
            }

            if (!TryPredict(rows[row], scores))
            {
                PredictByPlays(scores);
            }

            take(row, scores);
        }

        _scores.Add(scores);
    };

    protected SongIndex Songs => _songs ?? throw new InvalidOperationException("The method was not fitted.");

    public void Fit(BenchmarkFit fit, CancellationToken cancellation)
    {
        _songs = fit.Sequences.Songs;
        int[][] sessions = [.. fit.Sequences.Sequences.Select(s => s.Songs.Select(song => song - 1).Where(song => song >= 0).ToArray())];
        _plays = PlaysToThe(sessions, 1);
        Fit(sessions, fit, cancellation);
    }

    public virtual void Dispose()
    {
    }

    /// <summary>Fits on sessions of catalogue positions.</summary>
    protected abstract void Fit(int[][] sessions, BenchmarkFit fit, CancellationToken cancellation);

    /// <summary>
    /// Fills in the scores of a row, or leaves them and says that nothing is known to go by: sparse ones are 0 at first,
    /// others what they were. Thread-safe.
    /// </summary>
    protected abstract bool TryPredict(ListenerContext row, SongScores scores);

    protected virtual SongScores CreateScores() => SongScores.Sparse(Songs.Ids.Length);

    /// <summary>How many sessions' plays each song has, raised to a power.</summary>
    protected float[] PlaysToThe(int[][] sessions, double power)
    {
        var plays = new double[Songs.Ids.Length];
        foreach (int song in sessions.SelectMany(s => s))
        {
            plays[song]++;
        }

        return [.. plays.Select(p => p > 0 ? (float)Math.Pow(p, power) : 0)];
    }

    private void PredictByPlays(SongScores scores)
    {
        if (!scores.IsSparse)
        {
            _plays.CopyTo(scores.Writable);
            return;
        }

        for (int song = 0; song < _plays.Length; song++)
        {
            scores.Add(song, _plays[song]);
        }
    }
}
