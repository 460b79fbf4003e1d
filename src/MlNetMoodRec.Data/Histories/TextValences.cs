using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Data.Histories;

/// <summary>The valence of what was written at each interaction.</summary>
internal static class TextValences
{
    // Bounds the memory that tokens of many texts take at a time, and is far above what a batch needs.
    private const int TextsPerCall = 1 << 16;

    /// <summary>The valence for each row, 0 where nothing was written; each different text is read once.</summary>
    public static float[] Read(InteractionStore store, Func<IReadOnlyList<string>, float[]> read)
    {
        IdTable texts = new();
        int[] numbers = Array.ConvertAll(store.Text, text => text is null ? -1 : texts.Add(text));
        float[] valences = read([.. Enumerable.Range(0, texts.Count).Select(text => texts[text])]);
        return Array.ConvertAll(numbers, number => number < 0 ? 0f : valences[number]);
    }

    /// <summary>What the encoder reads in each text.</summary>
    public static float[] Read(MoodEncoder encoder, IReadOnlyList<string> texts, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        List<float> valences = new(texts.Count);
        foreach (string[] chunk in texts.Chunk(TextsPerCall))
        {
            float[][] rows = encoder.Compute(chunk, [MoodColumns.Valence], progress: null, cancellationToken)[MoodColumns.Valence];
            valences.AddRange(rows.Select(row => row[0]));
            progress?.Report((double)valences.Count / texts.Count);
        }

        return [.. valences];
    }
}
