using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Scoring;

/// <summary>What is scored with which model, and where the answers go.</summary>
public sealed record ScoringOptions
{
    /// <summary>The model zip.</summary>
    public required string Model { get; init; }

    /// <summary>The file of rows: CSV, TSV, JSON lines (also .gz) or Parquet.</summary>
    public required string Input { get; init; }

    /// <summary>The file to write: .csv, .jsonl (also .gz) or .parquet.</summary>
    public required string Output { get; init; }

    /// <summary>How the input is read.</summary>
    public ContextReaderOptions Reader { get; init; } = new();

    /// <summary>How many songs a row gets that does not say it itself. 10, as in <c>ListenerContext.TopN</c>.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Whether the recent songs are left out, as 'moodrec recommend' leaves them out.</summary>
    public bool ExcludeRecent { get; init; } = true;

    /// <summary>Which part of the listeners is scored; null for all.</summary>
    public UserShard? Shard { get; init; }

    /// <summary>Whether what an earlier run left unfinished is thrown away rather than continued.</summary>
    public bool Restart { get; init; }

    /// <summary>How many batches run side by side; null for as many as there are processors.</summary>
    public int? Threads { get; init; }

    /// <summary>Reports every wrong value at once.</summary>
    /// <exception cref="MoodRecException">A value is wrong, or the output cannot be written.</exception>
    public void Validate()
    {
        Reader.Validate();
        List<string> problems = [];
        if (Top < 1)
        {
            problems.Add($"{nameof(Top)} is {Top}; it must be at least 1");
        }

        if (Threads < 1)
        {
            problems.Add($"{nameof(Threads)} is {Threads}; it must be at least 1");
        }

        if (Shard is { } shard && (shard.Index < 1 || shard.Index > shard.Count))
        {
            problems.Add($"{nameof(Shard)} is {shard}; it must be i/n with i from 1 to n");
        }

        if (problems.Count > 0)
        {
            throw new MoodRecException($"{nameof(ScoringOptions)}: {string.Join("; ", problems)}.");
        }

        AsideFile.FormatOf(Output);
        AsideFile.CheckPlace(Output);
        if (Path.GetFullPath(Output) == Path.GetFullPath(Input))
        {
            throw new MoodRecException($"'{Output}' is the input as well: name another file to write.");
        }
    }
}
