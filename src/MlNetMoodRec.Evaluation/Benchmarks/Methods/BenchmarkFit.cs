using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What a method is fitted on.</summary>
/// <param name="Train">The rows to train on.</param>
/// <param name="Catalogue">Songs that are candidates also where the rows never play them, with what is known of them.</param>
/// <param name="Seed">Seed of everything that is random.</param>
internal sealed record BenchmarkFit(IDataView Train, IReadOnlyList<Song> Catalogue, int Seed)
{
    private readonly Lazy<ListeningSequences> _sequences = new(() => ListeningSequences.Read(Train, Catalogue, withMood: false));

    /// <summary>The rows to train on as one sequence for each listener or session. Read once, however many methods ask.</summary>
    public ListeningSequences Sequences => _sequences.Value;

    /// <summary>The file that keeps the state of a long training; empty for none.</summary>
    public string CheckpointPath { get; init; } = "";

    /// <summary>Told how far the training is, from 0 to 1, and in words.</summary>
    public Action<double, string> Report { get; init; } = (_, _) => { };
}
