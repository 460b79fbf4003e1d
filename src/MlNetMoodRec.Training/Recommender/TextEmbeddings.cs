using System.Runtime.InteropServices;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>The sentiment embeddings of the distinct texts of a data set, each stored once. Row 0 stands for no text.</summary>
internal sealed class TextEmbeddings
{
    private readonly List<float> _values = [.. new float[MoodColumns.EmbeddingSize]];
    private readonly Dictionary<string, int> _rowsByText = [];
    private readonly Dictionary<long, List<int>> _rowsByContent = [];

    /// <summary>The number of rows, row 0 included.</summary>
    public int Count => _values.Count / MoodColumns.EmbeddingSize;

    /// <summary>All rows, one after the other.</summary>
    public ReadOnlySpan<float> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>
    /// The row of <paramref name="text"/>. The embedding is asked for only if the text is new: it may be costly, and a
    /// text stays the current one over many events.
    /// </summary>
    public int Find(ReadOnlySpan<char> text, Func<float[]?> embedding)
    {
        if (!_rowsByText.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int row))
        {
            row = Find(embedding());
            _rowsByText.Add(text.ToString(), row);
        }

        return row;
    }

    /// <summary>The row of an embedding, found by its content; null is no text.</summary>
    public int Find(float[]? embedding)
    {
        if (embedding is null)
        {
            return 0;
        }

        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes<float>(embedding));
        List<int> candidates = CollectionsMarshal.GetValueRefOrAddDefault(_rowsByContent, hash.ToHashCode(), out _) ??= [];
        foreach (int candidate in candidates)
        {
            if (Values.Slice(candidate * MoodColumns.EmbeddingSize, MoodColumns.EmbeddingSize).SequenceEqual(embedding))
            {
                return candidate;
            }
        }

        candidates.Add(Count);
        _values.AddRange(embedding);
        return Count - 1;
    }
}
