using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Scoring;

/// <summary>Reads a file of contexts chunk by chunk: the rows of one shard, and the reasons for those that cannot be understood.</summary>
internal sealed class ContextReader : IDisposable
{
    private static readonly int User = ContextColumn.IndexOf(nameof(ListenerContext.UserId));
    private static readonly int[] Needed =
        [ContextColumn.IndexOf(nameof(ListenerContext.Text)), ContextColumn.IndexOf(nameof(ListenerContext.RecentSongIds))];

    private readonly ScoringOptions _options;
    private readonly Table _table;

    public ContextReader(ScoringOptions options)
    {
        _options = options;
        _table = new Table(options.Input, options.Reader, options.Reader.CreateMapping());
        if (!Array.Exists(Needed, _table.Has))
        {
            throw Unusable($"no column is mapped to {string.Join(" or ", Needed.Select(KeyOf))}, and none has a usual name for either");
        }

        if (options.Shard is not null && !_table.Has(User))
        {
            throw Unusable($"no column is mapped to {KeyOf(User)}, whose hash chooses the part of --shard");
        }
    }

    /// <summary>How many rows of the file were passed, those of other shards included.</summary>
    public long RowsPassed { get; private set; }

    /// <summary>The columns that are read, as key=column; rows of JSON may bring more.</summary>
    public IEnumerable<string> UsedColumns => Columns.Select(column => $"{KeyOf(column)}={_table.NameOf(column)}");

    /// <summary>The columns that are not read.</summary>
    public IEnumerable<string> UnusedColumns => _table.UnusedColumns;

    /// <summary>Passes rows that were scored already.</summary>
    public void Skip(long rows, CancellationToken cancellationToken)
    {
        for (; RowsPassed < rows && _table.ReadOne(() => { }, out _); RowsPassed++)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The next rows; fewer than <paramref name="size"/> only at the end of the file.</summary>
    public ScoringChunk ReadChunk(int size, CancellationToken cancellationToken)
    {
        List<long> rows = [];
        List<ListenerContext> contexts = [];
        List<RejectedRow> rejected = [];
        bool? isOurs = null;
        ListenerContext? context = null;
        void Parse()
        {
            isOurs = _options.Shard is not { } shard || shard.Holds(CellParser.Id(_table[User]) ?? "");
            context = isOurs.Value ? Context() : null;
        }

        while (contexts.Count + rejected.Count < size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (isOurs, context) = (null, null);
            if (!_table.ReadOne(Parse, out BadRowException? bad))
            {
                break;
            }

            long row = ++RowsPassed;
            if (bad is null && context is not null)
            {
                rows.Add(row);
                contexts.Add(context);
            }
            else if (bad is not null && (isOurs ?? _options.Shard?.HoldsRow(row) ?? true))
            {
                rejected.Add(new RejectedRow(row, _table.Describe(bad)));
            }
        }

        return new ScoringChunk(rows, contexts, rejected, RowsPassed, _table.Share);
    }

    public void Dispose() => _table.Dispose();

    private IEnumerable<int> Columns => Enumerable.Range(0, ContextColumn.All.Count).Where(_table.Has);

    private ListenerContext Context()
    {
        var context = new ListenerContext { TopN = _options.Top };
        foreach (int column in Columns)
        {
            Cell cell = _table[column];
            try
            {
                ContextColumn.All[column].Read(context, cell);
            }
            catch (FormatException e)
            {
                // A list that holds something else says itself what it found.
                throw e.Message.Contains(", found ", StringComparison.Ordinal)
                    ? new BadRowException($"column '{_table.NameOf(column)}' ({KeyOf(column)}): expected {e.Message}")
                    : new BadRowException(_table.NameOf(column), KeyOf(column), e.Message, cell);
            }
        }

        if (_options.ExcludeRecent)
        {
            context.ExcludedSongIds = [.. context.ExcludedSongIds, .. context.RecentSongIds];
        }

        return context;
    }

    private static string KeyOf(int column) => ContextColumn.All[column].Role.Key;

    private MoodRecException Unusable(string problem)
    {
        string message = $"'{_options.Input}': {problem}. Its other columns are: {string.Join(", ", UnusedColumns.Take(30))}. Map them with key=column,...";
        _table.Dispose();
        return new MoodRecException(message);
    }
}
