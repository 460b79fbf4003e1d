using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Data;

/// <summary>
/// Reads interactions from a CSV, TSV, JSON-lines, Parquet or sequence file, row by row. Rows without a user, a song or
/// (where there is a column of times) a time are left out and counted, and so are exact duplicates; to find these the
/// reader keeps about 40 bytes for each interaction. Times are unix seconds, unix milliseconds (numbers from 1e11 on) or
/// ISO 8601; without an offset they are taken as UTC. A file without times is in the order of its rows, one second apart.
/// Ids are trimmed, and '874.0' is the same as '874'. Not thread-safe.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="options">How it is read; null for the defaults.</param>
/// <exception cref="MoodRecException">An option is wrong.</exception>
public sealed class InteractionReader(string path, InteractionReaderOptions? options = null)
{
    private const int RowsPerReport = 65_536;

    private readonly InteractionReaderOptions _options = options ?? new InteractionReaderOptions();
    private readonly ColumnMapping _mapping = (options ?? new InteractionReaderOptions()).CreateMapping();

    /// <summary>What was found; null until a call of <see cref="Read"/> was enumerated to its end.</summary>
    public ReadSummary? Summary { get; private set; }

    /// <summary>Whether times are known; false for a file whose order stands for them. Valid once the first row was read.</summary>
    internal bool HasTimes { get; private set; }

    /// <summary>Reads the interactions in the order of the file. Enumerating again reads the file again.</summary>
    /// <param name="progress">Is told how many rows were read, now and then.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="MoodRecException">The file cannot be used; the message says why, and where in the file.</exception>
    public IEnumerable<Interaction> Read(IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        Summary = null;
        cancellationToken.ThrowIfCancellationRequested();
        string hash = DataFile.Sha256(path);
        ValueRange? range = _options.FeedbackRange ?? FindRange(cancellationToken);
        using Table table = new(path, _options, _mapping);
        InteractionParser parser = new(table, _options, range);
        HasTimes = parser.HasTimes;
        Interaction? interaction = null;
        while (table.Read(() => interaction = parser.Parse()))
        {
            if (parser.Rows % RowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(parser.Rows);
            }

            if (interaction is not null)
            {
                yield return interaction;
            }
        }

        progress?.Report(parser.Rows);
        Summary = parser.Summarise(path, hash);
        if (Summary.Kept == 0)
        {
            throw new MoodRecException(Summary.RowsRead == 0
                ? $"'{path}' holds no rows."
                : $"'{path}' holds no interaction that can be used. {Summary}");
        }
    }

    /// <summary>The range of the numeric feedback; null where there is none. Rows that cannot be read are left to the reading itself.</summary>
    private ValueRange? FindRange(CancellationToken cancellationToken)
    {
        using Table table = new(path, _options with { OnBadRow = BadRowHandling.Skip }, _mapping);
        if (!table.Has(InteractionReaderOptions.Feedback))
        {
            return null;
        }

        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        long rows = 0;
        while (table.Read(() =>
        {
            if (CellParser.TryNumber(table[InteractionReaderOptions.Feedback], out double number))
            {
                min = Math.Min(min, number);
                max = Math.Max(max, number);
            }
        }))
        {
            if (++rows % RowsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return min > max ? null : ValueRange.Unit.Contains(min) && ValueRange.Unit.Contains(max) ? ValueRange.Unit : new ValueRange(min, max);
    }
}
