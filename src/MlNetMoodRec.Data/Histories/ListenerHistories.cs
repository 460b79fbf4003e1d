namespace MlNetMoodRec.Data.Histories;

/// <summary>
/// What lies before each interaction: the listener's earlier ones, and the text that tells the mood. Everything here is
/// computed from earlier interactions of the same listener, and from the event's own text only if it was written before.
/// </summary>
internal sealed class ListenerHistories
{
    private readonly InteractionStore _store;
    private readonly int[] _rows;
    private readonly int[] _starts;
    private readonly int[] _places;
    private readonly int[] _moodRows;
    private readonly long _sessionGapTicks;

    public ListenerHistories(InteractionStore store, HistoryOptions options)
    {
        _store = store;
        _sessionGapTicks = ToTicks(options.SessionGapHours);
        (_starts, _rows, _places) = GroupByUser(store);
        _moodRows = FindMoodTexts(store.HasTimes && options.MoodWindowHours is { } hours ? ToTicks(hours) : long.MaxValue);
    }

    /// <summary>The listener's interactions before <paramref name="row"/>, oldest first, at most the last <paramref name="length"/>.</summary>
    public ReadOnlySpan<int> Before(int row, int length)
    {
        int end = _places[row];
        int start = _starts[_store.User[row]];
        int count = Math.Min(length, end - start);
        return _rows.AsSpan(end - count, count);
    }

    /// <summary>
    /// The row whose words are known before the event: its own, if it is a check-in, else the last one with a text
    /// within the window; -1 if there is none.
    /// </summary>
    public int MoodTextRow(int row) => _moodRows[row];

    public bool IsSessionStart(int row)
    {
        ReadOnlySpan<int> previous = Before(row, 1);
        return previous.IsEmpty || (_store.HasTimes && _store.Ticks[row] - _store.Ticks[previous[0]] > _sessionGapTicks);
    }

    private static long ToTicks(double hours) => hours < TimeSpan.MaxValue.TotalHours ? TimeSpan.FromHours(hours).Ticks : long.MaxValue;

    private static (int[] Starts, int[] Rows, int[] Places) GroupByUser(InteractionStore store)
    {
        int[] starts = new int[store.Users.Count + 1];
        foreach (int user in store.User)
        {
            starts[user + 1]++;
        }

        for (int user = 0; user < store.Users.Count; user++)
        {
            starts[user + 1] += starts[user];
        }

        int[] next = [.. starts];
        int[] rows = new int[store.Count];
        int[] places = new int[store.Count];
        for (int row = 0; row < store.Count; row++)
        {
            places[row] = next[store.User[row]]++;
            rows[places[row]] = row;
        }

        return (starts, rows, places);
    }

    private int[] FindMoodTexts(long windowTicks)
    {
        int[] moodRows = new int[_store.Count];
        int[] lastTexts = new int[_store.Users.Count];
        Array.Fill(lastTexts, -1);
        for (int row = 0; row < _store.Count; row++)
        {
            ref int last = ref lastTexts[_store.User[row]];
            bool hasText = _store.Text[row] is not null;
            bool isKnown = hasText && _store.IsTextBefore[row];
            bool isRecent = last >= 0 && _store.Ticks[row] - _store.Ticks[last] <= windowTicks;
            moodRows[row] = isKnown ? row : isRecent ? last : -1;
            last = hasText ? row : last;
        }

        return moodRows;
    }
}
