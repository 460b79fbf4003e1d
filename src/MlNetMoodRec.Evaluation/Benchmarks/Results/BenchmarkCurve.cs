using System.Globalization;
using System.Text;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What more data costs and gives: the runs on shares of a data set beside the one on all of it, as Markdown.</summary>
internal static class BenchmarkCurve
{
    /// <summary>The runs on shares of the data that a run used all of.</summary>
    public static IReadOnlyList<BenchmarkResult> SharesOf(BenchmarkResult whole, IEnumerable<BenchmarkResult> results) =>
        [.. results.Where(r => whole.Fraction == 100 && r.Fraction < 100 && r.DataSet == whole.DataSet).OrderBy(r => r.Fraction)];

    /// <summary>A row for each share and each method that ran on shares; nothing where none did.</summary>
    public static void Append(StringBuilder text, BenchmarkResult whole, IReadOnlyList<BenchmarkResult> shares)
    {
        HashSet<string> methods = [.. shares.SelectMany(s => s.Costs.Select(c => c.Method))];
        if (methods.Count == 0)
        {
            return;
        }

        IReadOnlyList<string> metrics = whole.Tables[0].Metrics;
        text.AppendLine($"Shares of the training data, the last ones (`--fraction`). {string.Join("; ", shares.Append(whole).Select(s => s.Machine).Distinct())}.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| share | method | training, minutes | ranking the test rows, minutes | peak memory, GB | {string.Join(" | ", metrics)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---:|---|---:|---:|---:|{string.Concat(metrics.Select(_ => "---:|"))}");
        foreach (BenchmarkResult share in shares.Append(whole))
        {
            foreach (BenchmarkCost cost in share.Costs.Where(c => methods.Contains(c.Method)))
            {
                BenchmarkRow row = share.Tables[0].Rows.First(r => r.Method == cost.Method);
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {share.Fraction} % | {cost.Method} | {cost.FitMinutes:0.0} | {cost.EvaluateMinutes:0.0} | {cost.PeakMemoryGb:0.00} | {string.Join(" | ", row.Values.Select(BenchmarkMarkdown.Plain))} |");
            }
        }

        text.AppendLine();
    }
}
