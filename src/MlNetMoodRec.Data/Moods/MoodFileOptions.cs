using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Mood;

/// <summary>Which texts are read, and where their moods go.</summary>
public sealed record MoodFileOptions
{
    /// <summary>The file of texts: CSV, TSV, JSON lines (also .gz) or Parquet. Null where the texts are given.</summary>
    public string? Input { get; init; }

    /// <summary>The file to write: .csv, .jsonl (also .gz) or .parquet.</summary>
    public required string Output { get; init; }

    /// <summary>How the input is read.</summary>
    public TextReaderOptions Reader { get; init; } = new();

    /// <summary>Whether the 512 numbers of the sentiment embedding are written as well.</summary>
    public bool Embedding { get; init; }

    /// <summary>Reports what is wrong before anything is read.</summary>
    /// <exception cref="MoodRecException">A value is wrong, or the output cannot be written.</exception>
    public void Validate()
    {
        Reader.Validate();
        AsideFile.FormatOf(Output);
        AsideFile.CheckPlace(Output);
        if (Input is not null && Path.GetFullPath(Output) == Path.GetFullPath(Input))
        {
            throw new MoodRecException($"'{Output}' is the input as well: name another file to write.");
        }
    }
}
