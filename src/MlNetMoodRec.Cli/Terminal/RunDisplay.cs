using System.Diagnostics;
using System.Globalization;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Recommender;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>
/// Shows how far a run has come: a moving bar in a terminal; elsewhere a line after each epoch that was validated, and
/// otherwise one every half minute.
/// </summary>
internal static class RunDisplay
{
    private static readonly TimeSpan TimeBetweenLines = TimeSpan.FromSeconds(30);

    public static T Show<T>(CliConsole console, Func<IProgress<RunProgress>, T> run) => console.ErrorIsTerminal
        ? console.Notes.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(context => run(new Bars(context)))
        : run(new Lines(console.Error));

    private static string Describe(TrainingProgress training)
    {
        string epoch = string.Create(CultureInfo.InvariantCulture, $"epoch {training.Epoch}");
        string loss = training.Loss is double nats ? string.Create(CultureInfo.InvariantCulture, $", loss {nats:0.000}") : "";
        string validation = training.ValidationNdcg is double ndcg ? string.Create(CultureInfo.InvariantCulture, $", validation NDCG@10 {ndcg:0.0000}") : "";
        string left = training.Remaining > TimeSpan.Zero ? $", {Clock(training.Remaining)} left" : "";
        return epoch + loss + validation + left;
    }

    private static string Clock(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    private sealed class Bars(ProgressContext context) : IProgress<RunProgress>
    {
        private readonly Dictionary<RunStage, ProgressTask> _tasks = [];

        public void Report(RunProgress value)
        {
            if (!_tasks.TryGetValue(value.Stage, out ProgressTask? task))
            {
                _tasks.Add(value.Stage, task = context.AddTask($"{value.Stage}", maxValue: 1));
            }

            task.Value = value.Share;
            task.Description = value.Training is null ? $"{value.Stage}" : Markup.Escape($"{value.Stage} {Describe(value.Training)}");
        }
    }

    private sealed class Lines(TextWriter writer) : IProgress<RunProgress>
    {
        private long _lastLine = Stopwatch.GetTimestamp();
        private double? _lastValidation;

        public void Report(RunProgress value)
        {
            bool isValidated = value.Training?.ValidationNdcg is double ndcg && ndcg != _lastValidation;
            if (!isValidated && Stopwatch.GetElapsedTime(_lastLine) < TimeBetweenLines)
            {
                return;
            }

            _lastLine = Stopwatch.GetTimestamp();
            _lastValidation = value.Training?.ValidationNdcg ?? _lastValidation;
            string details = value.Training is null ? "" : $": {Describe(value.Training)}";
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Stage} {value.Share:P0}{details}"));
        }
    }
}
