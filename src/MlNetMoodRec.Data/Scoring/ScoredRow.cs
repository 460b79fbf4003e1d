using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Scoring;

/// <summary>A row of a scored file.</summary>
/// <param name="Row">The number of the row in the input, from 1.</param>
/// <param name="UserId">The listener.</param>
/// <param name="Answer">The songs and the mood that was read.</param>
internal sealed record ScoredRow(long Row, string UserId, SongRecommendations Answer)
{
    public static TableWriter<ScoredRow> Writer { get; } = new(
        ColumnWriter<ScoredRow>.Whole("row", row => row.Row),
        ColumnWriter<ScoredRow>.Text("user_id", row => row.UserId),
        ColumnWriter<ScoredRow>.Texts("song_ids", row => row.Answer.SongIds),
        ColumnWriter<ScoredRow>.Texts("titles", row => row.Answer.Titles),
        ColumnWriter<ScoredRow>.Numbers("scores", row => row.Answer.Scores),
        ColumnWriter<ScoredRow>.Numbers("like_probabilities", row => row.Answer.LikeProbabilities),
        ColumnWriter<ScoredRow>.Text("basis", row => row.Answer.Basis),
        ColumnWriter<ScoredRow>.Text("emotion", row => row.Answer.Emotion),
        ColumnWriter<ScoredRow>.Number("valence", row => row.Answer.Valence),
        ColumnWriter<ScoredRow>.Number("arousal", row => row.Answer.Arousal),
        ColumnWriter<ScoredRow>.Number("start_valence", row => row.Answer.StartValence),
        ColumnWriter<ScoredRow>.Number("start_arousal", row => row.Answer.StartArousal),
        ColumnWriter<ScoredRow>.Number("target_valence", row => row.Answer.TargetValence),
        ColumnWriter<ScoredRow>.Number("target_arousal", row => row.Answer.TargetArousal),
        ColumnWriter<ScoredRow>.Texts("notes", row => row.Answer.Notes));

    public static IEnumerable<ScoredRow> Read(string path, DataFormat format) => ResultTable.Read(
        path,
        format,
        [
            "row", "user_id", "song_ids", "titles", "scores", "like_probabilities", "basis", "emotion", "valence", "arousal",
            "start_valence", "start_arousal", "target_valence", "target_arousal", "notes",
        ],
        cells => new ScoredRow(cells.Whole(0), cells.Text(1), new SongRecommendations
        {
            SongIds = cells.Texts(2),
            Titles = cells.Texts(3),
            Scores = cells.Numbers(4),
            LikeProbabilities = cells.Numbers(5),
            Basis = cells.Text(6),
            Emotion = cells.Text(7),
            Valence = cells.Number(8),
            Arousal = cells.Number(9),
            StartValence = cells.Number(10),
            StartArousal = cells.Number(11),
            TargetValence = cells.Number(12),
            TargetArousal = cells.Number(13),
            Notes = cells.Texts(14),
        }));
}
