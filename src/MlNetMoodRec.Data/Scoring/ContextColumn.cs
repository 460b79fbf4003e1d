using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Scoring;

/// <summary>A column of the file to score: a property of <see cref="ListenerContext"/>, its names, and how it is read.</summary>
/// <param name="Property">The property.</param>
/// <param name="Role">Its key in a mapping and its usual names.</param>
/// <param name="Read">Sets the property from the column's cell in the current row.</param>
internal sealed record ContextColumn(string Property, ColumnRole Role, Action<ListenerContext, Cell> Read)
{
    /// <summary>All columns. A new property of <see cref="ListenerContext"/> is a line here.</summary>
    public static IReadOnlyList<ContextColumn> All { get; } =
    [
        Id("user", nameof(ListenerContext.UserId), (row, id) => row.UserId = id, "uid", "listener", "listenerid"),
        Text("text", nameof(ListenerContext.Text), (row, text) => row.Text = text),
        Number("text-hours-ago", nameof(ListenerContext.TextHoursAgo), "a number", n => Math.Abs(n) <= float.MaxValue, (row, n) => row.TextHoursAgo = (float)n),
        Ids("recent", nameof(ListenerContext.RecentSongIds), (row, ids) => row.RecentSongIds = ids, "recentsongs", "history"),
        Numbers("recent-feedback", nameof(ListenerContext.RecentFeedback), (row, numbers) => row.RecentFeedback = numbers),
        Numbers("recent-valence", nameof(ListenerContext.RecentValence), (row, numbers) => row.RecentValence = numbers),
        Numbers("recent-hours-ago", nameof(ListenerContext.RecentHoursAgo), (row, numbers) => row.RecentHoursAgo = numbers),
        Ids("exclude", nameof(ListenerContext.ExcludedSongIds), (row, ids) => row.ExcludedSongIds = ids, "excluded", "excludedsongs"),
        Number("like-weight", nameof(ListenerContext.LikeWeight), "a number of at least 0", n => n >= 0 && n <= float.MaxValue, (row, n) => row.LikeWeight = (float)n),
        Number("top", nameof(ListenerContext.TopN), "a whole number of at least 1", n => n >= 1 && n <= int.MaxValue && double.IsInteger(n), (row, n) => row.TopN = (int)n),
    ];

    /// <summary>The place of a property's column in <see cref="All"/>.</summary>
    public static int IndexOf(string property) => All.Select(column => column.Property).ToList().IndexOf(property);

    private static ContextColumn Id(string key, string property, Action<ListenerContext, string> set, params string[] names) =>
        Of(key, property, names, (row, cell) => set(row, CellParser.Id(cell) ?? ""));

    private static ContextColumn Text(string key, string property, Action<ListenerContext, string> set, params string[] names) =>
        Of(key, property, names, (row, cell) => set(row, cell.IsMissing ? "" : cell.Kind == CellKind.Text ? cell.Text : throw new FormatException("a text")));

    private static ContextColumn Ids(string key, string property, Action<ListenerContext, string[]> set, params string[] names) =>
        Of(key, property, names, (row, cell) => set(row, ListOf(cell, "a list of ids")?.Ids() ?? []));

    private static ContextColumn Numbers(string key, string property, Action<ListenerContext, float[]> set, params string[] names) =>
        Of(key, property, names, (row, cell) => set(row, ListOf(cell, "a list of numbers")?.Numbers() ?? []));

    private static ContextColumn Number(
        string key, string property, string expected, Func<double, bool> isValid, Action<ListenerContext, double> set, params string[] names) =>
        Of(key, property, names, (row, cell) =>
        {
            if (!CellParser.IsMissingNumber(cell))
            {
                set(row, CellParser.TryNumber(cell, out double number) && isValid(number) ? number : throw new FormatException(expected));
            }
        });

    private static ContextColumn Of(string key, string property, string[] names, Action<ListenerContext, Cell> read) => new(
        property,
        new ColumnRole(key, [key.Replace("-", "", StringComparison.Ordinal), property.ToLowerInvariant(), .. names]),
        read);

    private static ListValue? ListOf(Cell cell, string expected) =>
        cell.IsMissing ? null : cell.List ?? (cell.Kind is CellKind.Text or CellKind.Number ? new ListText(cell.Text) : throw new FormatException(expected));
}
