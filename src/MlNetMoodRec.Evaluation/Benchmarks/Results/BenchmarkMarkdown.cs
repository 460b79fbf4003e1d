using System.Globalization;
using System.Text;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Results as Markdown.</summary>
public static class BenchmarkMarkdown
{
    /// <summary>The line that begins the part of a file that is made from results.</summary>
    public const string BlockStart = "<!-- benchmarks: made by 'moodrec benchmark readme' -->";

    /// <summary>The line that ends it.</summary>
    public const string BlockEnd = "<!-- end of benchmarks -->";

    /// <summary>One benchmark: its tables, each with its protocol, then what the methods took.</summary>
    public static string Write(BenchmarkResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {result.Name} ({result.DataSet})").AppendLine();
        foreach (string line in result.Protocol)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {line}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"- Data {Short(result.DataHash)}; {Seeds(result)}; {result.Machine}; moodrec {result.Version.Split('+')[0]}").AppendLine();
        foreach (BenchmarkTable table in result.Tables)
        {
            Append(text, table, withDifferences: true);
        }

        AppendCosts(text, result.Costs);
        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>The part of a file between the two marker lines, from results; those on shares of a data set come as a curve with the one on all of it.</summary>
    public static string Block(IReadOnlyList<BenchmarkResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder();
        text.AppendLine(BlockStart).AppendLine();
        BenchmarkResult[] shares = [.. results.SelectMany(r => BenchmarkCurve.SharesOf(r, results))];
        foreach (BenchmarkResult result in results.Except(shares))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"**`moodrec benchmark {result.Name}`** ({result.DataSet}). {string.Join(" ", result.Protocol)} {Seeds(result)}; {result.Machine}.").AppendLine();
            foreach (BenchmarkTable table in result.Tables)
            {
                Append(text, table, withDifferences: true);
            }

            BenchmarkCurve.Append(text, result, BenchmarkCurve.SharesOf(result, shares));
        }

        return text.AppendLine(BlockEnd).ToString();
    }

    /// <summary>A file's text with the part between the markers replaced.</summary>
    /// <exception cref="MoodRecException">The markers are not there, once each and in this order.</exception>
    public static string Replace(string text, string block)
    {
        ArgumentNullException.ThrowIfNull(text);
        int start = text.IndexOf(BlockStart, StringComparison.Ordinal);
        int end = text.IndexOf(BlockEnd, StringComparison.Ordinal);
        return start >= 0 && end > start
            ? string.Concat(text.AsSpan(0, start), block.TrimEnd(), text.AsSpan(end + BlockEnd.Length))
            : throw new MoodRecException($"The file has no part for the benchmarks: expected the lines '{BlockStart}' and '{BlockEnd}'.");
    }

    /// <summary>Writes the tables of all results in a folder into a file, and returns how many results there are.</summary>
    /// <exception cref="MoodRecException">There are no results, or the file has no place for them.</exception>
    public static int Update(string file, string resultsFolder)
    {
        IReadOnlyList<BenchmarkResult> results = LoadAll(resultsFolder);
        try
        {
            string text = Replace(File.ReadAllText(file), Block(results));
            AsideFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"'{file}' cannot be read: {exception.Message}", exception);
        }

        return results.Count;
    }

    /// <summary>The results in a folder, by name.</summary>
    /// <exception cref="MoodRecException">There are none, or one cannot be read.</exception>
    public static IReadOnlyList<BenchmarkResult> LoadAll(string folder)
    {
        string[] paths = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
        return paths.Length > 0
            ? [.. paths.Select(BenchmarkResult.Load)]
            : throw new MoodRecException($"'{folder}' holds no results; expected the JSON files that 'moodrec benchmark' leaves.");
    }

    private static void Append(StringBuilder text, BenchmarkTable table, bool withDifferences)
    {
        bool hasReference = withDifferences && table.Reference.Length > 0 && table.Rows.Any(r => r.Differences.Count > 0);
        text.AppendLine(CultureInfo.InvariantCulture, $"{table.Title}. {table.Protocol}").AppendLine();
        int[] compared = !hasReference ? [] : table.Compared.Count == 0 ? [0] : [.. table.Compared.Select(name => table.Metrics.ToList().IndexOf(name))];
        string[] against = [.. compared.Select(metric => $"{table.Metrics[metric]} less {table.Reference}")];
        text.AppendLine(CultureInfo.InvariantCulture, $"| method | {string.Join(" | ", table.Metrics.Concat(against))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(table.Metrics.Concat(against).Select(_ => "---:|"))}");
        foreach (BenchmarkRow row in table.Rows)
        {
            string seeds = row.Seeds > 1 ? $" ({row.Seeds} seeds)" : "";
            string name = row.IsPublished ? $"published: {row.Method}" : row.Method + seeds;
            IEnumerable<string> difference = compared.Select(metric => row.Differences.Count > 0 ? Signed(row.Differences[metric]) : "");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", row.Values.Select(Plain).Concat(difference))} |");
        }

        text.AppendLine();
        foreach (string note in table.Notes)
        {
            text.AppendLine(note).AppendLine();
        }
    }

    private static void AppendCosts(StringBuilder text, IReadOnlyList<BenchmarkCost> costs)
    {
        if (costs.Count == 0)
        {
            return;
        }

        text.AppendLine("| method | training, minutes | ranking the test rows, minutes | peak memory, GB | different songs recommended | options |");
        text.AppendLine("|---|---:|---:|---:|---:|---|");
        foreach (BenchmarkCost cost in costs)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {cost.Method} | {cost.FitMinutes:0.00} | {cost.EvaluateMinutes:0.00} | {cost.PeakMemoryGb:0.00} | {cost.SongsRecommended:N0} | `{cost.Options.ToJsonString(EvaluationJson.Compact)}` |");
        }
    }

    /// <summary>A figure with its interval where it has one.</summary>
    internal static string Plain(BenchmarkValue? value) => value switch
    {
        null => "",
        { Low: double low, High: double high } => string.Create(CultureInfo.InvariantCulture, $"{value.Mean:0.0000} [{low:0.0000}, {high:0.0000}]"),
        _ => value.Mean.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    private static string Signed(BenchmarkValue value) => string.Create(
        CultureInfo.InvariantCulture, $"{value.Mean:+0.0000;-0.0000;0.0000} [{value.Low:+0.0000;-0.0000;0.0000}, {value.High:+0.0000;-0.0000;0.0000}]");

    private static string Seeds(BenchmarkResult result) =>
        result.Seeds.Count > 1 ? $"seeds {string.Join(", ", result.Seeds)}" : $"seed {string.Join("", result.Seeds)}";

    private static string Short(string hash) => hash.Length > Protocol.MaxHashLength ? hash[..Protocol.MaxHashLength] : hash;
}
