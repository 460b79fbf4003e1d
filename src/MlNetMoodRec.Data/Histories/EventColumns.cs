using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetMoodRec.Data.Histories;

/// <summary>Reads columns of interactions or events out of any data view that has them.</summary>
internal static class EventColumns
{
    public static DataViewSchema.Column Find(IDataView data, string name, DataViewType type) =>
        data.Schema.GetColumnOrNull(name) is { } column && column.Type.Equals(type)
            ? column
            : throw new MoodRecException(
                $"The data has no column '{name}' of the type {type}. Its columns are: " +
                $"{string.Join(", ", data.Schema.Select(existing => $"{existing.Name} ({existing.Type})"))}.");

    public static List<DateTime> ReadTimes(IDataView events)
    {
        DataViewSchema.Column column = Find(events, nameof(Interaction.Time), DateTimeDataViewType.Instance);
        return [.. Read<DateTime>(events, column)];
    }

    /// <summary>The users of the rows, numbered from 0.</summary>
    public static List<int> ReadUsers(IDataView events, out IdTable ids)
    {
        DataViewSchema.Column column = Find(events, nameof(Interaction.UserId), TextDataViewType.Instance);
        IdTable users = new();
        ids = users;
        return [.. Read<ReadOnlyMemory<char>>(events, column).Select(id => users.Add(id.ToString()))];
    }

    /// <summary>The interactions of a data view that has the columns of <see cref="Interaction"/>; feedback and texts may be missing.</summary>
    public static IEnumerable<Interaction> ReadInteractions(IDataView data)
    {
        DataViewSchema.Column user = Find(data, nameof(Interaction.UserId), TextDataViewType.Instance);
        DataViewSchema.Column song = Find(data, nameof(Interaction.SongId), TextDataViewType.Instance);
        DataViewSchema.Column time = Find(data, nameof(Interaction.Time), DateTimeDataViewType.Instance);
        DataViewSchema.Column? feedback = data.Schema.GetColumnOrNull(nameof(Interaction.Feedback));
        DataViewSchema.Column? text = data.Schema.GetColumnOrNull(nameof(Interaction.Text));
        DataViewSchema.Column? textTime = data.Schema.GetColumnOrNull(nameof(Interaction.TextTime));
        DataViewSchema.Column?[] optional = [feedback, text, textTime];
        using DataViewRowCursor cursor = data.GetRowCursor([user, song, time, .. optional.OfType<DataViewSchema.Column>()]);
        Func<string> readUser = TextOf(cursor, user);
        Func<string> readSong = TextOf(cursor, song);
        Func<string> readText = TextOf(cursor, text);
        Func<string> readTextTime = TextOf(cursor, textTime);
        ValueGetter<DateTime> readTime = cursor.GetGetter<DateTime>(time);
        ValueGetter<float>? readFeedback = feedback is { } column ? cursor.GetGetter<float>(column) : null;
        while (cursor.MoveNext())
        {
            DateTime when = default;
            float how = 1;
            readTime(ref when);
            readFeedback?.Invoke(ref how);
            yield return new Interaction
            {
                UserId = readUser(),
                SongId = readSong(),
                Time = when,
                Feedback = how,
                Text = readText(),
                TextTime = readTextTime().Equals(nameof(TextTime.Before), StringComparison.OrdinalIgnoreCase) ? TextTime.Before : TextTime.After,
            };
        }
    }

    private static IEnumerable<T> Read<T>(IDataView data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        T value = default!;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return value;
        }
    }

    private static Func<string> TextOf(DataViewRowCursor cursor, DataViewSchema.Column? column)
    {
        if (column is null)
        {
            return () => "";
        }

        ValueGetter<ReadOnlyMemory<char>> getter = cursor.GetGetter<ReadOnlyMemory<char>>(column.Value);
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value.ToString();
        };
    }
}
