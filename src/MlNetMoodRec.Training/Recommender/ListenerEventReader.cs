using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Typed access to the columns of <see cref="ListenerEvent"/> rows of a data view. Only the user and the song must be
/// there. A value is read when it is asked for, because ML.NET computes it then: the embedding of a text is costly.
/// </summary>
internal sealed class ListenerEventReader : IDisposable
{
    private readonly DataViewRowCursor _cursor;
    private readonly ValueGetter<ReadOnlyMemory<char>> _user;
    private readonly ValueGetter<ReadOnlyMemory<char>> _song;
    private readonly ValueGetter<ReadOnlyMemory<char>>? _text;
    private readonly ValueGetter<float>? _textHoursAgo;
    private readonly ValueGetter<float>? _feedback;
    private readonly ValueGetter<DateTime>? _time;
    private readonly ValueGetter<VBuffer<ReadOnlyMemory<char>>>? _recentSongs;
    private readonly ValueGetter<VBuffer<ReadOnlyMemory<char>>>? _excluded;
    private readonly ValueGetter<VBuffer<float>>? _recentFeedback;
    private readonly ValueGetter<VBuffer<float>>? _recentValence;
    private readonly ValueGetter<VBuffer<float>>? _recentHoursAgo;
    private readonly ValueGetter<VBuffer<float>>? _embedding;
    private readonly Func<float>? _hasText;
    private VBuffer<ReadOnlyMemory<char>> _ids;
    private VBuffer<float> _numbers;

    public ListenerEventReader(IDataView data, bool withMood)
    {
        DataViewSchema.Column[] columns = [.. data.Schema.Where(c => !c.IsHidden)];
        foreach (string required in (string[])[nameof(ListenerEvent.UserId), nameof(ListenerEvent.SongId)])
        {
            if (!columns.Any(c => c.Name == required && c.Type is TextDataViewType))
            {
                throw new MoodRecException(
                    $"The data has no text column '{required}'; its columns are {string.Join(", ", columns.Select(c => c.Name))}. " +
                    "Give rows of ListenerEvent.");
            }
        }

        if (withMood && !columns.Any(c => c.Name == MoodColumns.SentimentEmbedding && IsEmbedding(c.Type)))
        {
            throw new MoodRecException(
                $"The data has no column '{MoodColumns.SentimentEmbedding}' of {MoodColumns.EmbeddingSize} floats, which a model that reads the mood " +
                "is trained on. Put the mood encoder before the trainer in the pipeline, or set UseMood to false.");
        }

        _cursor = data.GetRowCursor(columns.Where(c => withMood || c.Name is not (MoodColumns.SentimentEmbedding or MoodColumns.HasText)));
        _user = Getter<ReadOnlyMemory<char>>(columns, nameof(ListenerEvent.UserId))!;
        _song = Getter<ReadOnlyMemory<char>>(columns, nameof(ListenerEvent.SongId))!;
        _text = Getter<ReadOnlyMemory<char>>(columns, nameof(ListenerEvent.Text));
        _textHoursAgo = Getter<float>(columns, nameof(ListenerEvent.TextHoursAgo));
        _feedback = Getter<float>(columns, nameof(ListenerEvent.Feedback));
        _time = Getter<DateTime>(columns, nameof(ListenerEvent.Time));
        _recentSongs = Getter<VBuffer<ReadOnlyMemory<char>>>(columns, nameof(ListenerEvent.RecentSongIds));
        _excluded = Getter<VBuffer<ReadOnlyMemory<char>>>(columns, nameof(ListenerEvent.ExcludedSongIds));
        _recentFeedback = Getter<VBuffer<float>>(columns, nameof(ListenerEvent.RecentFeedback));
        _recentValence = Getter<VBuffer<float>>(columns, nameof(ListenerEvent.RecentValence));
        _recentHoursAgo = Getter<VBuffer<float>>(columns, nameof(ListenerEvent.RecentHoursAgo));
        _embedding = withMood ? Getter<VBuffer<float>>(columns, MoodColumns.SentimentEmbedding) : null;
        _hasText = withMood ? HasTextGetter(columns) : null;
    }

    public bool HasTextColumn => _text is not null;

    public ReadOnlyMemory<char> UserId => Read(_user)!;

    public ReadOnlyMemory<char> SongId => Read(_song)!;

    public ReadOnlyMemory<char> Text => Read(_text)!;

    public float TextHoursAgo => Read(_textHoursAgo);

    public float Feedback => _feedback is null ? 1 : Read(_feedback);

    public DateTime? Time => _time is null ? null : Read(_time);

    public bool Read() => _cursor.MoveNext();

    /// <summary>The recent songs, oldest first; empty ids are kept, so that the other columns stay aligned.</summary>
    public ReadOnlyMemory<char>[] RecentSongIds() => Ids(_recentSongs);

    public ReadOnlyMemory<char>[] ExcludedSongIds() => Ids(_excluded);

    public float[] RecentFeedback() => Numbers(_recentFeedback);

    public float[] RecentValence() => Numbers(_recentValence);

    public float[] RecentHoursAgo() => Numbers(_recentHoursAgo);

    /// <summary>The embedding of the text, or null where there is no text.</summary>
    public float[]? Embedding() => _embedding is null || _hasText?.Invoke() is 0 ? null : Numbers(_embedding);

    public void Dispose() => _cursor.Dispose();

    private static bool IsEmbedding(DataViewType type) => type is VectorDataViewType { Size: MoodColumns.EmbeddingSize } vector && vector.ItemType == NumberDataViewType.Single;

    private ValueGetter<T>? Getter<T>(DataViewSchema.Column[] columns, string name)
    {
        int column = Array.FindIndex(columns, c => c.Name == name && c.Type.RawType == typeof(T));
        return column < 0 ? null : _cursor.GetGetter<T>(columns[column]);
    }

    private Func<float>? HasTextGetter(DataViewSchema.Column[] columns)
    {
        if (Getter<float>(columns, MoodColumns.HasText) is { } scalar)
        {
            return () => Read(scalar);
        }

        return Getter<VBuffer<float>>(columns, MoodColumns.HasText) is { } vector ? () => Numbers(vector) is [var first, ..] ? first : 0 : null;
    }

    private static T? Read<T>(ValueGetter<T>? getter)
    {
        T value = default!;
        getter?.Invoke(ref value);
        return value;
    }

    private ReadOnlyMemory<char>[] Ids(ValueGetter<VBuffer<ReadOnlyMemory<char>>>? getter)
    {
        if (getter is null)
        {
            return [];
        }

        getter(ref _ids);
        return [.. _ids.DenseValues()];
    }

    private float[] Numbers(ValueGetter<VBuffer<float>>? getter)
    {
        if (getter is null)
        {
            return [];
        }

        getter(ref _numbers);
        return [.. _numbers.DenseValues()];
    }
}
