using System.Globalization;

namespace MlNetMoodRec.Data.Tables;

/// <summary>Which column of a file plays which role: what the user mapped, then what the columns are called.</summary>
internal sealed class ColumnMapping
{
    private const int MaxShownColumns = 30;
    private const int MaxShownName = 40;

    private readonly IReadOnlyList<ColumnRole> _roles;
    private readonly Dictionary<string, string> _mapped = new(StringComparer.OrdinalIgnoreCase);

    public ColumnMapping(string map, IReadOnlyList<ColumnRole> roles, List<string> problems)
    {
        _roles = roles;
        foreach (string pair in map.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || parts[1].Length == 0)
            {
                problems.Add($"the mapping '{pair}' is not of the form key=column");
            }
            else if (!roles.Any(role => role.Key.Equals(parts[0], StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add($"the mapping's key '{parts[0]}' is none of {string.Join(", ", roles.Select(role => role.Key))}");
            }
            else if (!_mapped.TryAdd(parts[0], parts[1]))
            {
                problems.Add($"the mapping names '{parts[0]}' twice");
            }
        }
    }

    /// <summary>
    /// Whether a column may first appear after the rows in which the columns of a file without a header are looked for.
    /// Off where a row cannot be understood without knowing all columns.
    /// </summary>
    public bool AllowsLateColumns { get; init; }

    /// <summary>Whether columns are given by number alone, as for a file without a header.</summary>
    public bool IsByNumber => _mapped.Count > 0 && _mapped.Values.All(column => column.All(char.IsAsciiDigit));

    /// <summary>The position of each role's column in the file, or -1, in the order of the roles.</summary>
    public int[] Resolve(TableReader table)
    {
        List<string> problems = [];
        int[] columns = [.. _roles.Select(role => Resolve(role, table, problems))];
        return problems.Count == 0
            ? columns
            : throw new MoodRecException(
                $"'{table.Path}': {string.Join("; ", problems)}. Its columns are: {Show(table)}. Map them with key=column,... (keys: " +
                $"{string.Join(", ", _roles.Select(role => role.Key))}); a file without a header is mapped by column numbers, from 0.");
    }

    /// <summary>The role that a column plays by its usual names, among those that <paramref name="isFree"/>; or -1.</summary>
    public int RoleOf(string column, Func<int, bool> isFree)
    {
        string plain = Plain(column);
        for (int role = 0; role < _roles.Count; role++)
        {
            if (isFree(role) && _roles[role].Names.Contains(plain))
            {
                return role;
            }
        }

        return -1;
    }

    private int Resolve(ColumnRole role, TableReader table, List<string> problems)
    {
        if (_mapped.TryGetValue(role.Key, out string? wanted))
        {
            int column = IndexOf(table.Columns, name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase));
            if (column < 0 && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < table.Columns.Count)
            {
                column = number;
            }

            if (column < 0)
            {
                string where = table is JsonLinesTableReader ? $" in its first {JsonLinesTableReader.SampledRows} rows" : "";
                problems.Add($"there is no column '{wanted}'{where}, which is mapped to {role.Key}");
            }

            return column;
        }

        foreach (string usual in role.Names)
        {
            int column = IndexOf(table.Columns, name => Plain(name) == usual);
            if (column >= 0)
            {
                return column;
            }
        }

        if (role.IsRequired)
        {
            problems.Add($"no column is mapped to {role.Key}, and none has a usual name for it");
        }

        return -1;
    }

    private static int IndexOf(IReadOnlyList<string> columns, Func<string, bool> isWanted)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (isWanted(columns[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Plain(string name) =>
        new([.. name.Where(c => c is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant)]);

    /// <summary>The names of the columns. Where a header is missing, they are data: long ones are not shown.</summary>
    private static string Show(TableReader table)
    {
        IEnumerable<string> names = table.Columns.Take(MaxShownColumns).Select(name => name.Length <= MaxShownName
            ? new string([.. name.Select(c => char.IsControl(c) ? '?' : c)])
            : $"({name.Length} characters)");
        string more = table.Columns.Count > MaxShownColumns ? $" and {table.Columns.Count - MaxShownColumns} more" : "";
        return table.Columns.Count == 0 ? "none" : string.Join(", ", names) + more;
    }
}
