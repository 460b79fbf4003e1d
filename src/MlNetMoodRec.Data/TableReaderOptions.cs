namespace MlNetMoodRec.Data;

/// <summary>How a data file is laid out: what the readers of interactions and of catalogues have in common.</summary>
public abstract record TableReaderOptions
{
    /// <summary>The format; null takes it from the file's extension (<c>.csv .tsv .jsonl .ndjson .json .parquet</c>, and <c>.gz</c>).</summary>
    public DataFormat? Format { get; init; }

    /// <summary>
    /// Which column holds what, as <c>key=column,key=column</c>. A column is named by its header (upper and lower case
    /// are the same) or by its number from 0. Keys that are not given are looked for under their usual names.
    /// </summary>
    public string Map { get; init; } = "";

    /// <summary>Whether the first row of a CSV or TSV file names the columns; null: unless <see cref="Map"/> holds only numbers.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>The separator of a CSV file; null finds it in the first lines.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether fields may stand in double quotes; null: in CSV yes, in TSV no.</summary>
    public bool? Quoted { get; init; }

    /// <summary>What to do with a row that cannot be understood: an unreadable number or time, a missing field, broken JSON.</summary>
    public BadRowHandling OnBadRow { get; init; } = BadRowHandling.Fail;

    private protected List<string> Problems()
    {
        List<string> problems = [];
        if (Format is { } format && !Enum.IsDefined(format))
        {
            problems.Add($"{nameof(Format)} is {format}, which is no format");
        }

        if (!Enum.IsDefined(OnBadRow))
        {
            problems.Add($"{nameof(OnBadRow)} is {OnBadRow}; it must be Fail or Skip");
        }

        if (Separator is { } separator && (!char.IsAscii(separator) || separator is '"' or '\r' or '\n'))
        {
            problems.Add($"{nameof(Separator)} must be an ASCII character other than a quote or a line break");
        }

        return problems;
    }

    private protected static void ThrowIfAny(List<string> problems, string options)
    {
        if (problems.Count > 0)
        {
            throw new MoodRecException($"{options}: {string.Join("; ", problems)}.");
        }
    }
}
