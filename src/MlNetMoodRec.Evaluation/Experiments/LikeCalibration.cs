using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>
/// Makes probabilities of a good response out of what a method says of a song: logistic regression (Platt 1999) on the
/// method's score of the song, its log odds of liking (the song's own where a method predicts none), and the share of
/// good responses among the listener's recent songs. Fitted on validation rows; the same for every method, so that what
/// tells methods apart is what they say.
/// </summary>
internal sealed class LikeCalibration
{
    /// <summary>Enough for four numbers; more rows cost time.</summary>
    private const int MostRows = 8_000;

    private readonly PredictionEngine<Row, Prediction> _engine;

    private LikeCalibration(PredictionEngine<Row, Prediction> engine) => _engine = engine;

    /// <summary>Rows to fit on, spread evenly over <paramref name="rows"/>.</summary>
    public static ListenerEvent[] Choose(IReadOnlyList<ListenerEvent> rows)
    {
        int count = Math.Min(MostRows, rows.Count);
        return [.. Enumerable.Range(0, count).Select(i => rows[(int)((long)i * rows.Count / count)])];
    }

    public static LikeCalibration Fit(int seed, IEnumerable<ListenerEvent> rows, TargetScores scores)
    {
        var context = new MLContext(seed);
        IDataView data = context.Data.LoadFromEnumerable(rows.Select(r => ToRow(r, scores)).ToList());
        ITransformer model = context.Transforms.NormalizeMeanVariance(nameof(Row.Features), fixZero: false)
            .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Row.IsLiked), nameof(Row.Features), l1Regularization: 0, l2Regularization: 0.1f))
            .Fit(data);
        return new LikeCalibration(context.Model.CreatePredictionEngine<Row, Prediction>(model));
    }

    /// <summary>The probabilities of a good response to the rows' own songs.</summary>
    public double[] Predict(IEnumerable<ListenerEvent> rows, TargetScores scores) =>
        [.. rows.Select(r => (double)_engine.Predict(ToRow(r, scores)).Probability)];

    private static Row ToRow(ListenerEvent row, TargetScores scores)
    {
        (float score, float likeLogit) = scores.Of(row);
        float[] feedback = row.RecentFeedback ?? [];
        int liked = feedback.Count(f => f >= SongPlays.GoodFeedback);

        // One good and three bad responses are added, about the shares on the platform.
        return new Row
        {
            Features = [score, likeLogit, MathF.Log((liked + 1f) / (feedback.Length - liked + 3f))],
            IsLiked = row.Feedback >= SongPlays.GoodFeedback,
        };
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public bool IsLiked { get; set; }
    }

    private sealed class Prediction
    {
        public float Probability { get; set; }
    }
}
