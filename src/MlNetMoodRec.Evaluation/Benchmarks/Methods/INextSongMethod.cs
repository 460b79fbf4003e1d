using System.Text.Json.Nodes;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A method of a benchmark: fits on sessions (a listener's sequence is one), scores the songs that may come next.</summary>
internal interface INextSongMethod : IDisposable
{
    /// <summary>The options in words, for the result.</summary>
    JsonObject Options { get; }

    /// <summary>The songs that it knows, in the order of its scores; after <see cref="Fit"/>.</summary>
    IReadOnlyList<string> SongIds { get; }

    /// <summary>Fits on the training part.</summary>
    void Fit(BenchmarkFit fit, CancellationToken cancellation);

    /// <summary>Scores rows by their history and what else the method reads of them. Thread-safe.</summary>
    ScoreRows Score { get; }
}
