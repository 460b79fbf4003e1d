using MlNetMoodRec.Evaluation.Experiments;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>Shows how far work of many steps has come.</summary>
internal static class StepDisplay
{
    public static T Show<T>(CliConsole console, string stage, Func<IProgress<ExperimentProgress>, T> run) =>
        ProgressDisplay.Show(console, progress => Describe(stage, progress), run);

    private static ProgressState Describe(string stage, ExperimentProgress progress)
    {
        string details = progress.Details.Length > 0 ? $": {progress.Details}" : "";
        string left = progress.Remaining > TimeSpan.Zero ? $", {ProgressDisplay.Clock(progress.Remaining)} left" : "";
        bool isNews = progress.Details is "done" or "done before";
        return new ProgressState(stage, progress.Share, $"{progress.Step}{details}{left}", isNews ? $"{progress.Step} {progress.Details}" : null);
    }
}
