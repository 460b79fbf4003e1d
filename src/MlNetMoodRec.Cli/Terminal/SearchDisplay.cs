using System.Globalization;
using MlNetMoodRec.Evaluation.Search;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>Shows how far a search of options has come.</summary>
internal static class SearchDisplay
{
    public static T Show<T>(CliConsole console, Func<IProgress<SearchProgress>, T> run) => ProgressDisplay.Show(console, Describe, run);

    private static ProgressState Describe(SearchProgress progress)
    {
        string trials = $"rung {progress.Rung} of {progress.Rungs}, {progress.Trials} of {progress.TrialsOfRung} trials";
        string best = progress.BestNdcg is double ndcg ? string.Create(CultureInfo.InvariantCulture, $", best validation NDCG@10 {ndcg:0.0000}") : "";
        string left = progress.Remaining > TimeSpan.Zero ? $", {ProgressDisplay.Clock(progress.Remaining)} left" : "";
        return new ProgressState("Searching", progress.Share, trials + best + left, trials);
    }
}
