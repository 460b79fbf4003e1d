namespace MlNetMoodRec.Data.Tables;

/// <summary>Opens a file by its format and binds the columns of the roles: cell i of a row is that of role i.</summary>
internal sealed class Table : IDisposable
{
    private readonly TableReader _reader;
    private readonly TableReaderOptions _options;
    private readonly int[] _columns;
    private readonly int[] _bound;
    private readonly ColumnMapping _mapping;

    public Table(string path, TableReaderOptions options, ColumnMapping mapping)
    {
        _options = options;
        _mapping = mapping;
        _reader = Open(path, options, mapping);
        try
        {
            _columns = _reader.Columns.Count > 0 ? mapping.Resolve(_reader) : throw new MoodRecException($"'{path}' holds no rows.");
        }
        catch
        {
            _reader.Dispose();
            throw;
        }

        int[] bound = [.. _columns.Where(column => column >= 0).Distinct()];
        _bound = [.. _columns.Select(column => Array.IndexOf(bound, column))];
        _reader.Bind(bound);
        if (mapping.AllowsLateColumns && _reader is JsonLinesTableReader json)
        {
            json.LateColumn = BindLate;
        }
    }

    public bool TimesAreOrder => _reader.TimesAreOrder;

    /// <summary>How many rows were skipped because they could not be understood.</summary>
    public long BadRows { get; private set; }

    public bool Has(int role) => _bound[role] >= 0;

    public string NameOf(int role) => _reader.Columns[_columns[role]];

    public Cell this[int role] => _bound[role] >= 0 ? _reader[_bound[role]] : Cell.Missing;

    /// <summary>How much of the file was read, in [0, 1].</summary>
    public double Share => _reader.Share;

    /// <summary>The names of the columns that play no role.</summary>
    public IEnumerable<string> UnusedColumns => _reader.Columns.Where((_, i) => !_columns.Contains(i));

    /// <summary>Reads rows until <paramref name="use"/> took one without a <see cref="BadRowException"/>; false at the end.</summary>
    public bool Read(Action use)
    {
        while (ReadOne(use, out BadRowException? bad))
        {
            if (bad is null)
            {
                return true;
            }

            BadRows++;
            if (_options.OnBadRow == BadRowHandling.Fail)
            {
                throw new MoodRecException(
                    $"'{_reader.Path}', {Describe(bad)}. Correct the row, or skip such rows (OnBadRow = Skip, --on-bad-row skip).", bad);
            }
        }

        return false;
    }

    /// <summary>Reads one row; false at the end. A row that cannot be understood gives the reason instead of going to <paramref name="use"/>.</summary>
    public bool ReadOne(Action use, out BadRowException? bad)
    {
        bad = null;
        try
        {
            if (!_reader.Read())
            {
                return false;
            }

            use();
        }
        catch (BadRowException e)
        {
            bad = e;
        }

        return true;
    }

    /// <summary>Where the current row is and what is wrong with it.</summary>
    public string Describe(BadRowException bad) => $"{_reader.LineName} {_reader.Line}, {bad.Message}";

    public void Dispose() => _reader.Dispose();

    /// <summary>Binds a new last column to the role that it plays, if that has none; false where it plays none.</summary>
    private bool BindLate(string column)
    {
        int role = _mapping.RoleOf(column, role => _bound[role] < 0);
        if (role < 0)
        {
            return false;
        }

        (_columns[role], _bound[role]) = (_reader.Columns.Count, _bound.Max() + 1);
        return true;
    }

    private static TableReader Open(string path, TableReaderOptions options, ColumnMapping mapping)
    {
        // A missing file is the better answer where the extension does not tell the format either.
        DataFile.OpenStored(path).Dispose();
        DataFormat format = options.Format ?? DataFile.FormatOf(path);
        return format switch
        {
            DataFormat.Csv or DataFormat.Tsv => new DelimitedTableReader(path, format, options, options.HasHeader ?? !mapping.IsByNumber),
            DataFormat.JsonLines => new JsonLinesTableReader(path),
            DataFormat.Sequences => new SequenceTableReader(path),
            _ => new ParquetTableReader(path),
        };
    }
}
