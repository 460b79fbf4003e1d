using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>
/// What an experiment has done so far, in a folder: a file for each finished step, written aside and renamed, so that
/// the experiment goes on after a kill at any point.
/// </summary>
internal sealed class ExperimentState
{
    private const string OptionsFile = "experiment.json";

    private readonly string _folder;

    private ExperimentState(string folder) => _folder = folder;

    /// <summary>Opens the state of an experiment in its output folder.</summary>
    /// <param name="output">The experiment's folder; it is made if it is not there.</param>
    /// <param name="options">The options, which must be those that the state was begun with.</param>
    /// <param name="mayResume">Whether there may be a state already.</param>
    /// <exception cref="MoodRecException">There is a state that must not be gone on with.</exception>
    public static ExperimentState Open(string output, ExperimentOptions options, bool mayResume)
    {
        string folder = Path.Combine(output, "state");
        string file = Path.Combine(folder, OptionsFile);
        JsonNode now = JsonSerializer.SerializeToNode(options with { EncoderFolder = "", Seeds = 1 }, EvaluationJson.Options)!;
        if (File.Exists(file))
        {
            if (!mayResume)
            {
                throw new MoodRecException($"'{output}' holds an experiment already. Give --resume to go on with it, or another folder.");
            }

            if (!JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(file)), now))
            {
                throw new MoodRecException($"The experiment in '{output}' was begun with other options. Give those, or another folder. More or fewer seeds are no other options.");
            }
        }
        else
        {
            Directory.CreateDirectory(folder);
            Write(file, now);
        }

        return new ExperimentState(folder);
    }

    /// <summary>The result of a step, if it was finished; otherwise it is computed and kept.</summary>
    public T Do<T>(string step, Func<T> compute, Action skipped)
        where T : class
    {
        if (Find<T>(step) is { } finished)
        {
            skipped();
            return finished;
        }

        T result = compute();
        Write(PathOf(step), JsonSerializer.SerializeToNode(result, EvaluationJson.Compact)!);
        return result;
    }

    /// <summary>The result of a step, or null if it was not finished.</summary>
    public T? Find<T>(string step)
        where T : class =>
        File.Exists(PathOf(step)) ? JsonSerializer.Deserialize<T>(File.ReadAllText(PathOf(step)), EvaluationJson.Compact) : null;

    /// <summary>A folder for the checkpoints of a step.</summary>
    public string CheckpointFolder(string step) => Path.Combine(_folder, FileName(step));

    private string PathOf(string step) => Path.Combine(_folder, FileName(step) + ".json");

    private static string FileName(string step) => step.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-');

    private static void Write(string path, JsonNode node)
    {
        string aside = path + ".new";
        File.WriteAllText(aside, node.ToJsonString(EvaluationJson.Compact));
        File.Move(aside, path, overwrite: true);
    }
}
