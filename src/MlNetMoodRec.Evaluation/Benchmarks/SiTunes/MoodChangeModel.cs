using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A way to tell the change of the mood: a trainer of ML.NET and its options. Gives the chance of each of the three classes.</summary>
/// <param name="Name">The trainer and its options in words.</param>
/// <param name="WithPerson">Whether it reads who the person is and how songs worked for them; others may serve better at another time of their lives.</param>
/// <param name="Create">Makes the trainer.</param>
internal sealed record MoodChangeModel(string Name, bool WithPerson, Func<MLContext, IEstimator<ITransformer>> Create)
{
    /// <summary>Those that the validation part chooses from.</summary>
    public static IReadOnlyList<MoodChangeModel> All { get; } =
    [
        .. new[] { 1f, 4, 16, 64 }.Select(ridge => MaximumEntropy(ridge, withPerson: true)),
        .. new[] { 1f, 4, 16, 64 }.Select(ridge => MaximumEntropy(ridge, withPerson: false)),
    ];

    public override string ToString() => Name;

    /// <summary>Trains, and returns the chances of the classes of each row to predict.</summary>
    public IReadOnlyList<float[]> Predict(
        MLContext context, IReadOnlyList<float[]> features, IReadOnlyList<int> classes, IReadOnlyList<float[]> toPredict)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features[0].Length);
        IDataView train = context.Data.LoadFromEnumerable(features.Zip(classes, (f, c) => new Row { Features = f, Class = c }), schema);
        IDataView test = context.Data.LoadFromEnumerable(toPredict.Select(f => new Row { Features = f }), schema);

        // Keys in the order of the numbers, whatever the first row's class is.
        IDataView keys = context.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(c => new Key { Class = c }));
        TransformerChain<ITransformer> model = context.Transforms.Conversion.MapValueToKey("Label", nameof(Row.Class), keyData: keys)
            .Append(context.Transforms.NormalizeMeanVariance(nameof(Row.Features), fixZero: false))
            .AppendCacheCheckpoint(context)
            .Append(Create(context))
            .Fit(train);
        return [.. context.Data.CreateEnumerable<Prediction>(model.Transform(test), reuseRowObject: false).Select(p => p.Score)];
    }

    private static MoodChangeModel MaximumEntropy(float ridge, bool withPerson) => new(
        FormattableString.Invariant($"maximum entropy, L2 {ridge}, {(withPerson ? "with" : "without")} the person"),
        withPerson,
        context => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            L1Regularization = 0, L2Regularization = ridge, NumberOfThreads = 1,
        }));

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public int Class { get; set; }
    }

    private sealed class Key
    {
        public int Class { get; set; }
    }

    private sealed class Prediction
    {
        public float[] Score { get; set; } = [];
    }
}
