using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Mood;

/// <summary>The mood of a row's text.</summary>
/// <param name="Row">The number of the row in the input, from 1.</param>
/// <param name="Reading">What was read.</param>
internal sealed record MoodRow(long Row, MoodReading Reading)
{
    public static TableWriter<MoodRow> Writer(bool withEmbedding) => new(
        [
            ColumnWriter<MoodRow>.Whole("row", row => row.Row),
            ColumnWriter<MoodRow>.Number("valence", row => row.Reading.Valence),
            ColumnWriter<MoodRow>.Number("arousal", row => row.Reading.Arousal),
            ColumnWriter<MoodRow>.Text("emotion", row => row.Reading.Emotion),
            .. Emotions.Names.Select((name, i) => ColumnWriter<MoodRow>.Number(name, row => row.Reading.EmotionProbabilities[i])),
            .. withEmbedding ? [ColumnWriter<MoodRow>.Numbers("embedding", row => row.Reading.SentimentEmbedding)] : Array.Empty<ColumnWriter<MoodRow>>(),
        ]);
}
