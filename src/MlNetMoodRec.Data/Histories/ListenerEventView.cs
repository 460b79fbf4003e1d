using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Data.Histories;

/// <summary>One <see cref="ListenerEvent"/> for each interaction, in time order. Columns are made only when asked for. Thread-safe.</summary>
internal sealed class ListenerEventView : IDataView
{
    private static readonly ListenerEvent Defaults = new();

    private readonly InteractionStore _store;
    private readonly ListenerHistories _histories;
    private readonly HistoryOptions _options;
    private readonly float[]? _valences;
    private readonly ReadOnlyMemory<char>[] _songIds;

    /// <param name="context">The context that gives the rows the schema of <see cref="ListenerEvent"/>.</param>
    /// <param name="store">The interactions.</param>
    /// <param name="options">What the rows hold.</param>
    /// <param name="valences">The valence of what was written at each interaction, or null.</param>
    public ListenerEventView(MLContext context, InteractionStore store, HistoryOptions options, float[]? valences)
    {
        _store = store;
        _histories = new ListenerHistories(store, options);
        _options = options;
        _valences = valences;
        _songIds = [.. Enumerable.Range(0, store.Songs.Count).Select(song => store.Songs[song].AsMemory())];

        DataViewSchema.Builder schema = new();
        foreach (DataViewSchema.Column column in context.Data.LoadFromEnumerable(Array.Empty<ListenerEvent>()).Schema)
        {
            schema.AddColumn(column.Name, column.Type, column.Name == nameof(ListenerEvent.Time) ? TimeAnnotations.For(store.HasTimes) : null);
        }

        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _store.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new LazyRowCursor(Schema, _store.Count, columnsNeeded, CreateGetter);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private Delegate CreateGetter(DataViewSchema.Column column, LazyRowCursor cursor) => column.Name switch
    {
        nameof(ListenerEvent.UserId) => Scalar(() => _store.Users[_store.User[cursor.Row]].AsMemory()),
        nameof(ListenerEvent.Text) => Scalar(() => _histories.MoodTextRow(cursor.Row) is var text and >= 0 ? _store.Text[text].AsMemory() : default),
        nameof(ListenerEvent.TextHoursAgo) => Scalar(() => _histories.MoodTextRow(cursor.Row) is var text and >= 0 && _store.HasTimes ? HoursBetween(text, cursor.Row) : 0),
        nameof(ListenerEvent.RecentSongIds) => Recent(cursor, past => _songIds[_store.Song[past]]),
        nameof(ListenerEvent.RecentFeedback) => Recent(cursor, past => _store.Feedback[past]),
        nameof(ListenerEvent.RecentValence) => _valences is null ? None<float>() : Recent(cursor, past => _valences[past]),
        nameof(ListenerEvent.RecentHoursAgo) => _store.HasTimes ? Recent(cursor, past => HoursBetween(past, cursor.Row)) : None<float>(),
        nameof(ListenerEvent.ExcludedSongIds) => _options.ExcludeSeen ? Excluded(cursor) : None<ReadOnlyMemory<char>>(),
        nameof(ListenerEvent.LikeWeight) => Scalar(() => Defaults.LikeWeight),
        nameof(ListenerEvent.TopN) => Scalar(() => Defaults.TopN),
        nameof(ListenerEvent.SongId) => Scalar(() => _songIds[_store.Song[cursor.Row]]),
        nameof(ListenerEvent.Feedback) => Scalar(() => _store.Feedback[cursor.Row]),
        nameof(ListenerEvent.Time) => Scalar(() => new DateTime(_store.Ticks[cursor.Row], DateTimeKind.Utc)),
        nameof(ListenerEvent.IsSessionStart) => Scalar(() => _histories.IsSessionStart(cursor.Row)),
        _ => throw new NotSupportedException($"The column '{column.Name}' of {nameof(ListenerEvent)} has no values here."),
    };

    private float HoursBetween(int past, int row) => (float)TimeSpan.FromTicks(_store.Ticks[row] - _store.Ticks[past]).TotalHours;

    private ValueGetter<VBuffer<T>> Recent<T>(LazyRowCursor cursor, Func<int, T> valueOf) => (ref VBuffer<T> values) =>
    {
        ReadOnlySpan<int> history = _histories.Before(cursor.Row, _options.Length);
        VBufferEditor<T> editor = VBufferEditor.Create(ref values, history.Length);
        for (int i = 0; i < history.Length; i++)
        {
            editor.Values[i] = valueOf(history[i]);
        }

        values = editor.Commit();
    };

    private ValueGetter<VBuffer<ReadOnlyMemory<char>>> Excluded(LazyRowCursor cursor)
    {
        HashSet<int> seen = [];
        return (ref VBuffer<ReadOnlyMemory<char>> ids) =>
        {
            seen.Clear();
            foreach (int past in _histories.Before(cursor.Row, HistoryOptions.FullLength))
            {
                seen.Add(_store.Song[past]);
            }

            seen.Remove(_store.Song[cursor.Row]);
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref ids, seen.Count);
            int i = 0;
            foreach (int song in seen)
            {
                editor.Values[i++] = _songIds[song];
            }

            ids = editor.Commit();
        };
    }

    private static ValueGetter<T> Scalar<T>(Func<T> get) => (ref T value) => value = get();

    private static ValueGetter<VBuffer<T>> None<T>() => (ref VBuffer<T> values) => values = VBufferEditor.Create(ref values, 0).Commit();
}
