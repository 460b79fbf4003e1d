using System.Globalization;
using System.Text.Json;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Scoring;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>Shows how far scoring and merging have come, and what they wrote.</summary>
internal static class ScoringDisplay
{
    public static T Show<T>(CliConsole console, string stage, Func<IProgress<ScoringProgress>, T> work) =>
        ProgressDisplay.Show(console, progress => new ProgressState(stage, progress.Share, Describe(progress)), work);

    public static void Write(CliConsole console, bool json, ScoringSummary summary)
    {
        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(summary, EvaluationJson.Options));
            return;
        }

        if (summary.Rejects is not null)
        {
            console.WriteNote(string.Create(
                CultureInfo.InvariantCulture, $"{summary.Rejected:N0} rows could not be understood; '{summary.Rejects}' says which, and why"));
        }

        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Wrote {summary.Scored:N0} rows to {summary.Output}"));
    }

    private static string Describe(ScoringProgress progress)
    {
        string pace = progress.RowsPerSecond > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {progress.RowsPerSecond:N0} rows/s, {ProgressDisplay.Clock(progress.Remaining)} left")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{progress.Rows:N0} rows{pace}");
    }
}
