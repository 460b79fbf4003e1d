using System.Globalization;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>Shows how far the training and testing of a recommender has come.</summary>
internal static class RunDisplay
{
    public static T Show<T>(CliConsole console, Func<IProgress<RunProgress>, T> run) => ProgressDisplay.Show(console, Describe, run);

    private static ProgressState Describe(RunProgress progress) => progress.Training is { } training
        ? new ProgressState("Training", progress.Share, Describe(training), training.ValidationNdcg is null ? null : Validation(training))
        : new ProgressState($"{progress.Stage}", progress.Share);

    private static string Describe(TrainingProgress training)
    {
        string loss = training.Loss is double nats ? string.Create(CultureInfo.InvariantCulture, $", loss {nats:0.000}") : "";
        string left = training.Remaining > TimeSpan.Zero ? $", {ProgressDisplay.Clock(training.Remaining)} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"epoch {training.Epoch}{loss}{Validation(training)}{left}");
    }

    private static string Validation(TrainingProgress training) =>
        training.ValidationNdcg is double ndcg ? string.Create(CultureInfo.InvariantCulture, $", validation NDCG@10 {ndcg:0.0000}") : "";
}
