using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>
/// What a search has done, one line of JSON for each trial of a rung, on the disk before the search goes on. The first
/// line says which search it is. A line that a kill cut off counts as never written.
/// </summary>
/// <remarks>Lines may be added from several threads. The file is locked: one folder is one search at a time.</remarks>
internal sealed class SearchJournal : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly Lock _lock = new();
    private readonly Dictionary<(int Rung, int Trial), Entry> _entries = [];

    private SearchJournal(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="search">What makes the search what it is: a journal of another one is refused.</param>
    /// <exception cref="MoodRecException">The file is in use, is none, or belongs to another search.</exception>
    public static SearchJournal Open(string path, JsonObject search)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"The search's journal cannot be opened: {exception.Message} One folder can hold one running search.", exception);
        }

        var journal = new SearchJournal(file, path);
        try
        {
            journal.Read(search);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The trial as it was after the rung, or null if it is not through it.</summary>
    public SearchTrial? Find(SearchTrial trial, int rung) => _entries.TryGetValue((rung, trial.Number), out Entry? entry)
        ? trial with { Rung = rung, State = entry.State, Epochs = entry.Epochs, Seconds = entry.Seconds, Error = entry.Error }
        : null;

    /// <summary>Puts a trial that is through its rung on the disk.</summary>
    public void Add(SearchTrial trial)
    {
        lock (_lock)
        {
            Write(JsonSerializer.Serialize(new Entry(trial.Rung, trial.Number, trial.State, trial.Epochs, trial.Seconds, trial.Error), EvaluationJson.Compact));
        }
    }

    public void Dispose() => _file.Dispose();

    private void Write(string line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line + '\n'));
        _file.Flush(flushToDisk: true);
    }

    private void Read(JsonObject search)
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        int complete = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        _file.SetLength(complete);
        _file.Position = complete;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, complete).Split('\n')[..^1];
        if (lines.Length == 0)
        {
            Write(search.ToJsonString(EvaluationJson.Compact));
            return;
        }

        Compare(Parse<JsonObject>(lines[0], 1), search);
        for (int i = 1; i < lines.Length; i++)
        {
            Entry entry = Parse<Entry>(lines[i], i + 1);
            _entries[(entry.Rung, entry.Trial)] = entry;
        }
    }

    private void Compare(JsonObject found, JsonObject expected)
    {
        Dictionary<string, string> there = Leaves(found);
        Dictionary<string, string> now = Leaves(expected);
        string[] differences =
        [
            .. now.Keys.Union(there.Keys).Where(k => there.GetValueOrDefault(k) != now.GetValueOrDefault(k))
                .Select(k => $"{k} is {there.GetValueOrDefault(k, "not given")} there and {now.GetValueOrDefault(k, "not given")} now"),
        ];
        if (differences.Length > 0)
        {
            throw new MoodRecException(
                $"{_path} belongs to another search: {string.Join("; ", differences)}. Give the same data and options to go on with it, or another folder.");
        }
    }

    private T Parse<T>(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, EvaluationJson.Compact) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new MoodRecException($"{_path}, line {number} is no line of a search's journal. Give another folder, or delete the file to start anew.", exception);
        }
    }

    private static Dictionary<string, string> Leaves(JsonObject node)
    {
        var leaves = new Dictionary<string, string>();
        Collect(node, "");
        return leaves;

        void Collect(JsonObject parent, string prefix)
        {
            foreach ((string name, JsonNode? value) in parent)
            {
                if (value is JsonObject child)
                {
                    Collect(child, $"{prefix}{name}.");
                }
                else
                {
                    leaves[prefix + name] = value?.ToJsonString() ?? "null";
                }
            }
        }
    }

    private sealed record Entry(int Rung, int Trial, TrialState State, IReadOnlyList<TrainingEpoch> Epochs, double Seconds, string? Error);
}
