using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>
/// Shows how far long work has come: a moving bar in a terminal; elsewhere a line where there is news, such as a
/// validated epoch, and otherwise one every half minute.
/// </summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan TimeBetweenLines = TimeSpan.FromSeconds(30);

    /// <summary>Runs the work with something to report to. Reports are shown on the thread that makes them.</summary>
    public static TResult Show<TProgress, TResult>(
        CliConsole console, Func<TProgress, ProgressState> describe, Func<IProgress<TProgress>, TResult> work) => console.ErrorIsTerminal
        ? console.Notes.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .Start(context => work(new Bars<TProgress>(context, describe)))
        : work(new Lines<TProgress>(console.Error, describe));

    /// <summary>As "1:05".</summary>
    public static string Clock(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    private sealed class Bars<T>(ProgressContext context, Func<T, ProgressState> describe) : IProgress<T>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(T value)
        {
            ProgressState state = describe(value);
            if (!_tasks.TryGetValue(state.Stage, out ProgressTask? task))
            {
                _tasks.Add(state.Stage, task = context.AddTask(state.Stage, maxValue: 1));
            }

            task.Value = state.Share;
            task.Description = Markup.Escape(state.ToString());
        }
    }

    private sealed class Lines<T>(TextWriter writer, Func<T, ProgressState> describe) : IProgress<T>
    {
        private long _lastLine = Stopwatch.GetTimestamp();
        private string? _lastNews;

        public void Report(T value)
        {
            ProgressState state = describe(value);
            bool isNews = state.News is not null && state.News != _lastNews;
            if (!isNews && Stopwatch.GetElapsedTime(_lastLine) < TimeBetweenLines)
            {
                return;
            }

            _lastLine = Stopwatch.GetTimestamp();
            _lastNews = state.News;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{state} ({state.Share:P0})"));
        }
    }
}
