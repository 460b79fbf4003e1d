using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Evaluation.Experiments;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// What a benchmark has done so far, in a folder: a file for each finished method and seed, written aside and renamed, so
/// that a stopped run goes on.
/// </summary>
internal sealed class BenchmarkState
{
    private const string KeyFile = "benchmark.json";

    private readonly string _folder;

    private BenchmarkState(string folder) => _folder = folder;

    /// <summary>Opens the state of a benchmark in its output folder.</summary>
    /// <param name="output">The output folder; it is made if it is not there.</param>
    /// <param name="name">The benchmark.</param>
    /// <param name="key">What all methods share: the data and the protocol.</param>
    /// <param name="mayResume">Whether there may be a state already.</param>
    /// <exception cref="MoodRecException">There is a state that must not be gone on with.</exception>
    public static BenchmarkState Open(string output, string name, JsonObject key, bool mayResume)
    {
        string folder = Path.Combine(output, "state", name);
        string file = Path.Combine(folder, KeyFile);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            Write(file, key);
        }
        else if (!mayResume)
        {
            throw new MoodRecException($"'{output}' holds results of the benchmark '{name}' already. Give --resume to keep them and go on, or another folder.");
        }
        else if (!JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(file)), key))
        {
            throw new MoodRecException($"The benchmark '{name}' in '{output}' was begun with other data or another protocol. Give another folder.");
        }

        return new BenchmarkState(folder);
    }

    /// <summary>Whether something was kept under a name.</summary>
    public bool Has(string step) => File.Exists(PathOf(step));

    /// <summary>What was kept under a name, or null.</summary>
    public T? Find<T>(string step)
        where T : class =>
        Has(step) ? JsonSerializer.Deserialize<T>(File.ReadAllText(PathOf(step)), EvaluationJson.Compact) : null;

    public void Keep<T>(string step, T value)
        where T : class => Write(PathOf(step), JsonSerializer.SerializeToNode(value, EvaluationJson.Compact)!);

    /// <summary>The results of steps, in their order: each kept from before, or made now and kept.</summary>
    /// <param name="steps">The steps, planned with the clock, and how each is made.</param>
    /// <param name="clock">Told of each.</param>
    /// <param name="cancellation">Stops before the next one.</param>
    public IReadOnlyList<T> Each<T>(IEnumerable<(string Step, Func<T> Make)> steps, ExperimentClock clock, CancellationToken cancellation)
        where T : class
    {
        List<T> all = [];
        foreach ((string step, Func<T> make) in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Find<T>(step) is { } kept)
            {
                clock.Skip(step);
                all.Add(kept);
                continue;
            }

            T made = make();
            Keep(step, made);
            clock.Report(step, 1, "done");
            all.Add(made);
        }

        return all;
    }

    /// <summary>The file for the state of a step's training.</summary>
    public string Checkpoint(string step) => Path.Combine(_folder, step + ".checkpoint");

    private string PathOf(string step) => Path.Combine(_folder, step + ".json");

    private static void Write(string path, JsonNode node) => AsideFile.Write(path, stream => JsonSerializer.Serialize(stream, node, EvaluationJson.Compact));
}
