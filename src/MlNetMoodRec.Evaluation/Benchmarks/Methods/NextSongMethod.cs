using System.Text.Json.Nodes;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// A method that fits on sessions of catalogue positions. Of rows that it knows nothing about songs score by their plays.
/// </summary>
internal abstract class NextSongMethod : INextSongMethod
{
    private SongIndex? _songs;
    private float[] _plays = [];

    public abstract JsonObject Options { get; }

    public IReadOnlyList<string> SongIds => Songs.Ids;

    public abstract ScoreRows Score { get; }

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

    /// <summary>A row's songs that are known, as catalogue positions, oldest first.</summary>
    protected int[] Prefix(ListenerContext row) => [.. row.RecentSongIds.Select(id => Songs.Find(id) - 1).Where(song => song >= 0)];

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

    /// <summary>Fills in the scores of a row that nothing is known of.</summary>
    protected void PredictByPlays(SongScores scores)
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
