namespace MlNetMoodRec.Training.Encoder;

/// <summary>How often each class was found for each: the counts from which accuracy, F1 and recall come.</summary>
/// <param name="classes">The number of classes.</param>
internal sealed class ConfusionCounts(int classes)
{
    private const int Resamples = 1000;
    private const double Outside = 0.025;

    private readonly int[] _counts = new int[classes * classes];
    private readonly List<int> _cells = [];

    public void Add(int actual, int predicted)
    {
        int cell = (actual * classes) + predicted;
        _counts[cell]++;
        _cells.Add(cell);
    }

    public int Texts => _counts.Sum();

    public int Of(int actual) => _counts.AsSpan(actual * classes, classes).ToArray().Sum();

    public double Accuracy => Enumerable.Range(0, classes).Sum(c => _counts[(c * classes) + c]) / (double)Texts;

    /// <summary>Over the classes that are there or were predicted.</summary>
    public double MacroF1 => Mean(c => Of(c) + Predicted(c) == 0 ? null : 2.0 * _counts[(c * classes) + c] / (Of(c) + Predicted(c)));

    /// <summary>Over the classes that are there.</summary>
    public double MacroRecall => Mean(c => Of(c) == 0 ? null : _counts[(c * classes) + c] / (double)Of(c));

    /// <summary>Measures with their 95 % intervals, from texts drawn with replacement; the same seed gives the same intervals.</summary>
    public MeasuredShare[] Measure(int seed, params Func<ConfusionCounts, double>[] measures)
    {
        var random = new Random(seed);
        ConfusionCounts[] samples = [.. Enumerable.Range(0, Resamples).Select(_ => Resample(random))];
        return [.. measures.Select(measure =>
        {
            double[] sorted = [.. samples.Select(measure).Order()];
            return new MeasuredShare(measure(this), sorted[(int)(Outside * Resamples)], sorted[(int)((1 - Outside) * Resamples) - 1]);
        })];
    }

    private int Predicted(int c) => Enumerable.Range(0, classes).Sum(actual => _counts[(actual * classes) + c]);

    private double Mean(Func<int, double?> ofClass) => Enumerable.Range(0, classes).Average(ofClass) ?? 0;

    private ConfusionCounts Resample(Random random)
    {
        var sample = new ConfusionCounts(classes);
        for (int i = 0; i < _cells.Count; i++)
        {
            sample._counts[_cells[random.Next(_cells.Count)]]++;
        }

        return sample;
    }
}
