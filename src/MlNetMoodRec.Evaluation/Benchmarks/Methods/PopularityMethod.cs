using System.Text.Json.Nodes;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>The most played songs for everyone, of all sessions or of the last ones.</summary>
/// <param name="recentShare">The share of the sessions, from the last backwards, whose plays count.</param>
internal sealed class PopularityMethod(double recentShare) : PrefixMethod
{
    private float[] _plays = [];

    public override JsonObject Options => new() { ["recentShare"] = recentShare };

    protected override void Fit(int[][] sessions, BenchmarkFit fit, CancellationToken cancellation) =>
        _plays = PlaysToThe(sessions[^Math.Max(1, (int)Math.Round(recentShare * sessions.Length))..], 1);

    protected override SongScores CreateScores() => SongScores.Dense(Songs.Ids.Length);

    protected override void Predict(ReadOnlySpan<int> prefix, SongScores scores) => _plays.CopyTo(scores.Writable);
}
