namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Accuracy and macro-F1 as means over splits, with intervals by a bootstrap of people: the splits share their events, and
/// the events of a person belong together.
/// </summary>
internal sealed class ChangeBootstrap
{
    private const int Resamples = 2000;
    private const int Classes = 3;

    private readonly IReadOnlyList<IReadOnlyList<SiTunesEvent>> _tests;
    private readonly Dictionary<string, int> _people;
    private readonly int[][] _draws;

    public ChangeBootstrap(IReadOnlyList<IReadOnlyList<SiTunesEvent>> tests)
    {
        _tests = tests;
        _people = tests.SelectMany(t => t).Select(e => e.User).Distinct().Order(StringComparer.Ordinal).Select((user, i) => (user, i)).ToDictionary(p => p.user, p => p.i);
        var random = new Random(1);
        _draws = [.. Enumerable.Range(0, Resamples).Select(_ => Draw(random))];
    }

    /// <summary>A row for each method, of which <paramref name="methods"/> holds the predicted classes split by split.</summary>
    public IReadOnlyList<BenchmarkRow> Rows(IReadOnlyList<(string Method, IReadOnlyList<int[]> Predicted)> methods, string reference)
    {
        int[] once = [.. Enumerable.Repeat(1, _people.Count)];
        var measured = methods.ToDictionary(m => m.Method, m => (Whole: Measure(m.Predicted, once), Drawn: _draws.AsParallel().AsOrdered().Select(d => Measure(m.Predicted, d)).ToArray()));
        return
        [
            .. methods.Select(m => new BenchmarkRow
            {
                Method = m.Method,
                Values = [.. Columns(measured[m.Method], (0, 0), measured[m.Method].Drawn.Select(_ => (0.0, 0.0)).ToArray())],
                Differences = m.Method == reference ? [] : [.. Columns(measured[m.Method], measured[reference].Whole, measured[reference].Drawn)],
            }),
        ];
    }

    private static IEnumerable<BenchmarkValue> Columns(
        ((double Accuracy, double F1) Whole, (double Accuracy, double F1)[] Drawn) method, (double Accuracy, double F1) less, (double Accuracy, double F1)[] lessDrawn)
    {
        yield return Value(method.Whole.Accuracy - less.Accuracy, [.. method.Drawn.Zip(lessDrawn, (a, b) => a.Accuracy - b.Accuracy)]);
        yield return Value(method.Whole.F1 - less.F1, [.. method.Drawn.Zip(lessDrawn, (a, b) => a.F1 - b.F1)]);
    }

    private static BenchmarkValue Value(double mean, double[] drawn)
    {
        Array.Sort(drawn);
        return new BenchmarkValue(mean, drawn[(int)(0.025 * drawn.Length)], drawn[(int)(0.975 * drawn.Length)]);
    }

    private int[] Draw(Random random)
    {
        var times = new int[_people.Count];
        for (int i = 0; i < times.Length; i++)
        {
            times[random.Next(times.Length)]++;
        }

        return times;
    }

    private (double Accuracy, double F1) Measure(IReadOnlyList<int[]> predicted, int[] times)
    {
        double accuracy = 0;
        double f1 = 0;
        for (int split = 0; split < _tests.Count; split++)
        {
            var confusion = new double[Classes, Classes];
            for (int row = 0; row < _tests[split].Count; row++)
            {
                SiTunesEvent listened = _tests[split][row];
                confusion[listened.Change, predicted[split][row]] += times[_people[listened.User]];
            }

            (double a, double f) = Of(confusion);
            accuracy += a / _tests.Count;
            f1 += f / _tests.Count;
        }

        return (accuracy, f1);
    }

    /// <summary>A class that is neither there nor predicted has an F1 of 0, as in scikit-learn, with which the published values were computed.</summary>
    private static (double Accuracy, double F1) Of(double[,] confusion)
    {
        double all = confusion.Cast<double>().Sum();
        double right = Enumerable.Range(0, Classes).Sum(c => confusion[c, c]);
        double f1 = Enumerable.Range(0, Classes).Average(c =>
        {
            double involved = Enumerable.Range(0, Classes).Sum(o => confusion[c, o] + confusion[o, c]);
            return involved > 0 ? 2 * confusion[c, c] / involved : 0;
        });
        return (all > 0 ? right / all : 0, f1);
    }
}
