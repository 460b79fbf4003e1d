using System.Text.Json;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Everything that one benchmark found: what NAME.json holds and NAME.md shows.</summary>
public sealed record BenchmarkResult
{
    /// <summary>The benchmark, as "lastfm".</summary>
    public required string Name { get; init; }

    /// <summary>The data set, as "lastfm-s3rec".</summary>
    public required string DataSet { get; init; }

    /// <summary>SHA-256 of the data files ("sha256:...").</summary>
    public required string DataHash { get; init; }

    /// <summary>The percentage of the training data that was used, from the last backwards.</summary>
    public int Fraction { get; init; } = 100;

    /// <summary>The split, the seen songs, the cut-offs, and how options were chosen; each a line.</summary>
    public required IReadOnlyList<string> Protocol { get; init; }

    /// <summary>The seeds of what is random.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Processor, system and .NET.</summary>
    public required string Machine { get; init; }

    /// <summary>The version of this program.</summary>
    public required string Version { get; init; }

    /// <summary>The tables.</summary>
    public required IReadOnlyList<BenchmarkTable> Tables { get; init; }

    /// <summary>Options, time and memory of each method.</summary>
    public IReadOnlyList<BenchmarkCost> Costs { get; init; } = [];

    /// <summary>Writes NAME.json and NAME.md into a folder, each aside and then renamed.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        AsideFile.Write(Path.Combine(folder, Name + ".json"), stream => JsonSerializer.Serialize(stream, this, EvaluationJson.Options));
        AsideFile.Write(Path.Combine(folder, Name + ".md"), stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(BenchmarkMarkdown.Write(this));
        });
    }

    /// <summary>Reads a NAME.json.</summary>
    /// <exception cref="MoodRecException">It cannot be read.</exception>
    public static BenchmarkResult Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<BenchmarkResult>(File.ReadAllText(path), EvaluationJson.Options)
                ?? throw new MoodRecException($"'{path}' holds no result; expected what 'moodrec benchmark' leaves.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new MoodRecException($"The result of a benchmark cannot be read from '{path}': {exception.Message}", exception);
        }
    }
}
